"""The only clock and time-zone code: periods, comparison periods, days, weeks, months, hours.

A period is a run of calendar days in one zone. Its bounds in UTC come from the zone's rules, so a day may
have 23, 24 or 25 hours. Everything else in Cicero passes instants in UTC around.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from cicero.errors import InputError

Unit = Literal["day", "week", "month"]
Comparison = Literal["none", "previous", "weekdays", "year"]
"""`previous`: as many days just before · `weekdays`: the same, moved back to matching weekdays ·
`year`: the same dates a year earlier."""

PRESETS = ("today", "7d", "28d", "90d", "365d", "month", "last-month")
DEFAULT_ZONE = "Asia/Jakarta"


class Period(Struct, frozen=True):
    """The days from `first` to `last`, both included, in `zone`."""

    first: date
    last: date
    zone: str = DEFAULT_ZONE

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InputError(f"The period ends ({self.last}) before it begins ({self.first}).")
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


def day_start(day: date, zone: str) -> datetime:
    """The first instant of that calendar day in UTC, also where midnight is skipped or happens twice."""
    local = datetime.combine(day, time.min, tzinfo=zone_info(zone))
    instant = local.astimezone(UTC)
    shown = instant.astimezone(zone_info(zone))
    if shown.date() == day and shown.time() == time.min:
        return instant
    # Midnight does not exist that day: the day begins where the clock jumped forward.
    before = datetime.combine(day - timedelta(days=1), time(12), tzinfo=zone_info(zone)).astimezone(UTC)
    return _first_instant_of(day, before, instant + timedelta(hours=3), zone)


def _first_instant_of(day: date, low: datetime, high: datetime, zone: str) -> datetime:
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(zone_info(zone)).date() < day:
            low = middle
        else:
            high = middle
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


def from_epoch(seconds: float) -> datetime:
    """Seconds since 1970 as an instant; values of milliseconds or absurd years are refused."""
    try:
        instant = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise InputError(f"{seconds} is not a time in seconds since 1970.") from None
    if not 2004 <= instant.year <= 2100:
        raise InputError(f"{seconds} is not a time in seconds since 1970 (it would be {instant.year}).")
    return instant


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


def compared(period: Period, how: Comparison) -> Period | None:
    """The period to compare with, of the same length; None for `none`."""
    if how == "none":
        return None
    if how == "year":
        first = _same_day_a_year_earlier(period.first)
        return Period(first, first + timedelta(days=period.days - 1), period.zone)
    back = period.days
    if how == "weekdays":
        back = -(-back // 7) * 7
    shift = timedelta(days=back)
    return Period(period.first - shift, period.last - shift, period.zone)


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


def bin_minutes(period: Period) -> int:
    """The coarsest bin in minutes that no day boundary of the zone cuts within the period: 60, 30 or 15."""
    info = zone_info(period.zone)
    day, offsets = period.first, set[int]()
    while day <= period.last + timedelta(days=1):
        offset = datetime.combine(day, time(12), tzinfo=info).utcoffset() or timedelta()
        offsets.add(int(offset.total_seconds() // 60))
        day += timedelta(days=1)
    return next((size for size in (60, 30, 15) if all(offset % size == 0 for offset in offsets)), 1)
