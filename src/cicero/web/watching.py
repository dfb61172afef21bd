"""The accounts of a client as its pages tell of them: how each one does, and what is in its way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cicero.accounts import Account
from cicero.auth import roles_with
from cicero.clients import Client
from cicero.db import Connection
from cicero.errors import InputError
from cicero.ingest import standing
from cicero.ingest.degradation import allowed
from cicero.ingest.standing import AccountStanding, Collection, SourceStanding
from cicero.language import Language
from cicero.periods import now
from cicero.sources.registry import SOURCES
from cicero.web.reasons import Words, of_account, of_source

Role = Literal["own", "competitor"]
ROLES: tuple[Role, ...] = ("own", "competitor")


class Watched(Struct, frozen=True, kw_only=True):
    """`waits_for`: what is wrong with the source that it needs, None where nothing is.

    `paused`: its past is not read on while calls run short.
    """

    account: Account
    own: Collection
    words: Words
    waits_for: Words | None
    source: str | None
    moving: bool
    paused: bool


class Trouble(Struct, frozen=True, kw_only=True):
    """Accounts whose figures stand still, since when (None: there are none yet), and why.

    `source` is the name of the one to mend, None where it is the account itself.
    """

    accounts: tuple[Account, ...]
    since: datetime | None
    words: Words
    source: str | None = None


def role_of(given: str) -> Role:
    found = next((role for role in ROLES if role == given), None)
    if found is None:
        raise InputError(f"There is no role {given!r}.", f"Use one of {', '.join(ROLES)}.")
    return found


def may_act(client: Client) -> bool:
    """Whether the asking person may add, change and refresh: viewers only look."""
    return client.role in roles_with("accounts.change")


async def watched(
    connection: Connection, client: Client, language: Language, zone: str
) -> tuple[Watched, ...]:
    """The client's accounts, own ones first; one that waits for its source is not moving.

    Times in their words are told in `zone`.
    """
    standings = await standing.accounts(connection, client.client_id)
    return told_of(standings, await standing.sources(connection), language, zone)


def told_of(
    standings: Iterable[AccountStanding], sources: Iterable[SourceStanding], language: Language, zone: str
) -> tuple[Watched, ...]:
    """The same of what is at hand already."""
    sources = list(sources)
    blocking = in_the_way(sources)
    paused = {SOURCES[one.name].platform for one in sources if "backfill" not in allowed(one.shortage or 0.0)}
    blocked = {name: of_source(one, language, zone) for name, one in blocking.items()}
    at = now()
    rows = (_watched(one, zone, blocked, at, language) for one in standings)
    return tuple(replace(row, paused=row.account.platform in paused) for row in rows)


def in_the_way(sources: Iterable[SourceStanding]) -> dict[str, SourceStanding]:
    """Sources that do not answer and whose network no other source answers for."""
    every = {one.name: one for one in sources}
    served = {SOURCES[name].platform for name, one in every.items() if one.answers}
    return {name: one for name, one in every.items() if SOURCES[name].platform not in served}


def troubles(rows: Iterable[Watched]) -> tuple[Trouble, ...]:
    """One for each source that keeps accounts waiting, then one for each trouble of accounts themselves."""
    waiting: dict[str, list[Watched]] = {}
    alone: dict[str, list[Watched]] = {}
    for one in rows:
        if one.source:
            waiting.setdefault(one.source, []).append(one)
        elif one.words.tone == "bad":
            alone.setdefault(one.words.code, []).append(one)
    return (
        *(_trouble(some, some[0].waits_for or some[0].words, name) for name, some in waiting.items()),
        *(_trouble(some, some[0].words) for some in alone.values()),
    )


def _trouble(rows: list[Watched], words: Words, source: str | None = None) -> Trouble:
    accounts = tuple(one.account for one in rows)
    return Trouble(accounts=accounts, since=_since(rows), words=words, source=source)


def _since(rows: Iterable[Watched]) -> datetime | None:
    times = [one.own.fetched_at or one.account.last_seen for one in rows]
    return min((time for time in times if time), default=None)


def _watched(
    one: AccountStanding, zone: str, blocked: dict[str, Words], at: datetime, language: Language
) -> Watched:
    asked = one.collection.state in ("new", "ok", "failing")
    sources = (name for name in blocked if asked and SOURCES[name].platform == one.account.platform)
    source = next(sources, None)
    return Watched(
        account=one.account,
        own=one.collection,
        words=of_account(one.collection, language, zone),
        waits_for=blocked[source] if source else None,
        source=source,
        moving=source is None and one.moving(at),
        paused=False,
    )
