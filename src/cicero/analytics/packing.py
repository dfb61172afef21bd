"""A Result as bytes and back, the same in every part.

Question and catalogue are left out: whoever unpacks has them. A row's key is bare in the bytes, because a day
and a hashtag look alike there; the question says what the keys are.
"""

from __future__ import annotations

from datetime import date
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from cicero.analytics.query import Query
from cicero.analytics.result import Key, Result, Row
from cicero.metrics import find

SERIES = ("day", "week", "month")
_LEFT_OUT = ("query", "metrics")


def pack(result: Result) -> bytes:
    return msgspec.msgpack.encode(
        {name: getattr(result, name) for name in result.__struct_fields__ if name not in _LEFT_OUT}
    )


def unpack(query: Query, body: bytes) -> Result:
    """What `pack` was given; `query` is the question that it answers."""
    kept = _DECODER.decode(body)
    parts = {name: _revived(query, getattr(kept, name)) for name in kept.__struct_fields__}
    return Result(query=query, metrics=find(query.metrics), **parts)


def _revived(query: Query, part: Any) -> Any:
    if isinstance(part, _BareRow):
        return _row(query, part)
    if isinstance(part, tuple) and part and isinstance(part[0], _BareRow):
        return tuple(_row(query, row) for row in part)
    return part


def _row(query: Query, bare: Any) -> Row:
    fields = {name: getattr(bare, name) for name in bare.__struct_fields__}
    return Row(**{**fields, "key": _key(query, bare.key)})


def _key(query: Query, bare: Any) -> Key:
    if bare is not None and query.by in SERIES:
        return date.fromisoformat(bare)
    return cast(Key, tuple(bare) if isinstance(bare, list) else bare)


def _bare(kind: Any) -> Any:
    """The type with every Row in it as one whose key may be anything."""
    if kind is Row:
        return _BareRow
    if not (parts := tuple(_bare(part) for part in get_args(kind))):
        return kind
    return Union[parts] if get_origin(kind) is UnionType else get_origin(kind)[parts]  # noqa: UP007


def _fields(of: type[Struct]) -> list[tuple[str, Any]]:
    return [(name, kind) for name, kind in get_type_hints(of).items() if name not in _LEFT_OUT]


_BareRow = msgspec.defstruct("_BareRow", [(n, Any if n == "key" else t) for n, t in _fields(Row)])
_DECODER: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(
    msgspec.defstruct("_Kept", [(name, _bare(kind)) for name, kind in _fields(Result)])
)
