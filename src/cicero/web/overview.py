"""What the list of clients says of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from cicero import accounts
from cicero.clients import Client
from cicero.db import Connection


class Summary(Struct, frozen=True, kw_only=True):
    """`last_post` and `last_seen`: the newest post published, the newest fetch."""

    client: Client
    own: int
    competitors: int
    posts: int
    last_post: datetime | None
    last_seen: datetime | None


async def summaries(connection: Connection, clients: Iterable[Client]) -> tuple[Summary, ...]:
    return tuple([await _summary(connection, client) for client in clients])


async def _summary(connection: Connection, client: Client) -> Summary:
    watched = await accounts.of_client(connection, client.client_id)
    return Summary(
        client=client,
        own=sum(account.role == "own" for account in watched),
        competitors=sum(account.role == "competitor" for account in watched),
        posts=sum(account.posts for account in watched),
        last_post=max((account.last_post for account in watched if account.last_post), default=None),
        last_seen=max((account.last_seen for account in watched if account.last_seen), default=None),
    )
