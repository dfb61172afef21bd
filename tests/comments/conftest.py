"""A client with an own account on TikTok, a post of it, and comments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec import Struct

from cicero import accounts, clients, posts
from cicero.clients import Details
from cicero.comments import Asked, read_asked
from cicero.db import Connection
from cicero.periods import Period
from cicero.records import AccountRef, Comment, Counts, Post

KOPI = AccountRef(platform="tiktok", platform_id="68", handle="kopi.contoh")
SINCE = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
PERIOD = Period(date(2026, 5, 1), date(2026, 5, 31))
POST = 7440


class Desk(Struct, frozen=True):
    connection: Connection
    client_id: int
    account_id: int

    async def hear(self, *said: Comment) -> None:
        await posts.store_comments(self.connection, said)


def comment(number: int, text: str, **more: Any) -> Comment:
    """The nth, a minute after the one before; `author` and `hours` after it when it was seen."""
    author, seen = more.pop("author", f"orang{number}"), more.pop("hours", 1)
    return Comment(
        platform="tiktok",
        post_id=POST,
        comment_id=number,
        created_at=SINCE + timedelta(minutes=number),
        observed_at=SINCE + timedelta(hours=seen),
        text=text,
        author_handle=author,
        author_id=f"id-{author}",
        **more,
    )


def asked(topic: tuple[str, ...] = (), **given: str) -> Asked:
    return read_asked(given, PERIOD, topic)


@pytest.fixture
async def desk(connection: Connection) -> Desk:
    client = await clients.create(connection, slug="kopi", name="Kopi Contoh")
    account_id = (await accounts.resolve(connection, [KOPI]))[KOPI]
    await clients.add_accounts(connection, client.client_id, [account_id], "own")
    post = Post(
        account=KOPI,
        post_id=POST,
        published_at=SINCE,
        observed_at=SINCE,
        counts=Counts(comments=9),
        kind="video",
    )
    await posts.store(connection, [(account_id, post)])
    await clients.add_to_roster(
        connection, client.client_id, Details(code="1", name="Sari Wulandari", tiktok="sari.w")
    )
    return Desk(connection, client.client_id, account_id)
