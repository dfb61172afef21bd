"""The period that a request of an existing dashboard asks for.

Its choices are days, weeks and months of the client's zone. Both ends of a range win over everything, because
dashboards lay out their weeks themselves; one end alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Literal

from cicero.errors import InputError
from cicero.periods import Period, bucket_of, next_bucket

PERIODS = ("harian", "mingguan", "bulanan", "semua")
_RANGE = (("start_date", "tanggal_mulai"), ("end_date", "tanggal_selesai"))
_DAY, _MONTH = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII), re.compile(r"\d{4}-\d{2}", re.ASCII)


def asked_period(given: Mapping[str, str], zone: str, today: date) -> Period | None:
    """What `periode`, `tanggal` and the ends of a range ask for; None: no limit in time (`semua`).

    `today`: the day that it is in `zone`, which stands for a day, week or month that is not named. InputError
    for a `periode` or a day that there is not.
    """
    first, last = (_first(given, names) for names in _RANGE)
    if first and last:
        return Period(first, last, zone)
    periode = given.get("periode", "").strip().lower() or "harian"
    if periode not in PERIODS:
        raise InputError(f"There is no period {periode[:40]!r}.", f"Use one of {', '.join(PERIODS)}.")
    day = _named_day(given.get("tanggal", "").strip(), periode) or today
    if periode == "semua":
        return None
    alone = Period(day, day, zone)
    if periode == "harian":
        return alone
    return _whole(day, "month" if periode == "bulanan" else "week", zone)


def _whole(day: date, unit: Literal["week", "month"], zone: str) -> Period:
    first = bucket_of(day, unit)
    return Period(first, next_bucket(first, unit) - timedelta(days=1), zone)


def _first(given: Mapping[str, str], names: tuple[str, str]) -> date | None:
    """The day under the first of the names that is given at all."""
    text = next((given[name].strip() for name in names if given.get(name, "").strip()), "")
    return _day(text) if text else None


def _named_day(text: str, periode: str) -> date | None:
    if not text:
        return None
    return _day(f"{text}-01") if periode == "bulanan" and _MONTH.fullmatch(text) else _day(text)


def _day(text: str) -> date:
    """ISO forms that Python knows besides, such as 20261123 or 2026-W48, are nobody's."""
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise InputError(f"{text[:40]!r} is not a day.", "Write it as 2026-11-23; with bulanan 2026-11 will do.")
