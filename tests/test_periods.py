"""Days of 23, 24 and 25 hours, zones off by half an hour, midnights that do not exist or come twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cicero import periods
from cicero.errors import InputError
from cicero.periods import Period, Unit

ZONES = (
    "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC", "Europe/Berlin", "America/New_York",
    "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo", "America/Asuncion",
    "Africa/Cairo", "Africa/Casablanca", "America/Havana", "Asia/Beirut", "America/St_Johns",
    "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Asia/Gaza", "Antarctica/Troll",
)  # fmt: skip
zones = st.sampled_from(ZONES)
days = st.dates(date(2005, 1, 1), date(2035, 12, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "day", "start", "hours"),
    [
        ("Asia/Jakarta", date(2026, 5, 1), at("2026-04-30T17:00Z"), 24),
        ("Asia/Kolkata", date(2026, 5, 1), at("2026-04-30T18:30Z"), 24),
        ("Asia/Kathmandu", date(2026, 5, 1), at("2026-04-30T18:15Z"), 24),
        ("Europe/Berlin", date(2024, 3, 31), at("2024-03-30T23:00Z"), 23),
        ("Europe/Berlin", date(2024, 10, 27), at("2024-10-26T22:00Z"), 25),
        ("Australia/Lord_Howe", date(2024, 10, 6), at("2024-10-05T13:30Z"), 23.5),
        ("Australia/Lord_Howe", date(2024, 4, 7), at("2024-04-06T13:00Z"), 24.5),
        # midnight is skipped: the day begins at one
        ("America/Sao_Paulo", date(2018, 11, 4), at("2018-11-04T03:00Z"), 23),
        ("Africa/Cairo", date(2024, 4, 26), at("2024-04-25T22:00Z"), 23),
        ("Asia/Beirut", date(2024, 3, 31), at("2024-03-30T22:00Z"), 23),
        # the hour before midnight comes twice
        ("America/Sao_Paulo", date(2018, 2, 17), at("2018-02-17T02:00Z"), 25),
        ("America/Sao_Paulo", date(2018, 2, 18), at("2018-02-18T03:00Z"), 24),
        # midnight comes twice: the day begins at the first
        ("America/Havana", date(2024, 11, 3), at("2024-11-03T04:00Z"), 25),
        # a day that the calendar left out
        ("Pacific/Apia", date(2011, 12, 30), at("2011-12-30T10:00Z"), 0),
        ("Pacific/Apia", date(2011, 12, 31), at("2011-12-30T10:00Z"), 24),
    ],
)
def test_a_day_begins_and_ends_by_the_zone(zone: str, day: date, start: datetime, hours: float) -> None:
    period = Period(day, day, zone)
    assert (period.start, period.end) == (start, start + timedelta(hours=hours))


@pytest.mark.parametrize("zone", ZONES)
def test_days_part_time_without_gap_or_overlap(zone: str) -> None:
    day, start = date(2012, 1, 1), periods.day_start(date(2012, 1, 1), zone)
    while day < date(2032, 1, 1):
        end = periods.day_start(day + timedelta(days=1), zone)
        assert timedelta(hours=22) <= end - start <= timedelta(hours=26), day
        assert periods.local_date(start, zone) == day
        assert periods.local_date(end - timedelta(microseconds=1), zone) == day
        day, start = day + timedelta(days=1), end


@given(day=days, zone=zones, part=st.floats(0, 0.999999))
def test_every_instant_of_a_day_shows_its_date(day: date, zone: str, part: float) -> None:
    # Until 2011 St. John's turned its clock back from 0:01 to 23:01 of the day before.
    assume(zone != "America/St_Johns" or day.year > 2011)
    period = Period(day, day, zone)
    assume(period.start < period.end)
    instant = period.start + (period.end - period.start) * part
    assert periods.local_date(instant, zone) == day


@given(first=days, length=st.integers(1, 800), zone=zones, unit=st.sampled_from(["day", "week", "month"]))
def test_buckets_part_the_period(first: date, length: int, zone: str, unit: Unit) -> None:
    period = Period(first, first + timedelta(days=length - 1), zone)
    starts = periods.bucket_starts(period, unit)
    firsts = list(periods.buckets(period, unit))
    assert starts[0] == period.start
    assert all(a <= b for a, b in pairwise([*starts, period.end]))
    assert sum(periods.bucket_days(period, unit)) == period.days == length
    assert len(starts) == len(firsts) == len(periods.bucket_days(period, unit))
    assert all(periods.bucket_of(first, unit) == first for first in firsts)
    assert [periods.next_bucket(first, unit) for first in firsts[:-1]] == firsts[1:]


@given(first=days, length=st.integers(1, 800), zone=zones)
def test_offsets_hold_between_their_turns(first: date, length: int, zone: str) -> None:
    period = Period(first, first + timedelta(days=length - 1), zone)
    offsets = periods.offsets(period)
    assert offsets[0][0] == period.start
    for (since, offset), (until, _) in pairwise([*offsets, (period.end, 0)]):
        assert since < until or length == 1
        for instant in (since, since + (until - since) / 2, until - timedelta(microseconds=1)):
            shown = instant.astimezone(ZoneInfo(zone)).utcoffset()
            assert shown == timedelta(seconds=offset) or since == until
    assert all(a != b for (_, a), (_, b) in pairwise(offsets))


@given(first=days, length=st.integers(1, 400), zone=zones)
def test_midnights_are_mondays_by_the_clock_of_then(first: date, length: int, zone: str) -> None:
    period = Period(first, first + timedelta(days=length - 1), zone)
    for (since, offset), (also_since, midnight) in zip(
        periods.offsets(period), periods.midnights(period), strict=True
    ):
        wall = midnight + timedelta(seconds=offset)
        assert (since, wall.isoweekday(), wall.time().isoformat()) == (also_since, 1, "00:00:00")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", date(2024, 3, 15), date(2024, 3, 15)),
        ("7d", date(2024, 3, 9), date(2024, 3, 15)),
        ("365d", date(2023, 3, 17), date(2024, 3, 15)),
        ("month", date(2024, 3, 1), date(2024, 3, 15)),
        ("last-month", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_presets(name: str, first: date, last: date) -> None:
    assert periods.preset(name, "Asia/Jakarta", date(2024, 3, 15)) == Period(first, last, "Asia/Jakarta")


def test_today_is_the_date_in_the_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "now", lambda: at("2024-03-15T17:00Z"))
    assert periods.today("Asia/Jakarta") == date(2024, 3, 16)
    assert periods.today("UTC") == date(2024, 3, 15)


@pytest.mark.parametrize(
    ("how", "first", "last"),
    [
        ("previous", date(2024, 2, 20), date(2024, 2, 29)),
        ("weekdays", date(2024, 2, 16), date(2024, 2, 25)),
        ("year", date(2023, 3, 1), date(2023, 3, 10)),
        ("year-weekdays", date(2023, 3, 3), date(2023, 3, 12)),
    ],
)
def test_a_compared_period_has_the_same_length(how: periods.Comparison, first: date, last: date) -> None:
    period = Period(date(2024, 3, 1), date(2024, 3, 10), "UTC")
    assert periods.compared(period, how) == Period(first, last, "UTC")
    assert periods.compared(period, "none") is None


COMPARISONS = ("previous", "weekdays", "year", "year-weekdays")


@given(first=days, length=st.integers(1, 400), how=st.sampled_from([*COMPARISONS]))
def test_comparing_keeps_length_and_asked_weekdays(first: date, length: int, how: periods.Comparison) -> None:
    period = Period(first, first + timedelta(days=length - 1), "UTC")
    other = periods.compared(period, how)
    assert other is not None
    assert (other.days, other.zone) == (period.days, period.zone)
    assert other.first < period.first
    if how.endswith("weekdays"):
        assert other.first.weekday() == period.first.weekday()
    if how in ("previous", "weekdays"):
        assert other.last < period.first


def test_a_custom_comparison_begins_on_its_day() -> None:
    period = Period(date(2024, 3, 1), date(2024, 3, 10), "UTC")
    assert periods.compared(period, "custom", date(2020, 1, 1)) == Period(
        date(2020, 1, 1), date(2020, 1, 10), "UTC"
    )
    with pytest.raises(InputError, match="has no first day"):
        periods.compared(period, "custom")


def test_the_29th_of_february_has_its_28th_a_year_earlier() -> None:
    day = date(2024, 2, 29)
    assert periods.compared(Period(day, day, "UTC"), "year") == Period(
        date(2023, 2, 28), date(2023, 2, 28), "UTC"
    )


def test_wall_clock_times_become_instants() -> None:
    assert periods.in_zone(at("2024-05-01T00:30"), "Asia/Jakarta") == at("2024-04-30T17:30Z")
    assert periods.in_zone(at("2024-05-01T00:30+02:00"), "Asia/Jakarta") == at("2024-04-30T22:30Z")
    # twice on that night: the first is meant
    assert periods.in_zone(at("2024-10-27T02:30"), "Europe/Berlin") == at("2024-10-27T00:30Z")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Period(date(2024, 1, 2), date(2024, 1, 1)), "ends .* before it begins"),
        (lambda: Period(date(1, 1, 1), date(2024, 1, 1)), "outside of any network's time"),
        (lambda: Period(date(2024, 1, 1), date(9999, 12, 31)), "outside of any network's time"),
        (lambda: Period(date(2024, 1, 1), date(2024, 1, 1), "Mars/Olympus"), "no time zone named"),
        (lambda: Period(date(2024, 1, 1), date(2024, 1, 1), "../../etc/passwd"), "no time zone named"),
        (lambda: Period(date(2024, 1, 1), date(2024, 1, 1), ""), "no time zone named"),
        (lambda: periods.preset("fortnight", "UTC"), "no period named 'fortnight'"),
        (lambda: periods.aware(at("2024-01-01T00:00")), "has no zone"),
    ],
)
def test_what_is_no_time_is_refused(call: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        call()  # type: ignore[operator]
