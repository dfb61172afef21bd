"""What requests of existing dashboards say: which account, how many posts, of which days."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from cicero import ingest
from cicero.api.contract.period import asked_period
from cicero.errors import InputError
from cicero.periods import Period, preset, today
from cicero.records import Platform

LIMIT, MOST = 10, 100

USERNAME_MISSING = "username wajib diisi"
NO_USERNAME = {
    "instagram": "That is not a username on Instagram.",
    "tiktok": "That is not a username on TikTok.",
}

Query = Mapping[str, str]


def handle(platform: Platform, query: Query) -> str | None:
    """The handle in `username`: with or without @, or a profile's address; None where there is none.

    InputError where it cannot be one.
    """
    given = query.get("username", "").strip()
    if not given:
        return None
    try:
        return ingest.handle_in(platform, given)
    except InputError:
        raise InputError(NO_USERNAME[platform], "Write @name, or the address of the profile.") from None


def limit(query: Query, usual: int = LIMIT) -> int:
    """How many posts; what is no number or none at all is as many as usual, and MOST is the most."""
    with suppress(ValueError):
        if (given := int(query.get("limit", ""))) > 0:
            return min(given, MOST)
    return usual


def days(query: Query, zone: str) -> Period | None:
    """The days from `start_date` to `end_date`; one alone says nothing, as in all of the contract."""
    return asked_period({**query, "periode": "semua", "tanggal": ""}, zone, today(zone))


def month(query: Query, zone: str) -> Period:
    """The calendar month that `month` and `year` name, each that of now where it is not given."""
    now = preset("month", zone).first
    year, number = _whole(query, "year", now.year), _whole(query, "month", now.month)
    if not (1 <= number <= 12 and 1 <= year <= 9999):
        raise InputError("There is no such month.", "Write month=11&year=2026.")
    named = {"periode": "bulanan", "tanggal": f"{year:04}-{number:02}"}
    period = asked_period(named, zone, now)
    if period is None:
        raise InputError("There is no such month.", "Write month=11&year=2026.")
    return period


def _whole(query: Query, name: str, usual: int) -> int:
    with suppress(ValueError):
        return int(query.get(name, ""))
    return usual
