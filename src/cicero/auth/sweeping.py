"""What of guesses and links is over is forgotten."""

from __future__ import annotations

from cicero.db import Connection, execute, sql


async def sweep(connection: Connection) -> int:
    """How many rows went: buckets that are full again and links that have been over for a day."""
    guesses = await execute(connection, sql(__package__, "sweep_guesses"), {})
    resets = await execute(connection, sql(__package__, "sweep_resets"), {})
    return guesses + resets
