"""When an account posts: how many posts are to be expected by hour of the week in its client's zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate

from msgspec import Struct

from cicero.periods import zone_info

WEEK = 168
RECENT = timedelta(days=90)
PULL_HOUR, PULL_DAY = 8.0, 14.0
"""So many posts spread evenly are added to those seen: a few posts do not make a habit."""
PULL_RATE = 1.0
NEIGHBOURS = (0.2, 0.6, 0.2)
"""A post at 19:50 says almost as much about 20:00."""


class Habit(Struct, frozen=True):
    """Expected posts from Monday 00:00 in the zone until the beginning of each hour of the week; 169 numbers."""

    zone: str
    cumulated: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Posts an hour, on average."""
        return self.cumulated[-1] / WEEK


def learn_habit(published: Sequence[datetime], zone: str, at: datetime) -> Habit:
    """The habit as of an instant, from when the account published; without any post one in four days.

    The rate is that of the latest posts within 90 days. Hours and weekdays are told apart only as far as there
    are posts enough to do so.
    """
    recent = sorted(moment for moment in published if at - RECENT <= moment <= at)
    hours, days = [0.0] * 24, [0.0] * 7
    for moment in recent:
        local = moment.astimezone(zone_info(zone))
        days[local.weekday()] += 1
        for shift, weight in zip((-1, 0, 1), NEIGHBOURS, strict=True):
            hours[(local.hour + shift) % 24] += weight
    n = len(recent)
    by_hour = [(count + PULL_HOUR / 24) / (n + PULL_HOUR) for count in hours]
    by_day = [(count + PULL_DAY / 7) / (n + PULL_DAY) for count in days]
    week = _rate(recent, at) * WEEK
    return Habit(zone, (0.0, *accumulate(week * day * hour for day in by_day for hour in by_hour)))


def expected(habit: Habit, at: datetime, hours: Sequence[float]) -> list[float]:
    """Posts to be expected within each so many hours from an instant. A change of the clocks meanwhile is
    not looked at: it moves one visit by an hour."""
    local = at.astimezone(zone_info(habit.zone))
    start = local.weekday() * 24 + local.hour + local.minute / 60 + local.second / 3600
    before = _until(habit, start)
    return [_until(habit, start + later) - before for later in hours]


def _until(habit: Habit, hour: float) -> float:
    weeks, within = divmod(hour, WEEK)
    whole = int(within)
    low, high = habit.cumulated[whole], habit.cumulated[whole + 1]
    return weeks * habit.cumulated[-1] + low + (high - low) * (within - whole)


def _rate(recent: Sequence[datetime], at: datetime) -> float:
    """Posts an hour, pulled a little towards one in four days."""
    span = (at - recent[0]).total_seconds() / 3600 if recent else 0.0
    seen = max(len(recent) - 1, 0)
    return (seen + PULL_RATE) / (span + PULL_RATE * 96)
