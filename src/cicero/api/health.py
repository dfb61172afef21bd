"""GET /health: whether Cicero and its database answer."""

from __future__ import annotations

import asyncio
from typing import Literal

import psycopg
import psycopg_pool
from litestar import Request, get
from litestar.datastructures import State
from msgspec import Struct

from cicero import __version__
from cicero.api.problem import refusals
from cicero.errors import DatabaseError

PATIENCE = 2.0
"""Seconds after which the database counts as away: whoever asks has a time limit of their own."""


class Health(Struct, frozen=True, kw_only=True):
    status: Literal["ok"] = "ok"
    database: Literal["ok"] = "ok"
    version: str = __version__


@get(
    "/health",
    needs="open",
    tags=["System"],
    summary="Whether Cicero and its database answer",
    security=[{}],
    responses=refusals(503),
)
async def health(request: Request[None, None, State]) -> Health:
    """Needs no sign-in. 503 when the database is away or every connection to it is taken for two seconds."""
    try:
        async with asyncio.timeout(PATIENCE), request.app.state.pool.connection() as connection:
            await connection.execute("select 1")
    except (TimeoutError, psycopg.Error, psycopg_pool.PoolTimeout):
        raise DatabaseError(
            f"The database did not answer within {PATIENCE:g} seconds.",
            "See that PostgreSQL runs and that its address is right (`cicero config`).",
        ) from None
    return Health()
