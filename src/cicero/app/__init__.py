"""The web application: pages and REST put together, and what surrounds every request.

Handlers ask for these by name: `connection` (one per request, committed before the answer leaves, rolled
back after an error), `pool` (for what must not hold one while it waits), `access` (who is signed in and what
that lets them do, else AuthError), `person` (of that), `visitor` (the same person, or None), `client` (which
the guard found), `actor` (for the audit log), `settings`, `accesses`, `tell` (lets somebody hear of an
invitation). No page and no resource lives here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import psycopg_pool
from litestar import Litestar, Request
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware

from cicero import api, audit, auth, clients, web
from cicero.api.given import Telling
from cicero.app.borrowed import borrow, roll_back
from cicero.app.cross_origin import cors_origins
from cicero.app.failures import answer
from cicero.app.form_tokens import FormTokens, form_tokens
from cicero.app.guard import check_routes, guard
from cicero.app.requests import Around
from cicero.app.signed_in import access_of, actor_of, signed_in
from cicero.config import Settings
from cicero.db import APP_ROLE, Connection, Pool, open_pool
from cicero.errors import CiceroError
from cicero.web.inviting import tell

BODY_LIMIT = 2_000_000
FOR_SOURCES = 4
"""Connections for calls to sources that requests make: these act for the installation, as collecting does."""
COMPRESS_FROM, COMPRESS_LEVEL = 1_000, 4
"""60 KB of figures become 8.6 KB in 1.2 ms; level 9 takes 7.4 ms for another kilobyte."""


def create_app(settings: Settings, conninfo: str) -> Litestar:
    """The whole application against that database, which has to be migrated already."""

    @asynccontextmanager
    async def pool(app: Litestar) -> AsyncIterator[None]:
        async with (
            open_pool(conninfo, settings.pool_size, APP_ROLE) as opened,
            open_pool(conninfo, FOR_SOURCES) as of_sources,
        ):
            app.state.pool = opened
            app.state.source_pool = of_sources
            app.state.accesses = auth.Accesses(opened)
            yield
            await around.finish()

    app = Litestar(
        route_handlers=[*api.ROUTES, *web.ROUTES],
        openapi_config=api.OPENAPI,
        lifespan=[pool],
        state=State({"settings": settings}),
        dependencies=_dependencies(),
        guards=[guard],
        middleware=[
            DefineMiddleware(FormTokens, config=form_tokens(settings), origins=cors_origins(settings))
        ],
        exception_handlers=dict.fromkeys(FAILURES, answer),
        after_exception=[roll_back],
        compression_config=CompressionConfig(
            backend="gzip",
            gzip_compress_level=COMPRESS_LEVEL,
            minimum_size=COMPRESS_FROM,
            exclude_opt_key="precompressed",
        ),
        request_max_body_size=BODY_LIMIT,
        logging_config=None,
    )
    check_routes(app)
    around = Around(app.asgi_handler, settings)
    app.asgi_handler = around
    return app


FAILURES: tuple[type[Exception], ...] = (
    CiceroError,
    HTTPException,
    psycopg.OperationalError,
    psycopg_pool.PoolTimeout,
    Exception,
)


AnyRequest = Request[Any, Any, State]


def _dependencies() -> dict[str, Provide]:
    return {
        "connection": Provide(_connection),
        "pool": Provide(_pool, sync_to_thread=False),
        "access": Provide(_access),
        "accesses": Provide(_accesses, sync_to_thread=False),
        "person": Provide(_person),
        "visitor": Provide(_visitor),
        "client": Provide(_client, sync_to_thread=False),
        "actor": Provide(_actor),
        "tell": Provide(_tell, sync_to_thread=False),
        "settings": Provide(_settings, sync_to_thread=False),
    }


async def _connection(request: AnyRequest) -> Connection:
    return await borrow(request)


def _pool(state: State) -> Pool:
    found: Pool = state.pool
    return found


async def _access(request: AnyRequest) -> auth.Access:
    return await signed_in(request)


async def _person(request: AnyRequest) -> auth.Person:
    return (await signed_in(request)).person


async def _visitor(request: AnyRequest) -> auth.Person | None:
    found = await access_of(request)
    return found.person if found else None


def _client(request: AnyRequest) -> clients.Client:
    found: clients.Client = request.scope["state"]["client"]
    return found


async def _actor(request: AnyRequest) -> audit.Actor:
    return actor_of(request, await access_of(request))


def _accesses(state: State) -> auth.Accesses:
    found: auth.Accesses = state.accesses
    return found


def _tell() -> Telling:
    return tell


def _settings(state: State) -> Settings:
    found: Settings = state.settings
    return found
