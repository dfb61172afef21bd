"""What the list of clients says of each: what it has, how fresh it is, its key figures of 28 days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from cicero import accounts, analytics
from cicero.accounts import Account
from cicero.analytics import Figure, Query, Result
from cicero.clients import Client
from cicero.db import Connection
from cicero.language import Language
from cicero.periods import compared, preset
from cicero.web.dashboard.change import Change, change

FIGURES = ("posts", "interactions", "views", "typical_engagement_rate")
PERIOD = "28d"


class Told(Struct, frozen=True):
    figure: Figure
    change: Change | None


class Summary(Struct, frozen=True, kw_only=True):
    """`figures` are of the client's own accounts (of all, where it has none), one per FIGURES.

    `last_post` and `last_seen`: the newest post published, the newest fetch.
    """

    client: Client
    own: int
    competitors: int
    posts: int
    last_post: datetime | None
    last_seen: datetime | None
    figures: tuple[Told, ...]
    fetched: bool
    """Whether anything was fetched in the period: if not, its figures are unknown, not 0."""


async def summaries(
    connection: Connection, clients: Iterable[Client], language: Language
) -> tuple[Summary, ...]:
    return tuple([await _summary(connection, client, language) for client in clients])


async def _summary(connection: Connection, client: Client, language: Language) -> Summary:
    watched = await accounts.of_client(connection, client.client_id)
    own = [account for account in watched if account.role == "own"]
    last_seen = max((account.last_seen for account in watched if account.last_seen), default=None)
    return Summary(
        client=client,
        own=len(own),
        competitors=len(watched) - len(own),
        posts=sum(account.posts for account in watched),
        last_post=max((account.last_post for account in watched if account.last_post), default=None),
        last_seen=last_seen,
        fetched=last_seen is not None and last_seen >= preset(PERIOD, client.zone).start,
        figures=_told(await _ask(connection, client, own or watched), language),
    )


async def _ask(connection: Connection, client: Client, asked: list[Account]) -> Result:
    period = preset(PERIOD, client.zone)
    ids = tuple(account.account_id for account in asked)
    query = Query(accounts=ids, metrics=FIGURES, period=period, compare=compared(period, "previous"))
    return await analytics.run(connection, query)


def _told(result: Result, language: Language) -> tuple[Told, ...]:
    figures = enumerate(result.totals.figures)
    return tuple(Told(figure, change(result, index, language)) for index, figure in figures)
