"""`cicero comments erase --network … --handle …`: people who ask to be forgotten."""

from __future__ import annotations

import asyncio
from typing import Annotated

from cyclopts import App, Parameter

from cicero import audit, comments, db
from cicero.config import settings
from cicero.errors import InputError
from cicero.records import PLATFORMS, Platform

app = App(name="comments", help="Look after comments and who wrote them.")


@app.command
def erase(
    *,
    network: Annotated[str, Parameter(help=f"One of {', '.join(PLATFORMS)}.")],
    handle: Annotated[str, Parameter(help="Their handle, or the address of their profile.")] = "",
    id: Annotated[str, Parameter(help="The network's id of them.")] = "",
) -> int:
    """Forget a person who asked for it: what they wrote, liked and are called. Counts stay."""
    erased = asyncio.run(_erase(_platform(network), handle, id))
    print(
        f"Forgotten: {erased.comments:,} comments, {erased.likes:,} likes, and {erased.mentions:,} mentions "
        f"in what others wrote; {erased.raw:,} answers of sources are gone with them."
    )
    print("Backups and files with rejected rows in the data directory are yours to look after.")
    return 0


async def _erase(platform: Platform, handle: str, platform_id: str) -> comments.Erased:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            erased = await comments.erase(
                connection, platform, handle=handle or None, platform_id=platform_id or None
            )
            await audit.note(
                connection,
                audit.command_actor(),
                "comments.erase",
                thing=platform,
                details={"comments": erased.comments},
            )
            return erased


def _platform(given: str) -> Platform:
    for platform in PLATFORMS:
        if platform == given.lower():
            return platform
    raise InputError(f"There is no network {given!r}.", f"Use one of {', '.join(PLATFORMS)}.")
