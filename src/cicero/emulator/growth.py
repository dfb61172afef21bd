"""How the counters of a post grow with its age, and how they sometimes fall.

The median post gains +20 % views within 8 days when first seen in its first week, +5 % in the second, +4 %
in the third, +3 % in the fourth, and +0.2 % once it is older than ten weeks. The curve below is fitted to
exactly these five facts; half of what a post has after a month is there after a day.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import pairwise
from math import cos, exp, log, pi, sin

from msgspec import Struct

from cicero.records import Counts

DAY = 86400.0

KNOTS = (
    (1.0, 0.39253),
    (3.5, 0.08068),
    (7.5, 0.01498),
    (14.5, 0.00473),
    (21.5, 0.0056),
    (28.5, 0.00415),
    (40.0, 0.00174),
    (70.0, 0.00025),
)
"""(age in days, growth of the logarithm of the views a day), straight between them on logarithmic scales."""

_FIRST, _LAST, _STEPS = 0.001, 70.0, 512
_LOW = log(_FIRST)
_PER = _STEPS / (log(_LAST) - _LOW)
_WARM_UP = 0.02
"""Days that a network takes to show a new post around."""
_RHYTHM = 0.45 / (2 * pi)
_PEAK = 13.0 / 24.0
"""The busiest moment of the day, in days UTC: 20:00 in Jakarta."""


class Curve(Struct, frozen=True, kw_only=True):
    """What decides a post's counters at any moment. Levels are what it has after 30 days of its own pace."""

    views: float
    likes: float
    comments: float
    shares: float
    saves: float
    pace: float = 1.0
    late_at: float = 0.0
    """Age in days at which a second wave begins; 0 = never."""
    late_size: float = 0.0
    """What the second wave adds, as a share of the level."""
    purge_at: float = 0.0
    """Age in days at which moderation takes some away; 0 = never."""
    purged_views: float = 0.0
    purged_likes: float = 0.0
    purged_comments: int = 0
    """Every n-th block of comments goes; 0 = none."""


class Tally(Struct, frozen=True):
    """The exact counters at one moment, `comments` with replies."""

    views: int
    likes: int
    comments: int
    shares: int
    saves: int


def share(age: float) -> float:
    """What a post of that age in days has of its level after 30 days."""
    if age <= _FIRST:
        return _table()[0] * max(age, 0.0) / _FIRST
    if age >= _LAST:
        return _table()[_STEPS] * exp(KNOTS[-1][1] * (age - _LAST))
    place = (log(age) - _LOW) * _PER
    index = int(place)
    table = _table()
    return table[index] + (table[index + 1] - table[index]) * (place - index)


def age_of(published: float, at: float) -> float:
    """Age in days as an audience feels it that sleeps at night; whole days are whole days."""
    return _felt(at) - _felt(published)


def moment_of_age(published: float, age: float) -> float:
    """Seconds since 1970 at which it is felt to be that old."""
    wanted = _felt(published) + age
    days = wanted
    for _ in range(4):
        turn = 2 * pi * (days - _PEAK)
        days -= (days + _RHYTHM * sin(turn) - wanted) / (1 + _RHYTHM * 2 * pi * cos(turn))
    return days * DAY


def guess_age(curve: Curve, level: float) -> float:
    """The felt age at which the share of the level is reached, second wave left out."""
    table = _table()
    if level >= table[_STEPS]:
        return (_LAST + log(level / table[_STEPS]) / KNOTS[-1][1]) / curve.pace
    if level <= table[0]:
        return _FIRST * level / table[0] / curve.pace
    index = bisect_right(table, level) - 1
    place = index + (level - table[index]) / (table[index + 1] - table[index])
    return exp(_LOW + place / _PER) / curve.pace


def tally(curve: Curve, published: float, at: float) -> Tally:
    """Counters at `at`; both times in seconds since 1970."""
    age = age_of(published, at)
    if age <= 0:
        return Tally(0, 0, 0, 0, 0)
    seen, liked = reached(curve, age), reached(curve, age * 1.15)
    views, likes = int(curve.views * seen), int(curve.likes * liked)
    if curve.purge_at and age >= curve.purge_at:
        views -= int(curve.views * curve.purged_views * reached(curve, curve.purge_at))
        likes -= int(curve.likes * curve.purged_likes * reached(curve, curve.purge_at * 1.15))
    return Tally(
        views,
        likes,
        _comments(curve, age),
        int(curve.shares * seen),
        int(curve.saves * reached(curve, age * 0.9)),
    )


def counts(curve: Curve, published: float, at: float, with_views: bool) -> Counts:
    seen = tally(curve, published, at)
    return Counts(
        views=seen.views if with_views else None,
        likes=seen.likes,
        comments=seen.comments,
        shares=seen.shares,
        saves=seen.saves,
    )


def reached(curve: Curve, age: float) -> float:
    """The share of its level at that felt age, second wave included."""
    main = share(age * curve.pace)
    if curve.late_at and age > curve.late_at:
        main += curve.late_size * (1.0 - exp((curve.late_at - age) / 2.5))
    return main


def written(curve: Curve, age: float) -> int:
    """How many comments and replies have ever been written at that felt age."""
    return int(curve.comments * reached(curve, age * 1.05))


def purged(curve: Curve, age: float) -> int:
    """How many of the first written ones (see `is_purged`) are gone at that felt age."""
    every = curve.purged_comments
    if not every or age < curve.purge_at:
        return 0
    blocks, rest = divmod(written(curve, curve.purge_at), BLOCK)
    whole = (blocks + every - 1) // every
    return whole * 2 + (max(rest - 2, 0) if blocks % every == 0 else 0)


BLOCK = 4
"""Comments come in blocks: two that stay for good, then one and a reply that a purge may take."""


def is_purged(curve: Curve, index: int) -> bool:
    """Whether the comment of that index goes with the purge (it has to be written before it)."""
    return index % BLOCK >= 2 and (index // BLOCK) % curve.purged_comments == 0


def _comments(curve: Curve, age: float) -> int:
    return written(curve, age) - purged(curve, age)


def _felt(at: float) -> float:
    days = at / DAY
    return days + _RHYTHM * sin(2 * pi * (days - _PEAK))


@cache
def _table() -> list[float]:
    """Shares at ages evenly spaced on a logarithmic scale; the growth below one day is a power of the age."""
    ages = [exp(_LOW + step / _PER) for step in range(_STEPS + 1)]
    logs = [0.0]
    for low, high in pairwise(ages):
        logs.append(logs[-1] + _rate((low * high) ** 0.5) * (high - low))
    at_30 = logs[round((log(30.0) - _LOW) * _PER)]
    return [exp(value - at_30) * (1 - exp(-age / _WARM_UP)) for value, age in zip(logs, ages, strict=True)]


def _rate(age: float) -> float:
    if age <= KNOTS[0][0]:
        return KNOTS[0][1] / age
    for (low, slow), (high, fast) in pairwise(KNOTS):
        if age <= high:
            place = (log(age) - log(low)) / (log(high) - log(low))
            return exp(log(slow) + (log(fast) - log(slow)) * place)
    return KNOTS[-1][1]
