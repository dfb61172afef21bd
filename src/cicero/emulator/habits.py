"""How an account behaves: when it posts, what, how far that reaches, and what is planted in its history."""

from __future__ import annotations

from random import Random

import msgspec
from msgspec import Struct

from cicero.emulator.brands import Brand
from cicero.emulator.followers import Loss
from cicero.records import Kind


class Spell(Struct, frozen=True):
    """Days (counted from the world's first) whose posts get `factor` times of the usual."""

    first: int
    last: int
    factor: float


class Trend(Struct, frozen=True):
    """A tag that rises on a day of the world, stays for a while and fades; posts with it get `lift`."""

    tag: str
    first: int
    last: int
    lift: float


class Habits(Struct, frozen=True, kw_only=True):
    """`hours` and `weekdays` are weights of the hour in Jakarta and of Monday to Sunday."""

    per_day: float
    hours: tuple[float, ...]
    weekdays: tuple[float, ...]
    best_hours: tuple[int, ...]
    best_factor: float
    kinds: tuple[tuple[Kind, float, float], ...]
    """(kind, how often, how far it reaches compared with the others)."""
    reach: float
    like_rate: float
    comment_rate: float
    share_rate: float
    save_rate: float
    loss: Loss | None
    drop: Spell | None
    """A week of posts that reach few."""
    spike: Spell | None
    """Three days of posts that reach many."""
    trends: tuple[Trend, ...]
    outliers: bool = True
    """Some posts reach many times more than their account's others."""


BY_TOPIC = {"coffee": 0.022, "bakery": 0.02, "office": 0.03, "safety": 0.035, "news": 0.045}
"""Comments per like."""


def habits(brand: Brand, chance: Random, spikes: Random, days: int, trends: tuple[Trend, ...]) -> Habits:
    """Made up for one account; `days` are those before the world's `until`. `spikes` is chance by itself."""
    best = tuple(sorted(chance.sample(range(6, 22), 2)))
    tiktok = brand.platform == "tiktok"
    return Habits(
        per_day=brand.pace,
        hours=_hours(best, chance),
        weekdays=tuple(chance.uniform(0.75, 1.25) for _ in range(7)),
        best_hours=best,
        best_factor=chance.uniform(1.7, 2.3),
        kinds=(("video", 0.86, 1.0), ("photos", 0.14, 0.7))
        if tiktok
        else (("video", 0.44, 1.15), ("carousel", 0.28, 0.95), ("image", 0.28, 0.75)),
        reach=chance.uniform(0.35, 0.8) if tiktok else chance.uniform(0.25, 0.5),
        like_rate=chance.uniform(0.05, 0.09),
        comment_rate=BY_TOPIC[brand.topic] * chance.uniform(0.5, 1.1),
        share_rate=chance.uniform(0.02, 0.09),
        save_rate=chance.uniform(0.03, 0.11),
        loss=Loss(_day(chance, days), chance.uniform(0.02, 0.05)) if chance.random() < 0.35 else None,
        drop=_drop(chance, days) if chance.random() < 0.35 else None,
        spike=_spike(spikes, days) if spikes.random() < 0.35 else None,
        trends=tuple(trend for trend in trends if chance.random() < 0.75),
    )


def calmed(habits: Habits) -> Habits:
    """The same account with nothing planted in its history, as good at one hour as at another."""
    return msgspec.structs.replace(
        habits, best_factor=1.0, loss=None, drop=None, spike=None, trends=(), outliers=False
    )


def _hours(best: tuple[int, ...], chance: Random) -> tuple[float, ...]:
    """Awake from 5 to 22, a few favourite hours, and the best ones seen often enough to be found."""
    weights = [0.0] * 5 + [chance.uniform(0.2, 1.0) for _ in range(17)] + [0.15, 0.0]
    for favourite in chance.sample(range(7, 21), 3):
        weights[favourite] += 2.0
    for hour in best:
        weights[hour] = 1.6
    return tuple(weights)


def _day(chance: Random, days: int) -> int:
    """Neither right at the beginning nor in the last days, where a world is long enough for that."""
    first = days // 3
    return chance.randrange(first, max(days - 12, first + 1))


def _drop(chance: Random, days: int) -> Spell:
    first = _day(chance, days)
    return Spell(first, first + 6, chance.uniform(0.25, 0.4))


def _spike(chance: Random, days: int) -> Spell:
    first = _day(chance, days)
    return Spell(first, first + 2, chance.uniform(5, 8))
