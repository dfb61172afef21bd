"""What of guesses, links and kept answers is over is forgotten."""

from __future__ import annotations

from cicero.auth.answered import HOURS
from cicero.db import Connection, execute, sql


async def sweep(connection: Connection) -> int:
    """How many rows went: buckets that are full again, links over for a day, answers of yesterday."""
    guesses = await execute(connection, sql(__package__, "sweep_guesses"), {})
    resets = await execute(connection, sql(__package__, "sweep_resets"), {})
    answers = await execute(connection, sql(__package__, "sweep_answers"), {"hours": HOURS})
    return guesses + resets + answers
