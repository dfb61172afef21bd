"""The web application: pages and REST put together, and what surrounds every request.

`dependencies` says what handlers may ask for. No page and no resource lives here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import psycopg_pool
from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware

from cicero import api, auth, ingest, web
from cicero.api.answers import Answers
from cicero.app.borrowed import roll_back
from cicero.app.cross_origin import cors_origins
from cicero.app.dependencies import DEPENDENCIES
from cicero.app.failures import answer
from cicero.app.form_tokens import FormTokens, form_tokens
from cicero.app.guard import check_routes, guard
from cicero.app.known_clients import KnownClients
from cicero.app.requests import Around
from cicero.config import Settings
from cicero.db import APP_ROLE, open_pool
from cicero.errors import CiceroError

BODY_LIMIT = 2_000_000
FOR_SOURCES = 4
"""Connections for calls to sources that requests make: these act for the installation, as collecting does."""
COMPRESS_FROM, COMPRESS_LEVEL = 1_000, 4
"""60 KB of figures become 8.6 KB in 1.2 ms; level 9 takes 7.4 ms for another kilobyte."""


def create_app(settings: Settings, conninfo: str) -> Litestar:
    """The whole application against that database, which has to be migrated already."""

    known_clients, answers = KnownClients(), Answers()

    @asynccontextmanager
    async def pool(app: Litestar) -> AsyncIterator[None]:
        async with (
            open_pool(conninfo, settings.pool_size, APP_ROLE) as opened,
            open_pool(conninfo, FOR_SOURCES) as of_sources,
            ingest.open_live(of_sources, settings) as live,
        ):
            app.state.pool = opened
            app.state.source_pool = of_sources
            app.state.live = live
            app.state.accesses = auth.Accesses(opened)
            yield
            await around.finish()

    app = Litestar(
        route_handlers=[*api.ROUTES, *web.ROUTES],
        openapi_config=api.OPENAPI,
        lifespan=[pool],
        state=State({"settings": settings, "known_clients": known_clients, "answers": answers}),
        dependencies=DEPENDENCIES,
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
    around = Around(app.asgi_handler, settings, changed=(known_clients.forget, answers.empty))
    app.asgi_handler = around
    return app


FAILURES: tuple[type[Exception], ...] = (
    CiceroError,
    HTTPException,
    psycopg.OperationalError,
    psycopg_pool.PoolTimeout,
    Exception,
)
