"""How many follow an account: daily gains with a weekly rhythm, bursts, quiet weeks and days of loss."""

from __future__ import annotations

from random import Random

from msgspec import Struct

from cicero.emulator.growth import DAY

JAKARTA = 7 * 3600
"""Seconds that Jakarta is ahead of UTC, all year round."""
BURST = 5
"""Days that a burst takes."""
WEEKDAYS = (0.95, 0.9, 0.92, 0.95, 1.05, 1.2, 1.15)


class Following(Struct, frozen=True, kw_only=True):
    """Followers at each midnight in Jakarta from `since` (seconds since 1970) on."""

    since: float
    at_midnight: tuple[float, ...]
    bursts: tuple[int, ...] = ()
    """Days from `since` on with which a burst of new followers begins; it takes some days to fade."""


class Loss(Struct, frozen=True):
    """A day on which an account loses a part of its followers."""

    day: int
    part: float


def follow(
    chance: Random,
    since: float,
    days: int,
    known_day: int,
    known: int,
    rate: float,
    loss: Loss | None,
    calm: bool = False,
) -> Following:
    """Followers over `days` from the midnight `since`, so that there are `known` at the day `known_day`.

    Where it is `calm` there are no bursts.
    """
    level, levels = 1.0, [1.0]
    firsts, bursts = _bursts(chance, days)
    if calm:
        firsts, bursts = (), {}
    weekday = int((since + JAKARTA) // DAY + 3) % 7
    for day in range(days):
        gain = rate * WEEKDAYS[(weekday + day) % 7] * chance.gauss(1.0, 0.35) * bursts.get(day, 1.0)
        if chance.random() < 0.05:
            gain = -rate * chance.uniform(0.3, 1.5)
        if loss and day == loss.day:
            gain = -loss.part
        level *= 1 + gain
        levels.append(level)
    scale = known / levels[known_day]
    return Following(since=since, at_midnight=tuple(value * scale for value in levels), bursts=firsts)


def followers(following: Following, at: float) -> int:
    """Exactly as many as follow at that moment (seconds since 1970); the ends hold beyond the known days."""
    place = min(max((at - following.since) / DAY, 0.0), len(following.at_midnight) - 1.0)
    day = int(place)
    if day == len(following.at_midnight) - 1:
        return int(following.at_midnight[day])
    low, high = following.at_midnight[day], following.at_midnight[day + 1]
    return int(low + (high - low) * (place - day))


def _bursts(chance: Random, days: int) -> tuple[tuple[int, ...], dict[int, float]]:
    """(the first days, how many times the usual gain by day)."""
    firsts: list[int] = []
    found: dict[int, float] = {}
    for _ in range(chance.randint(2, 4)):
        first, height = chance.randrange(days), chance.uniform(4, 12)
        firsts.append(first)
        found |= {first + later: max(height * 0.6**later, 1.0) for later in range(BURST)}
    return tuple(sorted(firsts)), found
