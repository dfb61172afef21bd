"""When an account posts: by weekday, by hour, and how many a day, in its client's zone.

Most brands publish a set number a day. So the posts already seen today tell how many are still to come: that
is learned as well, as the share of days with no post, one, two and so on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from math import comb, exp, factorial

from msgspec import Struct

from cicero.periods import zone_info

RECENT, PAST = timedelta(days=60), timedelta(days=400)
"""How far back the number of posts is learned from, and how far their hours."""
PULL_HOURS, PULL_WEEKDAYS, PULL_DAYS = 12.0, 28.0, 5.0
"""So many posts, or days, of the wider picture are added to those seen: few posts are no habit yet."""
NEIGHBOURS = (0.1, 0.2, 0.4, 0.2, 0.1)
"""The wider picture of an hour: a post at 19:50 says something of 20:00 as well."""
MOST = 40
"""Posts a day that are told apart."""


class Habit(Struct, frozen=True):
    """`hours`: share of a day's posts before each hour, 25 numbers. `weekdays`: posts to expect on Monday to
    Sunday. `numbers`: share of days with 0, 1, 2 … posts."""

    zone: str
    hours: tuple[float, ...]
    weekdays: tuple[float, ...]
    numbers: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Posts an hour, on average."""
        return sum(self.weekdays) / 168


def learn_habit(published: Sequence[datetime], zone: str, at: datetime) -> Habit:
    """The habit as of an instant, from when the account published; without any post one in four days."""
    info = zone_info(zone)
    local = [moment.astimezone(info) for moment in published if at - PAST <= moment <= at]
    numbers, mean = _numbers(local, at.astimezone(info))
    return Habit(zone, _hours(local), _weekdays(local, mean), numbers)


def expected(habit: Habit, at: datetime, today: int, hours: Sequence[float]) -> list[float]:
    """Posts to be expected within each so many hours from an instant, after so many on its day so far.

    A change of the clocks meanwhile is not looked at: it moves one visit by an hour.
    """
    local = at.astimezone(zone_info(habit.zone))
    start = local.hour + local.minute / 60 + local.second / 3600
    passed = _share(habit, start)
    left = _left(habit, local.weekday(), today, passed)
    ahead = [left]
    for day in range(1, int(hours[-1] / 24) + 3):
        ahead.append(ahead[-1] + habit.weekdays[(local.weekday() + day) % 7])
    found = []
    for later in hours:
        days, hour = divmod(start + later, 24)
        day = int(days)
        share = _share(habit, hour)
        if day < 1:
            found.append(left * (share - passed) / max(1 - passed, 1e-9))
        else:
            found.append(ahead[day - 1] + habit.weekdays[(local.weekday() + day) % 7] * share)
    return found


def _share(habit: Habit, hour: float) -> float:
    whole = min(int(hour), 23)
    return habit.hours[whole] + (habit.hours[whole + 1] - habit.hours[whole]) * (hour - whole)


def _left(habit: Habit, weekday: int, today: int, passed: float) -> float:
    """Posts still to come on a day of which that share has passed: the more so, the less it fits the numbers
    of other days that it should have been all."""
    busy = habit.weekdays[weekday] * 7 / sum(habit.weekdays)
    total = weighted = 0.0
    for number in range(today, len(habit.numbers)):
        weight = habit.numbers[number] * busy**number * comb(number, today) * (1 - passed) ** (number - today)
        total += weight
        weighted += weight * (number - today)
    return weighted / total if total else habit.weekdays[weekday] * (1 - passed)


def _numbers(local: Sequence[datetime], now: datetime) -> tuple[tuple[float, ...], float]:
    """Share of days with 0, 1, 2 … posts among the recent whole ones, and the mean number."""
    recent = [moment.date() for moment in local if moment.date() > (now - RECENT).date()]
    days = (now.date() - min(recent)).days if recent else 0
    counts = Counter(Counter(day for day in recent if day < now.date()).values())
    mean = (sum(number * count for number, count in counts.items()) + 1) / (days + 4)
    counts[0] = days - sum(counts.values())
    usual = [exp(-mean) * mean**number / factorial(number) for number in range(MOST)]
    return tuple((counts[n] + PULL_DAYS * usual[n]) / (days + PULL_DAYS) for n in range(MOST)), mean


def _weekdays(local: Sequence[datetime], mean: float) -> tuple[float, ...]:
    counts = Counter(moment.weekday() for moment in local)
    return tuple(
        mean * 7 * (counts[day] + PULL_WEEKDAYS / 7) / (len(local) + PULL_WEEKDAYS) for day in range(7)
    )


def _hours(local: Sequence[datetime]) -> tuple[float, ...]:
    counts = Counter(moment.hour for moment in local)
    size = len(local)
    wide = [
        (sum(counts[(hour + shift - 2) % 24] * near for shift, near in enumerate(NEIGHBOURS)) + 4 / 24)
        / (size + 4)
        for hour in range(24)
    ]
    shares = [(counts[hour] + PULL_HOURS * wide[hour]) / (size + PULL_HOURS) for hour in range(24)]
    return (0.0, *accumulate(shares))
