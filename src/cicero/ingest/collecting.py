"""Collecting an account: what is due of it is fetched, stored and planned anew. The one way in for all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx2
from msgspec import Struct

from cicero.config import Settings
from cicero.db import Pool, execute, is_away, single, sql
from cicero.errors import UpstreamError
from cicero.ingest.backfill import read_past
from cicero.ingest.calling import Caller
from cicero.ingest.comments import read_comments
from cicero.ingest.degradation import Purpose, allowed
from cicero.ingest.due import Ready, ready_sources
from cicero.ingest.likers import read_likers
from cicero.ingest.lists import read_list
from cicero.ingest.pages import log
from cicero.ingest.profiles import look_at_profile
from cicero.ingest.watched import Watched, as_trouble, find_watched, note_trouble
from cicero.periods import now
from cicero.sources.source import Clock

SUSPENDED = timedelta(hours=1)
CONNECTIONS = 16
"""To all sources together, kept open between calls."""


class Visited(Struct, frozen=True, kw_only=True):
    """What a visit did: `posts` new ones, `comments` new ones; `error` where it was cut short.

    `looked`: anything was fetched at all.
    """

    looked: bool = False
    posts: int = 0
    comments: int = 0
    error: UpstreamError | None = None


@asynccontextmanager
async def open_caller(
    pool: Pool, settings: Settings, *, clock: Clock = now, patience: float = 1.0
) -> AsyncIterator[Caller]:
    """What collecting needs, with connections to the sources kept open as long."""
    limits = httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    async with httpx2.AsyncClient(limits=limits, follow_redirects=False, trust_env=False) as http:
        yield Caller(pool=pool, settings=settings, http=http, clock=clock, patience=patience)


async def collect(caller: Caller, account_id: int) -> Visited:
    """Fetch what is due of an account. What goes wrong is written down where people look, not raised."""
    async with single(caller.pool) as connection:
        watched = await find_watched(connection, account_id)
        ready = await ready_sources(connection, caller.clock())
    source = ready.get(watched.platform) if watched else None
    if watched is None or source is None:
        return Visited()
    try:
        return await _collect(caller, source, watched)
    except UpstreamError as error:
        await _note(caller, watched, error)
        return Visited(looked=True, error=error)
    except Exception as error:
        # A fault of ours: the account waits as after any failure, lest it be asked for again and again.
        if not is_away(error):
            await _note(caller, watched, as_trouble(error), fault=True)
        raise


async def _note(caller: Caller, watched: Watched, error: UpstreamError, *, fault: bool = False) -> None:
    log.info("visit cut short", account=watched.account_id, reason=error.reason, said=str(error))
    async with single(caller.pool) as connection:
        await note_trouble(connection, watched, error, caller.clock(), fault=fault)


async def _collect(caller: Caller, source: Ready, watched: Watched) -> Visited:
    at = caller.clock()
    current: Watched | None = watched
    if watched.profile_due_at <= at or (watched.platform == "tiktok" and watched.sec_uid is None):
        current = await look_at_profile(caller, source.name, watched)
    if current is None or current.state in ("private", "gone"):
        return Visited(looked=True)
    may = allowed(source.shortage or 0.0)
    new = 0
    if current.list_due_at <= at:
        pages = await read_list(caller, source.name, current, may)
        new = sum(page.new for page in pages)
        await read_likers(caller, source.name, current, may)
    comments = 0
    if current.comments_due_at <= at:
        comments = await _comments(caller, source, current, may)
    return Visited(looked=True, posts=new, comments=comments)


async def _comments(caller: Caller, source: Ready, watched: Watched, may: frozenset[Purpose]) -> int:
    """Trouble with comments is no trouble of the account: they are asked for when the source is well."""
    if ("comments_new" if watched.own else "comments_competitor") not in may:
        await _postpone(caller, "postpone_comments", watched.account_id)
        return 0
    try:
        return await read_comments(caller, source.name, watched, may)
    except UpstreamError as error:
        log.info("comments cut short", account=watched.account_id, reason=error.reason, said=str(error))
        return 0


async def _postpone(caller: Caller, statement: str, account_id: int) -> None:
    """What is given up for now is looked at again in a while, not at every look for what is due."""
    values = {"account_id": account_id, "due_at": caller.clock() + SUSPENDED}
    async with single(caller.pool) as connection:
        await execute(connection, sql(__package__, statement), values)


async def backfill(caller: Caller, account_id: int) -> bool:
    """Read on in an account's past; whether there is more to read at once."""
    async with single(caller.pool) as connection:
        watched = await find_watched(connection, account_id)
        ready = await ready_sources(connection, caller.clock())
    source = ready.get(watched.platform) if watched else None
    if watched is None or source is None:
        return False
    if "backfill" not in allowed(source.shortage or 0.0):
        await _postpone(caller, "postpone_backfill", account_id)
        return False
    try:
        return await read_past(caller, source.name, account_id)
    except UpstreamError as error:
        log.info("backfill cut short", account=account_id, reason=error.reason, said=str(error))
        return False
