"""What people say is wrong about a member's part in posts: kept for the client's managers."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from cicero.clients.roster import RosterMember
from cicero.db import Connection, fetch_all, fetch_value, sql
from cicero.errors import InputError, ThrottledError
from cicero.records import Platform

LONGEST_COMPLAINT, A_DAY, WAIT = 2_000, 50, 3_600
"""Characters of one; how many of one person a client takes within 24 hours; seconds to wait after these."""


class Complaint(Struct, frozen=True, kw_only=True):
    """`by`: the username of who wrote it, None where that person is gone."""

    complaint_id: int
    platform: Platform
    code: str
    name: str
    body: str
    by: str | None
    created_at: datetime


async def complain(
    connection: Connection, client_id: int, member: RosterMember, platform: Platform, body: str, by: int
) -> int:
    """Keep what a person says of a member's part on a network; its number. ThrottledError after too many."""
    text = body.strip()
    if not 1 <= len(text) <= LONGEST_COMPLAINT:
        raise InputError("A complaint has 1 to 2,000 characters.", "Say what is wrong.")
    values = {
        "client_id": client_id,
        "member_id": member.member_id,
        "platform": platform,
        "body": text,
        "person_id": by,
        "most": A_DAY,
    }
    kept = await fetch_value(connection, sql(__package__, "complain"), values)
    if kept is None:
        raise ThrottledError(
            "That is more complaints than anybody makes in a day.", "Try again tomorrow.", retry_after=WAIT
        )
    return int(kept)


async def list_complaints(
    connection: Connection, client_id: int, *, before: int | None, limit: int
) -> list[Complaint]:
    """Complaints of a client with smaller numbers than `before`, newest first."""
    values = {"client_id": client_id, "before": before, "limit": limit}
    return await fetch_all(connection, sql(__package__, "list_complaints"), values, Complaint)
