"""What is known of an account that is to be collected, and the notes that are made of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from cicero.db import Connection, execute, fetch_one, sql
from cicero.errors import AnswerError, CiceroError, UpstreamError
from cicero.records import AccountRef, Platform
from cicero.sources.source import Target

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
"""How long an account is left alone after a failure of its own, twice as long after each further one."""

RECHECKS = {"private": timedelta(days=1), "gone": timedelta(days=7), "unreadable": timedelta(hours=6)}
"""When to look again whether what the source said of an account still holds."""

STATES = {"private": "private", "gone": "gone"}

PATIENCE = 3
"""Failures in a row after which people are told."""


class Subject(Struct, frozen=True, kw_only=True):
    """An account that is here, as a call to a source names it. `posts_said`: how many it says it has."""

    account_id: int
    platform: Platform
    platform_id: str | None
    handle: str | None
    name: str | None
    sec_uid: str | None
    posts_said: int | None

    @property
    def ref(self) -> AccountRef:
        return AccountRef(
            platform=self.platform, platform_id=self.platform_id, handle=self.handle, name=self.name
        )

    @property
    def target(self) -> Target:
        return Target(account=self.ref, sec_uid=self.sec_uid)

    @property
    def label(self) -> str:
        return f"@{self.handle}" if self.handle else self.name or str(self.platform_id)


class Watched(Subject, frozen=True, kw_only=True):
    own: bool
    zone: str
    state: str
    failures: int
    profile_due_at: datetime
    list_due_at: datetime
    list_depth: int
    list_details: list[int]
    comments_due_at: datetime
    profile_at: datetime | None
    list_at: datetime | None
    comments_at: datetime | None
    page_size: float | None
    backfill: str
    backfill_until: datetime | None
    backfill_cursor: str | None
    backfill_pages: int
    backfill_posts: int
    backfill_oldest: datetime | None
    backfill_tries: int
    backfill_due_at: datetime
    backfill_at: datetime | None


async def find_watched(connection: Connection, account_id: int) -> Watched | None:
    """None where nobody watches the account any more, or it is not to be collected."""
    return await fetch_one(connection, sql(__package__, "find_watched"), {"account_id": account_id}, Watched)


def as_trouble(error: Exception) -> UpstreamError:
    """An error that nobody foresaw, in words for those who look after the account."""
    if isinstance(error, CiceroError):
        return AnswerError(str(error), error.hint)
    return AnswerError("What came could not be stored.", "The log tells more.")


async def note_trouble(
    connection: Connection, watched: Watched, error: UpstreamError, at: datetime, *, fault: bool = False
) -> None:
    """Write down why an account could not be read, and when to try again.

    A source that refuses everything is its own trouble, not the account's: nothing is noted here then.
    `fault`: it is ours, and nobody knows of which part of the visit.
    """
    if error.subject == "source":
        return
    state: str | None = STATES.get(error.reason)
    if state is None and watched.failures + 1 >= PATIENCE:
        state = "failing"
    pause = RECHECKS.get(error.reason) or min(FIRST_PAUSE * 2 ** min(watched.failures, 8), LONGEST_PAUSE)
    told = f"{error} {error.hint}".strip()
    values = {
        "account_id": watched.account_id,
        "state": state,
        "message": told if state else None,
        "at": at,
        "due_at": at + pause,
        "fault": fault,
    }
    await execute(connection, sql(__package__, "note_trouble"), values)
