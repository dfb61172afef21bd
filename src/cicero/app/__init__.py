"""The web application: pages and REST put together, and what surrounds every request.

`dependencies` says what handlers may ask for. No page and no resource lives here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import psycopg_pool
from litestar import Litestar
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from cicero import api, auth, ingest, web
from cicero.api.answers import Answers
from cicero.app.borrowed import roll_back
from cicero.app.dependencies import DEPENDENCIES
from cicero.app.encoded import Encoded
from cicero.app.failures import answer
from cicero.app.form_tokens import FormTokens, form_tokens
from cicero.app.guard import check_routes, guard
from cicero.app.idempotency import AnsweredBeforeError, Idempotency, answer_again, idempotent
from cicero.app.known_clients import KnownClients
from cicero.app.limits import Limits, limit
from cicero.app.requests import Around
from cicero.config import Settings
from cicero.db import APP_ROLE, Exports, open_pool
from cicero.db.exports import AT_ONCE
from cicero.errors import CiceroError

BODY_LIMIT = 2_000_000
FOR_SOURCES = 4
"""Connections for calls to sources that requests make: these act for the installation, as collecting does."""


def create_app(settings: Settings, conninfo: str) -> Litestar:
    """The whole application against that database, which has to be migrated already."""
    return furnish(routed(), settings, conninfo)


def routed() -> Litestar:
    """Every route with what surrounds it, for no installation yet: nearly all that starting takes."""
    app = Litestar(
        route_handlers=[*api.ROUTES, *web.ROUTES],
        openapi_config=api.OPENAPI,
        lifespan=[_lifespan],
        dependencies=DEPENDENCIES,
        guards=[limit, guard, idempotent],
        middleware=[Encoded, Idempotency, FormTokens],
        exception_handlers={**dict.fromkeys(FAILURES, answer), AnsweredBeforeError: answer_again},
        after_exception=[roll_back],
        request_max_body_size=BODY_LIMIT,
        logging_config=None,
    )
    check_routes(app)
    return app


def furnish(app: Litestar, settings: Settings, conninfo: str) -> Litestar:
    """Make the routed application that of one installation: all that is its own is in `app.state`."""
    known_clients, answers = KnownClients(), Answers()
    around = Around(app.asgi_handler, settings, changed=(known_clients.forget, answers.empty))
    app.asgi_handler = around
    app.state = State(
        {
            "settings": settings,
            "conninfo": conninfo,
            "form_tokens": form_tokens(settings),
            "origins": around.origins,
            "known_clients": known_clients,
            "answers": answers,
            "limits": Limits(settings.api_requests),
            "around": around,
        }
    )
    return app


@asynccontextmanager
async def _lifespan(app: Litestar) -> AsyncIterator[None]:
    state = app.state
    settings, conninfo = state.settings, state.conninfo
    async with (
        open_pool(conninfo, settings.pool_size, APP_ROLE) as opened,
        open_pool(conninfo, FOR_SOURCES) as of_sources,
        open_pool(conninfo, AT_ONCE, APP_ROLE, kept=0) as of_exports,
        ingest.open_live(of_sources, settings) as live,
    ):
        state.pool = opened
        state.source_pool = of_sources
        state.exports = Exports(of_exports)
        state.live = live
        state.accesses = auth.Accesses(opened)
        yield
        await state.around.finish()


FAILURES: tuple[type[Exception], ...] = (
    CiceroError,
    HTTPException,
    psycopg.OperationalError,
    psycopg_pool.PoolTimeout,
    Exception,
)
