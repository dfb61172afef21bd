"""What the dashboard says of collecting: what is being read, which figures stand still and why."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from cicero.accounts import Account
from cicero.clients import Client
from cicero.db import Connection
from cicero.ingest import standing
from cicero.ingest.standing import Progress
from cicero.language import Language
from cicero.web.watching import Trouble, may_act, troubles, watched


class Collecting(Struct, frozen=True, kw_only=True):
    """`troubles` are of the accounts shown; `progress`, and how many `posts` are kept, of all watched."""

    may_act: bool
    troubles: tuple[Trouble, ...]
    progress: Progress
    posts: int


async def collecting(
    connection: Connection, client: Client, shown: Iterable[Account], language: Language
) -> Collecting:
    rows = await watched(connection, client, language, client.zone)
    ids = {account.account_id for account in shown}
    return Collecting(
        may_act=may_act(client),
        troubles=troubles(row for row in rows if row.account.account_id in ids),
        progress=standing.progress(row.own for row in rows if row.moving),
        posts=sum(row.account.posts for row in rows),
    )
