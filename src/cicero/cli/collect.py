"""`cicero collect`: fetch now what is due, and the past that was not read yet, without the worker."""

from __future__ import annotations

import asyncio
from typing import Annotated

from cyclopts import Parameter
from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cicero import accounts, clients, db, ingest
from cicero.cli.account import named
from cicero.config import settings
from cicero.db import Connection
from cicero.errors import NotConfiguredError, NotFoundError
from cicero.periods import now

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
    outcomes = asyncio.run(_collect(client, account, past))
    posts, comments = (sum(getattr(one, name) for one in outcomes) for name in ("posts", "comments"))
    print(f"{len(outcomes):,} accounts: {posts:,} new posts, {comments:,} new comments.")
    troubled = [one for one in outcomes if one.trouble]
    for one in troubled:
        print(f"{one.label}: {one.trouble}")
    return FAILED if troubled else 0


async def _collect(slug: str, account: str, past: bool) -> list[Outcome]:
    with db.database(settings()) as conninfo:
        async with (
            db.open_pool(conninfo, settings().pool_size) as pool,
            ingest.open_caller(pool, settings()) as caller,
        ):
            async with pool.connection() as connection:
                chosen = await _chosen(connection, slug, account)
                await _check_ready(connection)
                await ingest.refresh(connection, chosen)
            return await _collect_all(caller, chosen, past)


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
    visited = await ingest.collect(caller, account_id)
    trouble = f"{visited.error} {visited.error.hint}".strip() if visited.error else ""
    while past and not trouble and await ingest.backfill(caller, account_id):
        pass
    return Outcome(label=label, posts=visited.posts, comments=visited.comments, trouble=trouble)
