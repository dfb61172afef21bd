"""Which days a request of an existing dashboard is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicero.api.contract.period import PERIODS, asked_period
from cicero.errors import InputError
from cicero.periods import Period

ZONE = "Asia/Jakarta"
MONDAY = date(2026, 11, 23)


def asked(query: str, today: date = MONDAY, zone: str = ZONE) -> tuple[str, str] | None:
    """First and last day for a query string as a dashboard sends it."""
    parts = (part.partition("=") for part in query.split("&") if part)
    period = asked_period({name: value for name, _, value in parts}, zone, today)
    return None if period is None else (str(period.first), str(period.last))


SENT = [
    ("periode=harian&tanggal=2026-11-23", ("2026-11-23", "2026-11-23")),
    ("periode=harian", ("2026-11-23", "2026-11-23")),
    ("", ("2026-11-23", "2026-11-23")),
    ("tanggal=2026-10-01", ("2026-10-01", "2026-10-01")),
    # the dashboard's own week, which begins on a Friday in 2026
    (
        "periode=mingguan&tanggal=2026-11-20&tanggal_mulai=2026-11-20&tanggal_selesai=2026-11-26",
        ("2026-11-20", "2026-11-26"),
    ),
    ("periode=mingguan&tanggal=2026-11-20", ("2026-11-16", "2026-11-22")),
    ("periode=mingguan&tanggal=2026-11-22", ("2026-11-16", "2026-11-22")),
    ("periode=mingguan&tanggal=2026-11-23", ("2026-11-23", "2026-11-29")),
    ("periode=mingguan", ("2026-11-23", "2026-11-29")),
    ("periode=mingguan&tanggal=2027-01-01", ("2026-12-28", "2027-01-03")),
    ("periode=bulanan&tanggal=2026-11", ("2026-11-01", "2026-11-30")),
    ("periode=bulanan&tanggal=2024-02-17", ("2024-02-01", "2024-02-29")),
    ("periode=bulanan&tanggal=2026-12", ("2026-12-01", "2026-12-31")),
    ("periode=bulanan", ("2026-11-01", "2026-11-30")),
    ("periode=harian&tanggal_mulai=2026-11-01&tanggal_selesai=2026-11-07", ("2026-11-01", "2026-11-07")),
    ("periode=semua", None),
    ("periode=semua&tanggal=2026-11-23", None),
    # a range wins over everything, the English names over the Indonesian ones
    ("periode=semua&start_date=2026-11-01&end_date=2026-11-02", ("2026-11-01", "2026-11-02")),
    ("periode=bulanan&tanggal=2026-10&start_date=2026-11-01&end_date=2026-11-02",
     ("2026-11-01", "2026-11-02")),
    (
        "tanggal_mulai=2026-01-01&tanggal_selesai=2026-01-31&start_date=2026-11-01&end_date=2026-11-02",
        ("2026-11-01", "2026-11-02"),
    ),
    ("start_date=2026-11-01&tanggal_selesai=2026-11-05", ("2026-11-01", "2026-11-05")),
    ("start_date=&tanggal_mulai=2026-11-03&tanggal_selesai=2026-11-05", ("2026-11-03", "2026-11-05")),
    # one end says nothing
    ("periode=harian&tanggal=2026-11-21&start_date=2026-11-01", ("2026-11-21", "2026-11-21")),
    ("periode=bulanan&tanggal=2026-10&tanggal_selesai=2026-11-05", ("2026-10-01", "2026-10-31")),
    ("periode=semua&end_date=2026-11-05", None),
    # as people write
    ("periode=Mingguan&tanggal= 2026-11-20 ", ("2026-11-16", "2026-11-22")),
]  # fmt: skip


@pytest.mark.parametrize(("query", "days"), SENT, ids=[query or "nothing" for query, _ in SENT])
def test_each_choice_is_the_days_that_it_means(query: str, days: tuple[str, str] | None) -> None:
    assert asked(query) == days


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("periode=tahunan", "no period 'tahunan'"),
        ("tanggal=23-11-2026", "'23-11-2026' is not a day"),
        ("tanggal=2026-02-30", "is not a day"),
        ("tanggal=2026-11", "is not a day"),
        ("periode=mingguan&tanggal=2026-11", "is not a day"),
        ("periode=bulanan&tanggal=2026-13", "is not a day"),
        ("periode=bulanan&tanggal=2026-11-31", "is not a day"),
        ("tanggal=20261123", "is not a day"),
        ("tanggal=2026-W48", "is not a day"),
        ("tanggal=٢٠٢٦-١١-٢٣", "is not a day"),
        ("tanggal=2026-11-23T00:00:00Z", "is not a day"),
        ("start_date=soon&end_date=2026-11-02", "'soon' is not a day"),
        ("start_date=2026-11-03&end_date=2026-11-02", "ends .* before it begins"),
        ("tanggal=0001-01-01", "outside of any network's time"),
        ("periode=mingguan&tanggal=9999-12-31", "outside of any network's time"),
        ("periode=bulanan&tanggal=9999-12", "outside of any network's time"),
    ],
)
def test_what_cannot_be_understood_is_refused(query: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        asked(query)


def test_the_days_are_those_of_the_clients_zone() -> None:
    period = asked_period({"tanggal": "2026-11-23"}, ZONE, MONDAY)
    assert period is not None
    assert (period.start, period.end) == (
        datetime(2026, 11, 22, 17, tzinfo=UTC),
        datetime(2026, 11, 23, 17, tzinfo=UTC),
    )
    east = asked_period({"tanggal": "2026-11-23"}, "Asia/Jayapura", MONDAY)
    assert east is not None
    assert east.start == datetime(2026, 11, 22, 15, tzinfo=UTC)


DAYS = st.dates(date(1971, 1, 1), date(2198, 12, 31))


@given(day=DAYS, today=DAYS, periode=st.sampled_from([one for one in PERIODS if one != "semua"]))
def test_the_named_day_lies_in_its_period_whatever_day_it_is(day: date, today: date, periode: str) -> None:
    period = asked_period({"periode": periode, "tanggal": str(day)}, ZONE, today)
    assert period is not None
    assert period.first <= day <= period.last
    lengths = {"harian": {1}, "mingguan": {7}, "bulanan": {28, 29, 30, 31}}
    assert period.days in lengths[periode]
    assert periode != "mingguan" or period.first.weekday() == 0
    assert asked_period({"periode": periode}, ZONE, day) == period


@given(first=DAYS, last=DAYS, day=DAYS, periode=st.sampled_from(PERIODS))
def test_a_range_is_taken_as_it_is(first: date, last: date, day: date, periode: str) -> None:
    first, last = sorted((first, last))
    query = {"periode": periode, "tanggal": str(day), "start_date": str(first), "end_date": str(last)}
    assert asked_period(query, ZONE, day) == Period(first, last, ZONE)
