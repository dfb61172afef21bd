"""From what a room answers to what the API shows: ids are strings, a period is days, a span has two ends.

A view is a Struct with the names of the room's own; what it does not name is not shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from cicero.analytics import Figure, coverage
from cicero.periods import Period

T = TypeVar("T")
_IDS = ("leader", "leading_post", "one", "other")
"""Names of ids that do not end in `_id`."""


class Days(Struct, frozen=True, rename={"first": "from", "last": "to"}):
    first: date
    last: date
    zone: str


class Run(Struct, frozen=True, rename={"first": "from", "last": "to"}):
    """Days in a row, both ends included."""

    first: date
    last: date


class Seen(Struct, frozen=True):
    """The oldest and the newest fetch that something rests on."""

    oldest: datetime
    newest: datetime


class FigureView(Struct, frozen=True):
    """`value` rests on `n` of `of` posts (or accounts, or days), `coverage` of them; null is unknown."""

    value: float | None
    n: int
    of: int
    coverage: float | None


def shown(value: object, view: type[T], **more: object) -> T:
    """The room's value as that view of it; `more`: fields that the value has not, or has otherwise."""
    plain = _plain(value) | {name: _plain(one) for name, one in more.items()}
    return msgspec.convert(plain, view)


def _plain(value: object) -> Any:
    if isinstance(value, Figure):
        return {"value": value.value, "n": value.n, "of": value.of, "coverage": coverage(value)}
    if isinstance(value, Period):
        return days(value.first, value.last) | {"zone": value.zone}
    if isinstance(value, Struct):
        return {
            field.encode_name: _field(field.name, getattr(value, field.name))
            for field in msgspec.structs.fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def _field(name: str, value: Any) -> Any:
    if isinstance(value, int) and (name.endswith("_id") or name in _IDS):
        return str(value)
    if name == "as_of" and isinstance(value, tuple):
        return {"oldest": value[0], "newest": value[1]}
    if name == "gaps" and isinstance(value, tuple):
        return [days(first, last) for first, last in value]
    return _plain(value)


def days(first: date, last: date) -> dict[str, Any]:
    return {"from": first, "to": last}
