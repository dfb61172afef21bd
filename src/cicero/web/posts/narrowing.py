"""What the filter form above the list offers and sends.

Bounds of counts are fields of their own in the form (`least_likes`); in an address they are one `counts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from cicero import numbers
from cicero.analytics import Filters
from cicero.language import Language
from cicero.metrics import METRICS
from cicero.records import COUNTED, KINDS
from cicero.web.choices import kind_name

Pairs = Iterable[tuple[str, str]]

FIELDS = ("kind", "hashtag", "mention", "counts", "weekday", "hour")
"""What the form asks, and sends anew as a whole."""
_SIGNS = {"least": ">=", "most": "<="}


class Option(Struct, frozen=True):
    value: str
    label: str
    chosen: bool


class Bounds(Struct, frozen=True, kw_only=True):
    """Of a count: at least, at most; empty for none."""

    name: str
    label: str
    least: str
    most: str


class Narrowing(Struct, frozen=True, kw_only=True):
    """`chosen`: how many filters are set; `hashtag`, `mention`: as they were given."""

    kinds: tuple[Option, ...]
    weekdays: tuple[Option, ...]
    hours: tuple[Option, ...]
    counts: tuple[Bounds, ...]
    hashtag: str
    mention: str
    chosen: int


def gathered(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """A request's parameters, the form's bounds among them as conditions on counts."""
    for name, value in pairs:
        side, _, count = name.partition("_")
        if side in _SIGNS and count in COUNTED:
            if value.strip():
                yield "counts", f"{count}{_SIGNS[side]}{value.strip()}"
        else:
            yield name, value


def narrowing(filters: Filters, language: Language) -> Narrowing:
    return Narrowing(
        kinds=tuple(Option(kind, kind_name(kind, language), kind in filters.kinds) for kind in KINDS),
        weekdays=tuple(
            Option(str(day), numbers.weekday_name(day, language, "wide"), day == filters.weekday)
            for day in range(1, 8)
        ),
        hours=tuple(
            Option(str(hour), f"{hour:02d}:00–{hour + 1:02d}:00", hour == filters.hour) for hour in range(24)
        ),
        counts=tuple(_bounds(name, filters, language) for name in COUNTED),
        hashtag=filters.hashtag or "",
        mention=filters.mention or "",
        chosen=_set(filters),
    )


def _bounds(name: str, filters: Filters, language: Language) -> Bounds:
    mine = [one for one in filters.counts if one.count == name]
    least = max((one.least for one in mine if one.least is not None), default="")
    most = min((one.most for one in mine if one.most is not None), default="")
    return Bounds(name=name, label=METRICS[name].label[language], least=str(least), most=str(most))


def _set(filters: Filters) -> int:
    single = (filters.hashtag, filters.mention, filters.weekday, filters.hour)
    return len(filters.kinds) + len(filters.counts) + sum(one is not None for one in single)
