"""`fields=post_id,likes`: of each thing in a list only these fields; `a.b` is b within a.

Which there are is read off the type that the handler answers with, so a list needs to do nothing for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

import msgspec
from litestar import Request
from litestar.handlers import BaseRouteHandler
from msgspec import Struct
from msgspec.inspect import ListType, StructType, Type, UnionType, type_info

from cicero.errors import InputError

NAME = "fields"
_ASKED = "cicero.fields"


class Fields(Struct, frozen=True):
    """What is left of each thing: names, and in turn what is left of them; empty: all of it."""

    within: dict[str, Fields] = {}


def ask(request: Request[Any, Any, Any], text: str) -> None:
    """Note for the answer what is asked for; InputError names what a thing of the list does not have."""
    listed = things(request.scope["route_handler"])
    if listed is None:
        raise InputError("There is no list here to choose fields of.", "Leave `fields` out.")
    name, thing = listed
    wanted = Fields()
    for one in filter(None, (part.strip() for part in text.split(","))):
        _add(wanted, thing, one)
    request.scope["state"][_ASKED] = name, wanted


def only_asked(state: Mapping[str, Any], body: bytes) -> bytes:
    """An answer with what was asked of each thing in its list; all of it where nothing was asked."""
    name, wanted = state.get(_ASKED, ("", None))
    if wanted is None:
        return body
    answer = msgspec.json.decode(body)
    answer[name] = _only(answer[name], wanted)
    return msgspec.json.encode(answer)


def things(handler: BaseRouteHandler) -> tuple[str, StructType] | None:
    """The name of the list that a handler answers with and what is in it; None where it is not one list."""
    answered = get_type_hints(handler.fn).get("return")
    if not (isinstance(answered, type) and issubclass(answered, Struct)):
        return None
    shape = type_info(answered)
    lists = [
        (field.encode_name, field.type.item_type)
        for field in (shape.fields if isinstance(shape, StructType) else ())
        if isinstance(field.type, ListType) and isinstance(field.type.item_type, StructType)
    ]
    return lists[0] if len(lists) == 1 else None


def names(thing: StructType) -> list[str]:
    return [field.encode_name for field in thing.fields]


def _add(wanted: Fields, thing: StructType, path: str) -> None:
    shape: StructType | None = thing
    for part in path.split("."):
        types = {field.encode_name: field.type for field in shape.fields} if shape else {}
        if part not in types:
            hint = f"Known are {', '.join(types)}." if types else "It has no fields of its own."
            raise InputError(f"fields={path}: there is no field {part!r}.", hint)
        wanted = wanted.within.setdefault(part, Fields({}))
        shape = _struct(types[part])


def _struct(shape: Type) -> StructType | None:
    """What has fields in a value of that type."""
    if isinstance(shape, StructType):
        return shape
    if isinstance(shape, ListType):
        return _struct(shape.item_type)
    if isinstance(shape, UnionType):
        return next((found for one in shape.types if (found := _struct(one))), None)
    return None


def _only(value: Any, wanted: Fields) -> Any:
    if not wanted.within:
        return value
    if isinstance(value, list):
        return [_only(one, wanted) for one in value]
    if isinstance(value, dict):
        return {name: _only(value[name], more) for name, more in wanted.within.items() if name in value}
    return value
