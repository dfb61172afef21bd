"""`cicero collect`: fetch now what is due, and the past that was not read yet, without the worker."""

from __future__ import annotations

import asyncio
from typing import Annotated

from cyclopts import Parameter
from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cicero import accounts, clients, db, ingest, posts
from cicero.app.log import set_up_log
from cicero.cli.account import named
from cicero.config import settings
from cicero.db import Connection
from cicero.errors import NotConfiguredError, NotFoundError
from cicero.ingest.watched import find_watched
from cicero.periods import now
from cicero.sources.registry import SOURCES

FAILED = 5
"""Exit code when some account could not be collected."""


class Outcome(Struct):
    """What became of an account; `trouble` in words where it could not be collected whole."""

    label: str
    posts: int = 0
    comments: int = 0
    trouble: str = ""


def collect(
    *,
    client: Annotated[str, Parameter(help="Short name of a client: all accounts it watches.")] = "",
    account: Annotated[str, Parameter(help="One account, such as tiktok:kopi.nusantara.")] = "",
    past: Annotated[bool, Parameter(help="Read the past that was not read yet, too.")] = True,
) -> int:
    """Fetch everything about accounts now, whenever it would be due. Without a name: all that are watched."""
    set_up_log(settings(), quiet=True)
    outcomes, unwell = asyncio.run(_collect(client, account, past))
    posts, comments = (sum(getattr(one, name) for one in outcomes) for name in ("posts", "comments"))
    print(f"{len(outcomes):,} accounts: {posts:,} new posts, {comments:,} new comments.")
    troubled = [f"{one.label}: {one.trouble}" for one in outcomes if one.trouble] + unwell
    for line in troubled:
        print(line)
    return FAILED if troubled else 0


async def _collect(slug: str, account: str, past: bool) -> tuple[list[Outcome], list[str]]:
    """What became of each account, and in words which sources are left alone after it."""
    with db.database(settings()) as conninfo:
        async with (
            db.open_pool(conninfo, settings().pool_size) as pool,
            ingest.open_caller(pool, settings()) as caller,
        ):
            async with pool.connection() as connection:
                chosen = await _chosen(connection, slug, account)
                await _check_ready(connection)
                await ingest.refresh(connection, chosen)
            outcomes = await _collect_all(caller, chosen, past)
            return outcomes, await _unwell(caller, {one.label.partition(":")[0] for one in outcomes})


async def _unwell(caller: ingest.Caller, platforms: set[str]) -> list[str]:
    """Comments and the past are cut short in silence when a source refuses; here it is said."""
    async with caller.pool.connection() as connection:
        rows = [
            await ingest.find_source(connection, name)
            for name in SOURCES
            if SOURCES[name].platform in platforms
        ]
    return [f"{row.name}: {row.message}" for row in rows if row and row.retry_at and row.message]


async def _chosen(connection: Connection, slug: str, account: str) -> dict[int, str]:
    """The accounts to collect, by id."""
    if slug:
        found = [await clients.on_this_machine(connection, slug)]
    else:
        found = await clients.visible_to(connection, 0, is_admin=True)
    watched = [one for client in found for one in await accounts.of_client(connection, client.client_id)]
    wanted = named(account) if account else None
    chosen = {
        one.account_id: f"{one.platform}:{one.handle or one.name}"
        for one in watched
        if wanted is None or (one.platform, one.handle) == wanted
    }
    if not chosen:
        raise NotFoundError(
            f"Nobody watches {account or 'any account'}.",
            "`cicero account add NETWORK:HANDLE --client NAME` does.",
        )
    return chosen


async def _check_ready(connection: Connection) -> None:
    if not await ingest.ready_sources(connection, now()):
        raise NotConfiguredError(
            "No source can be asked.", "`cicero sources` shows why; `cicero sources set NAME` enters a key."
        )


async def _collect_all(caller: ingest.Caller, chosen: dict[int, str], past: bool) -> list[Outcome]:
    turns = asyncio.Semaphore(settings().jobs)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        bar = progress.add_task("Collecting", total=len(chosen))

        async def one(account_id: int, label: str) -> Outcome:
            async with turns:
                outcome = await _collect_one(caller, account_id, label, past)
                progress.advance(bar)
                return outcome

        return list(await asyncio.gather(*(one(*item) for item in chosen.items())))


async def _collect_one(caller: ingest.Caller, account_id: int, label: str, past: bool) -> Outcome:
    before = await _kept(caller, account_id)
    visited = await ingest.collect(caller, account_id)
    trouble = f"{visited.error} {visited.error.hint}".strip() if visited.error else ""
    while past and not trouble and await ingest.backfill(caller, account_id):
        pass
    trouble = trouble or await _unreadable(caller, account_id)
    new = await _kept(caller, account_id) - before
    return Outcome(label=label, posts=new, comments=visited.comments, trouble=trouble)


async def _kept(caller: ingest.Caller, account_id: int) -> int:
    async with caller.pool.connection() as connection:
        return sum(one.posts for one in await posts.tally(connection, [account_id]))


async def _unreadable(caller: ingest.Caller, account_id: int) -> str:
    """Why nothing came of an account although nothing went wrong."""
    async with caller.pool.connection() as connection:
        watched = await find_watched(connection, account_id)
    if watched is not None and watched.state == "private":
        return "It is private: only its followers can read it. It is looked at daily whether it still is."
    return ""
