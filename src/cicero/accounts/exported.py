"""Followers over time as files, for `db.Exports`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg.sql import Composed

from cicero.db import Column, Format, as_lines, sql
from cicero.periods import Period

FOLLOWERS: dict[str, Column] = {
    "account_id": "plain", "platform": "plain", "handle": "foreign", "observed_at": "plain",
    "followers": "plain", "following": "plain", "posts": "plain", "likes": "plain",
}  # fmt: skip


def export_followers(
    accounts: Sequence[int], period: Period, written: Format
) -> tuple[Composed, dict[str, Any]]:
    """Every sample of these accounts in the period: a statement and its parameters."""
    statement = as_lines(sql(__package__, "export_followers"), written, FOLLOWERS)
    return statement, {"accounts": list(accounts), "start": period.start, "end": period.end}
