"""The application, made once for each process of the test run and furnished anew for each test.

To register every route takes longer than most tests do; what an application knows and keeps is its state, and
that is another for each test (`app.furnish`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from litestar import Litestar
from litestar.testing import AsyncTestClient
from litestar.types import ASGIApp

from cicero import app
from cicero.config import Settings

BASE = "http://testserver.local"
_idle: list[tuple[Litestar, ASGIApp]] = []
"""Applications that no test has at the moment, each with what answers before anything surrounds it."""


@contextmanager
def application(settings: Settings, conninfo: str) -> Iterator[Litestar]:
    """One that nobody else has. Routes of a test's own do not belong in it: the next test has it too."""
    routed, bare = _idle.pop() if _idle else _made()
    routed.asgi_handler = bare
    try:
        yield app.furnish(routed, settings, conninfo)
    finally:
        _idle.append((routed, bare))


@asynccontextmanager
async def asking(
    settings: Settings, conninfo: str, base_url: str = BASE
) -> AsyncIterator[AsyncTestClient[Litestar]]:
    """Who asks such an application."""
    with application(settings, conninfo) as made:
        async with AsyncTestClient(made, base_url=base_url) as client:
            yield client


def _made() -> tuple[Litestar, ASGIApp]:
    made = app.routed()
    return made, made.asgi_handler
