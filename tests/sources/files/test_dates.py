from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.files.reads import context

from cicero.errors import CiceroError, FormatError
from cicero.sources.files.dates import has_time, instant, order, read


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2026-06-12 03:34 PM", (2026, 6, 12, 15, 34)),
        ("2026-06-12 12:05 am", (2026, 6, 12, 0, 5)),
        ("2026-06-12T15:34:05", (2026, 6, 12, 15, 34, 5)),
        ("2026/06/12 15:34", (2026, 6, 12, 15, 34)),
        ("2026-06-12", (2026, 6, 12)),
        ("2026-6-2 9:05", (2026, 6, 2, 9, 5)),
        ("25/12/2026 15.34", (2026, 12, 25, 15, 34)),
        ("12/25/2026 3:34 PM", (2026, 12, 25, 15, 34)),
        ("25.12.2026", (2026, 12, 25)),
        ("05/05/2026", (2026, 5, 5)),
        ("12 Juni 2026 15.34", (2026, 6, 12, 15, 34)),
        ("Jumat, 12 Juni 2026 pukul 15.34", (2026, 6, 12, 15, 34)),
        ("1 Agu 2026", (2026, 8, 1)),
        ("12-Des-2026", (2026, 12, 12)),
        ("June 12, 2026 3:34 PM", (2026, 6, 12, 15, 34)),
        ("Friday, June 12th, 2026 at 3:34 p.m.", (2026, 6, 12, 15, 34)),
        ("12 Jun 2026, 15:34:05", (2026, 6, 12, 15, 34, 5)),
    ],
)
def test_walls(text: str, wall: tuple[int, ...]) -> None:
    assert read(text, None) == datetime(*wall)  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-06-12T15:34:05Z", (2026, 6, 12, 15, 34, 5)),
        ("2026-06-12T15:34:05.250+07:00", (2026, 6, 12, 8, 34, 5, 250000)),
        ("2026-06-12T08:34:05+0000", (2026, 6, 12, 8, 34, 5)),
        ("12/06/2026 15:34 WIB", (2026, 6, 12, 8, 34)),
        ("12 Juni 2026 15.34 WITA", (2026, 6, 12, 7, 34)),
        ("2026-06-12 15:34 UTC", (2026, 6, 12, 15, 34)),
        ("1781253245", (2026, 6, 12, 8, 34, 5)),
        ("1781253245.0", (2026, 6, 12, 8, 34, 5)),
        ("1781253245500", (2026, 6, 12, 8, 34, 5, 500000)),
    ],
)
def test_instants_that_say_their_zone(text: str, utc: tuple[int, ...]) -> None:
    assert instant(text, context(day_first=True)) == datetime(*utc, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_zone_and_order_and_form_are_told() -> None:
    assert instant("03/04/2026", context(day_first=True, zone="Asia/Jakarta")) == datetime(
        2026, 4, 2, 17, tzinfo=UTC
    )
    assert instant("03/04/2026 09:00", context(day_first=False, zone="America/Los_Angeles")) == datetime(
        2026, 3, 4, 17, tzinfo=UTC
    )
    assert instant("26|06|12", context(date_format="%y|%m|%d", zone="UTC")) == datetime(
        2026, 6, 12, tzinfo=UTC
    )
    with pytest.raises(FormatError, match="does not say its zone") as unzoned:
        instant("2026-06-12 15:34", context())
    assert "--zone" in unzoned.value.hint
    with pytest.raises(FormatError, match="not a time that can be read") as unordered:
        instant("03/04/2026", context(zone="UTC"))
    assert "date_format" in unordered.value.hint


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31/02/2026", "2026-13-01", "12/06/26", "12 Foo 2026", "13:70", "99999999999",
     "1", "0026-01-01",     "2026-06-12 13:00 PM", "32/01/2026", "1700-01-01"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="its time is not a time that can be read"):
        read(text, None)


def test_orders() -> None:
    texts = ("13/06/2026", "06/13/2026", "03/04/2026", "04/04/2026", "2026-03-04", "3 April 2026", "x")
    assert [order(text) for text in texts] == ["day", "month", "either", None, None, None, None]


def test_what_says_more_than_the_day() -> None:
    texts = (
        "2026-06-12",
        "13/06/2026",
        "12 Juni 2026",
        "2026-06-12 00:00",
        "1781253245",
        "12 Juni 2026 15.34",
    )
    assert [has_time(text) for text in texts] == [False, False, False, True, True, True]


@given(
    st.datetimes(datetime(2005, 1, 1), datetime(2099, 12, 31)),  # noqa: DTZ001
    st.sampled_from(
        [
            "%Y-%m-%d %H:%M:%S",
            "%d/%m/%Y %H:%M:%S",
            "%d %B %Y %H.%M.%S",
            "%B %d, %Y %I:%M:%S %p",
            "%Y/%m/%d %H:%M:%S",
        ]
    ),
)
def test_every_form_reads_what_it_writes(wall: datetime, form: str) -> None:
    assert read(wall.strftime(form), True) == wall.replace(microsecond=0)


@given(st.one_of(st.text(max_size=40), st.text("0123456789/-:. TZ+APMapmjuni", max_size=30)), st.booleans())
def test_no_text_breaks_it(text: str, day_first: bool) -> None:
    try:
        found = instant(text, context(zone="Asia/Jakarta", day_first=day_first))
    except CiceroError:
        return
    assert found.utcoffset() == timedelta()
