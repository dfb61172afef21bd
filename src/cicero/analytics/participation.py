"""Who of a client's roster took part in its own posts of a period: by commenting, or by liking.

Counted is on how many distinct posts a member was seen, by their handles. Comments are read to their end
where that can be; lists of likers are samples, so that who was not seen among them may like the post all the
same: `looked` tells for how many posts there is anything to see at all.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Literal

from msgspec import Struct

from cicero.db import Connection, fetch_all, sql
from cicero.periods import Period
from cicero.records import Platform

Status = Literal["done", "partly", "not_seen", "no_handle", "no_posts"]
STATUSES: tuple[Status, ...] = ("done", "partly", "not_seen", "no_handle", "no_posts")


class Participant(Struct, frozen=True, kw_only=True):
    """An active member. `posts`: those of the period since they joined; `seen`: where they took part."""

    code: str
    name: str
    title: str | None
    division: str | None
    handle: str | None
    posts: int
    seen: int

    @property
    def status(self) -> Status:
        if self.handle is None:
            return "no_handle"
        if self.posts == 0:
            return "no_posts"
        if self.seen >= self.posts:
            return "done"
        return "partly" if self.seen else "not_seen"


class Participation(Struct, frozen=True, kw_only=True):
    """`posts` of the period; of `looked` of them it is known who took part. Most seen come first."""

    posts: int
    looked: int
    participants: tuple[Participant, ...]

    @property
    def statuses(self) -> dict[Status, int]:
        """How many there are of each."""
        found = Counter(one.status for one in self.participants)
        return {status: found[status] for status in STATUSES}


class Standing(Struct, frozen=True, kw_only=True):
    """Active members, and own posts of the period by network."""

    members: int
    instagram: int
    tiktok: int


class _Posts(Struct, frozen=True):
    posts: int
    looked: int


async def commented(
    connection: Connection, client_id: int, platform: Platform, period: Period | None
) -> Participation:
    """Who commented on own posts of that network that were published in the period; None: at any time."""
    values = {**_asked(client_id, period), "platform": platform}
    return await _participation(connection, "commented", values)


async def liked(connection: Connection, client_id: int, period: Period | None) -> Participation:
    """Who was seen to like own posts on Instagram; no source tells who likes a post on TikTok."""
    return await _participation(connection, "liked", {**_asked(client_id, period), "platform": "instagram"})


async def standing(connection: Connection, client_id: int, period: Period | None) -> Standing:
    """What there is to take part in, and by how many."""
    [found] = await fetch_all(
        connection, sql(__package__, "participation_standing"), _asked(client_id, period), Standing
    )
    return found


async def _participation(connection: Connection, what: str, values: dict[str, object]) -> Participation:
    [totals] = await fetch_all(connection, sql(__package__, f"posts_{what}"), values, _Posts)
    members = await fetch_all(connection, sql(__package__, f"members_{what}"), values, Participant)
    return Participation(posts=totals.posts, looked=totals.looked, participants=tuple(members))


def _asked(client_id: int, period: Period | None) -> dict[str, object]:
    start: datetime | str = period.start if period else "-infinity"
    end: datetime | str = period.end if period else "infinity"
    return {"client_id": client_id, "start": start, "end": end}
