"""The web application: pages and REST put together, and what surrounds every request.

Handlers ask for these by name: `connection` (one per request, committed before the answer leaves, rolled
back after an error), `person` (who is signed in, else AuthError), `visitor` (the same, or None), `settings`.
No page and no resource lives here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import psycopg_pool
from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware

from cicero import api, web
from cicero.app.borrowed import borrow, roll_back
from cicero.app.failures import answer
from cicero.app.form_tokens import FormTokens
from cicero.app.requests import Around
from cicero.app.signed_in import person, visitor
from cicero.config import Settings
from cicero.db import open_pool
from cicero.errors import CiceroError
from cicero.secret import installation_key

BODY_LIMIT = 2_000_000
COMPRESS_FROM, COMPRESS_LEVEL = 1_000, 4
"""60 KB of figures become 8.6 KB in 1.2 ms; level 9 takes 7.4 ms for another kilobyte."""


def create_app(settings: Settings, conninfo: str) -> Litestar:
    """The whole application against that database, which has to be migrated already."""

    @asynccontextmanager
    async def pool(app: Litestar) -> AsyncIterator[None]:
        async with open_pool(conninfo, settings.pool_size) as opened:
            app.state.pool = opened
            yield
            await around.finish()

    app = Litestar(
        route_handlers=[*api.ROUTES, *web.ROUTES],
        openapi_config=api.OPENAPI,
        lifespan=[pool],
        state=State({"settings": settings}),
        dependencies={
            "connection": Provide(borrow),
            "person": Provide(person),
            "visitor": Provide(visitor),
            "settings": Provide(_settings, sync_to_thread=False),
        },
        middleware=[DefineMiddleware(FormTokens, config=_form_tokens(settings))],
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


def _settings(state: State) -> Settings:
    found: Settings = state.settings
    return found


def _form_tokens(settings: Settings) -> CSRFConfig:
    return CSRFConfig(
        secret=installation_key(settings),
        cookie_name="cicero_form",
        cookie_secure=settings.public_url.startswith("https:"),
        cookie_httponly=True,
    )
