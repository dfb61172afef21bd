"""Fetching the pictures of an account and its posts while the networks' links to them hold."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Literal

import httpx2
import structlog
from msgspec import Struct

from cicero import posts
from cicero.db import Pool
from cicero.errors import GoneError, UpstreamError
from cicero.ingest.addresses import Resolve, look_up
from cicero.ingest.downloading import download, expired
from cicero.ingest.shrinking import shrink
from cicero.posts import Wanted
from cicero.sources.source import Clock

AT_ONCE = 4
LOOKED_AT = 1_000
"""Links looked at in one go: those that are over already cost no call."""

log = structlog.get_logger("cicero.pictures")

State = Literal["kept", "missing", "failed"]


class Kept(Struct, frozen=True, kw_only=True):
    """What became of the pictures that were wanted. `missing`: their links are over, many without a call."""

    kept: int = 0
    missing: int = 0
    failed: int = 0


async def keep_pictures(
    pool: Pool,
    http: httpx2.AsyncClient,
    account_id: int,
    clock: Clock,
    limit: int = 50,
    *,
    allowed_http: frozenset[str] = frozenset(),
    resolve: Resolve = look_up,
) -> Kept:
    """Fetch up to `limit` pictures of an account, its own first, then of its newest posts.

    `http` must carry no key: the links lead to whatever hosts a source named. `allowed_http`: the
    `host:port` of sources on this machine (`addresses.plain_hosts`), all that is asked without TLS. Takes
    10 seconds for every 4 pictures at most. A picture that cannot be had raises nothing; a later call tries
    it again when its wait is over or its link has changed.
    """
    at = clock()
    async with pool.connection() as connection:
        wanted = await posts.wanted_pictures(connection, account_id, at, max(limit, LOOKED_AT))
        over = [one for one in wanted if expired(one.link, at)]
        await posts.note_no_pictures(connection, account_id, over, "missing", at, tried=False)
    alive = [one for one in wanted if not expired(one.link, at)][:limit]
    turn = asyncio.Semaphore(AT_ONCE)

    async def fetch(one: Wanted) -> State:
        async with turn:
            return await _keep(pool, http, account_id, one, clock, allowed_http, resolve)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(one)) for one in alive]
    return _tally([task.result() for task in tasks], len(over))


async def _keep(
    pool: Pool,
    http: httpx2.AsyncClient,
    account_id: int,
    one: Wanted,
    clock: Clock,
    allowed_http: frozenset[str],
    resolve: Resolve,
) -> State:
    """Fetch and store one picture, or note why not. No connection is held while the network is waited for."""
    try:
        picture = await asyncio.to_thread(shrink, await download(http, one.link, allowed_http, resolve))
    except UpstreamError as error:
        state: Literal["missing", "failed"] = "missing" if isinstance(error, GoneError) else "failed"
        log.info("no picture", account_id=account_id, post_id=one.post_id, state=state, why=str(error))
        async with pool.connection() as connection:
            await posts.note_no_pictures(connection, account_id, [one], state, clock(), tried=True)
        return state
    async with pool.connection() as connection:
        await posts.keep_picture(connection, account_id, one, picture, clock())
    return "kept"


def _tally(states: Sequence[State], over: int) -> Kept:
    return Kept(
        kept=states.count("kept"), missing=states.count("missing") + over, failed=states.count("failed")
    )
