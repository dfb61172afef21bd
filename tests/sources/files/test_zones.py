from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicero.sources.files.zones import contradicts, zone_of

START = datetime(2026, 1, 5, 3, 17, 40, tzinfo=UTC)


def pair(zone: str, days: float, lag: timedelta = timedelta()) -> tuple[datetime, datetime]:
    """A post uploaded so many days after START and published `lag` later, by a clock in that zone."""
    uploaded = START + timedelta(days=days)
    wall = (uploaded + lag).astimezone(ZoneInfo(zone))
    return wall.replace(tzinfo=None, second=0, microsecond=0), uploaded


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Asia/Jakarta", 30),
        ("America/Los_Angeles", 300),
        ("Europe/London", 300),
        ("Asia/Kolkata", 30),
        ("UTC", 300),
    ],
)
def test_zones_are_found_also_over_the_change_to_summer_time(zone: str, days: int) -> None:
    pairs = [pair(zone, days * step / 20, timedelta(minutes=step % 4)) for step in range(20)]
    assert zone_of(pairs) == zone


def test_scheduled_posts_do_not_mislead() -> None:
    on_time = [pair("Asia/Jakarta", day) for day in range(7)]
    scheduled = [pair("Asia/Jakarta", day, timedelta(hours=2)) for day in range(6)]
    assert zone_of(on_time + scheduled) == "Asia/Jakarta"
    scattered = [pair("Asia/Jakarta", hours, timedelta(hours=hours + 3.4)) for hours in range(7)]
    assert zone_of(on_time + scattered) is None


def test_too_few_or_at_odds() -> None:
    assert zone_of([]) is None
    assert zone_of([pair("Asia/Jakarta", day) for day in range(2)]) is None
    assert zone_of([pair("Asia/Jakarta", day, timedelta(hours=day)) for day in range(9)]) is None


def test_the_likely_zone_is_believed_sooner() -> None:
    one = [pair("America/Los_Angeles", 1)]
    assert zone_of(one) is None
    assert zone_of(one, "America/Los_Angeles") == "America/Los_Angeles"
    assert zone_of([pair("Asia/Jakarta", day) for day in range(4)], "America/Los_Angeles") == "Asia/Jakarta"


def test_contradiction() -> None:
    pairs = [pair("Asia/Jakarta", day) for day in range(5)]
    assert not contradicts(pairs, "Asia/Jakarta")
    assert contradicts(pairs, "Asia/Tokyo")
    assert not contradicts(pairs, "UTC")  # as if all were scheduled seven hours ahead


@given(
    st.sampled_from(["Asia/Jakarta", "Asia/Kathmandu", "America/New_York"]),
    st.lists(st.floats(0, 300), min_size=8),
)
def test_the_times_come_out_right_whatever_the_name(zone: str, days: list[float]) -> None:
    found = zone_of([pair(zone, day) for day in days])
    assert found is not None
    for day in days:
        wall, uploaded = pair(zone, day)
        assert abs(wall.replace(tzinfo=ZoneInfo(found)).astimezone(UTC) - uploaded) < timedelta(
            hours=1, minutes=2
        )
