"""`cicero account add|list|remove`: which accounts a client watches."""

from __future__ import annotations

import asyncio
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table

from cicero import accounts, audit, clients, db, ingest
from cicero.cli.printing import console
from cicero.clients.client import Role
from cicero.config import settings
from cicero.errors import InputError, NotFoundError
from cicero.ingest import handle_in
from cicero.periods import now
from cicero.records import PLATFORMS, Platform

app = App(name="account", help="Look after the accounts that clients watch.")

Named = Annotated[str, Parameter(help="Network and handle, such as tiktok:kopi.nusantara.")]
ClientName = Annotated[str, Parameter(help="Short name of the client.")]


@app.command
def add(
    account: Named,
    *,
    client: ClientName,
    competitor: Annotated[bool, Parameter(negative=(), help="Watch it as a competitor.")] = False,
) -> int:
    """Watch an account and collect it from now on. The client is created when there is none."""
    platform, handle = named(account)
    told = asyncio.run(_add(client, platform, handle, competitor))
    print(told)
    return 0


async def _add(slug: str, platform: Platform, handle: str, competitor: bool) -> str:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            found, created = await clients.ensure(connection, slug)
            role: Role = "competitor" if competitor else "own"
            await ingest.watch(connection, found.client_id, platform, handle, role)
            if created:
                await _note(connection, "client.create", found, slug)
            await _note(connection, "account.add", found, f"{platform}:{handle}")
            ready = await ingest.ready_sources(connection, now())
    lines = [f"Created the client {slug}."] if created else []
    lines.append(f"{slug} watches {platform}:{handle} as {'a competitor' if competitor else 'its own'}.")
    if platform not in ready:
        lines.append(f"No source for {platform} is ready yet: `cicero sources` shows what is missing.")
    else:
        lines.append("`cicero serve` collects it within a minute; `cicero collect` does so now.")
    return "\n".join(lines)


@app.command(name="list")
def list_accounts(*, client: ClientName) -> int:
    """The accounts that a client watches."""
    watched = asyncio.run(_list(client))
    table = Table("account", "watched as")
    for heading in ("followers", "posts kept", "known up to"):
        table.add_column(heading, justify="right")
    for account in watched:
        seen = f"{account.last_seen:%Y-%m-%d %H:%M} UTC" if account.last_seen else "–"
        followers = "–" if account.followers is None else f"{account.followers:,}"
        name = f"{account.platform}:{account.handle or account.name}"
        table.add_row(name, account.role, followers, f"{account.posts:,}", seen)
    console().print(table)
    return 0


async def _list(slug: str) -> list[accounts.Account]:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            found = await clients.on_this_machine(connection, slug)
            return await accounts.of_client(connection, found.client_id)


@app.command
def remove(account: Named, *, client: ClientName) -> int:
    """Let the client no longer watch an account. What was collected of it stays."""
    platform, handle = named(account)
    asyncio.run(_remove(client, platform, handle))
    print(f"{client} no longer watches {platform}:{handle}. What was collected stays.")
    return 0


async def _remove(slug: str, platform: Platform, handle: str) -> None:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            found = await clients.on_this_machine(connection, slug)
            watched = await accounts.of_client(connection, found.client_id)
            for one in watched:
                if (one.platform, one.handle) == (platform, handle):
                    await ingest.unwatch(connection, found.client_id, one.account_id)
                    await _note(connection, "account.remove", found, f"{platform}:{handle}")
                    return
            raise NotFoundError(
                f"{slug} does not watch {platform}:{handle}.", "`cicero account list` shows whom."
            )


async def _note(connection: db.Connection, action: str, client: clients.Client, thing: str) -> None:
    actor = audit.command_actor()
    await audit.note(connection, actor, action, client_id=client.client_id, thing=thing)


def named(text: str) -> tuple[Platform, str]:
    """Network and handle of `network:handle`; InputError says how it is written."""
    platform, colon, handle = text.partition(":")
    if not colon or platform not in PLATFORMS:
        raise InputError(
            f"{text!r} does not say which network.", f"Write {' or '.join(f'{p}:HANDLE' for p in PLATFORMS)}."
        )
    return platform, handle_in(platform, handle)
