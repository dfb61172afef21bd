"""The only clock and time-zone code: periods, comparison periods, days, weeks, months, hours.

A period is a run of calendar days in one zone. Its bounds in UTC come from the zone's rules, so a day may
have 23, 24 or 25 hours. Everything else in Cicero passes instants in UTC around.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from msgspec import Struct

from cicero.errors import InputError

Unit = Literal["day", "week", "month"]
Comparison = Literal["none", "previous", "weekdays", "year", "year-weekdays", "custom"]
"""`previous`: as many days just before · `weekdays`: the same, moved back to matching weekdays ·
`year`: the same dates a year earlier · `year-weekdays`: 52 weeks earlier, on the same weekdays ·
`custom`: as many days from a day that is given."""

PRESETS = ("today", "7d", "28d", "90d", "365d", "month", "last-month")
DEFAULT_ZONE = "Asia/Jakarta"
YEARS = range(1970, 2200)
_REGIONS = frozenset(
    ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)


class Period(Struct, frozen=True):
    """The days from `first` to `last`, both included, in `zone`."""

    first: date
    last: date
    zone: str = DEFAULT_ZONE

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InputError(f"The period ends ({self.last}) before it begins ({self.first}).")
        if self.first.year not in YEARS or self.last.year not in YEARS:
            raise InputError(f"The period from {self.first} to {self.last} is outside of any network's time.")
        zone_info(self.zone)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def start(self) -> datetime:
        """The first instant of the period, in UTC."""
        return day_start(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first instant after the period, in UTC."""
        return day_start(self.last + timedelta(days=1), self.zone)


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def month_end(instant: datetime) -> datetime:
    """The first instant of the next month in UTC: when a budget of calls begins anew."""
    month = aware(instant).replace(day=28, hour=0, minute=0, second=0, microsecond=0) + timedelta(days=4)
    return month.replace(day=1)


def today(zone: str) -> date:
    return now().astimezone(zone_info(zone)).date()


def zone_info(name: str) -> ZoneInfo:
    """The zone of that IANA name; InputError when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(
            f"There is no time zone named {name!r}.", "Use an IANA name such as Asia/Jakarta or UTC."
        ) from None


@cache
def zone_names() -> tuple[str, ...]:
    """The IANA names that people know zones by, in order: region and city, and UTC."""
    return tuple(sorted(name for name in available_timezones() if _is_place(name) or name == "UTC"))


def _is_place(name: str) -> bool:
    region, _, city = name.partition("/")
    return bool(city) and region in _REGIONS


def day_start(day: date, zone: str) -> datetime:
    """The first instant of that calendar day in UTC.

    A midnight that comes twice is the first of the two. One that is skipped is read with the offset from
    before, which gives the instant at which the clock jumped over it.
    """
    return datetime.combine(day, time.min, tzinfo=zone_info(zone)).astimezone(UTC)


def _first_instant(low: datetime, high: datetime, reached: Callable[[datetime], bool]) -> datetime:
    """The whole second after `low` and up to `high` from which on `reached` is true."""
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if reached(middle):
            high = middle
        else:
            low = middle
    return high.replace(microsecond=0)


def local_date(instant: datetime, zone: str) -> date:
    return aware(instant).astimezone(zone_info(zone)).date()


def in_zone(wall: datetime, zone: str) -> datetime:
    """A wall-clock time without zone, read as that zone's, as an instant in UTC."""
    if wall.tzinfo is not None:
        return wall.astimezone(UTC)
    return wall.replace(tzinfo=zone_info(zone)).astimezone(UTC)


def aware(instant: datetime) -> datetime:
    """The instant in UTC; a naive one is refused, because guessing its zone would move posts between days."""
    if instant.tzinfo is None:
        raise InputError(f"The time {instant} has no zone.", "Say which zone it is in.")
    return instant.astimezone(UTC)


def preset(name: str, zone: str, on: date | None = None) -> Period:
    """The period of that preset's name as seen on a day (today when not given)."""
    day = on or today(zone)
    if name == "today":
        return Period(day, day, zone)
    if name == "month":
        return Period(day.replace(day=1), day, zone)
    if name == "last-month":
        last = day.replace(day=1) - timedelta(days=1)
        return Period(last.replace(day=1), last, zone)
    if name in PRESETS:
        return Period(day - timedelta(days=int(name[:-1]) - 1), day, zone)
    raise InputError(f"There is no period named {name!r}.", f"Use one of {', '.join(PRESETS)}.")


def compared(period: Period, how: Comparison, first: date | None = None) -> Period | None:
    """The period to compare with, of the same length; None for `none`. `first` is its first day if custom."""
    if how == "none":
        return None
    if how == "custom":
        if first is None:
            raise InputError("A custom comparison has no first day.", "Say from which day to compare.")
    elif how == "year":
        first = _same_day_a_year_earlier(period.first)
    else:
        first = period.first - timedelta(days=_days_back(period.days, how))
    return Period(first, first + timedelta(days=period.days - 1), period.zone)


def _days_back(days: int, how: Comparison) -> int:
    if how == "year-weekdays":
        return 52 * 7
    return -(-days // 7) * 7 if how == "weekdays" else days


def _same_day_a_year_earlier(day: date) -> date:
    last = monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def bucket_of(day: date, unit: Unit) -> date:
    """The first day of the day's bucket. Weeks begin on Monday."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def next_bucket(first: date, unit: Unit) -> date:
    if unit == "month":
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first + timedelta(days=7 if unit == "week" else 1)


def buckets(period: Period, unit: Unit) -> Iterator[date]:
    """First days of every bucket that the period touches, in order."""
    first = bucket_of(period.first, unit)
    while first <= period.last:
        yield first
        first = next_bucket(first, unit)


@lru_cache(maxsize=512)
def bucket_starts(period: Period, unit: Unit) -> tuple[datetime, ...]:
    """Where each bucket begins within the period, the first with the period itself."""
    return tuple(day_start(max(first, period.first), period.zone) for first in buckets(period, unit))


def bucket_days(period: Period, unit: Unit) -> list[int]:
    """How many days of each bucket lie within the period."""
    firsts = [max(first, period.first) for first in buckets(period, unit)]
    ends = [*firsts[1:], period.last + timedelta(days=1)]
    return [(end - first).days for first, end in zip(firsts, ends, strict=True)]


@lru_cache(maxsize=512)
def offsets(period: Period) -> tuple[tuple[datetime, int], ...]:
    """From which instant which offset from UTC (in seconds) holds; the first is the period's start."""
    days = [*bucket_starts(period, "day"), period.end]
    found = [(days[0], _offset(days[0], period.zone))]
    for start, end in pairwise(days):
        if _offset(end, period.zone) != found[-1][1]:
            turn = _first_instant(start, end, lambda at: _offset(at, period.zone) != found[-1][1])
            if turn < period.end:
                found.append((turn, _offset(turn, period.zone)))
    return tuple(found)


def _offset(instant: datetime, zone: str) -> int:
    offset = instant.astimezone(zone_info(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds())


def midnights(period: Period) -> tuple[tuple[datetime, datetime], ...]:
    """(from which instant on, a Monday's midnight) for each offset from UTC that holds within the period.

    While an offset holds, days, hours and weeks begin at whole days, hours and weeks from that midnight.
    """
    monday = datetime(2001, 1, 1, tzinfo=UTC)
    return tuple((since, monday - timedelta(seconds=offset)) for since, offset in offsets(period))
