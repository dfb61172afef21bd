"""The request's database connection: borrowed from the pool when something first asks for it.

A generator dependency would not do: the framework does not close one when a dependency after it fails, so
every anonymous visit would keep a connection. Here the layer around the request gives it back in any case.
"""

from __future__ import annotations

from contextlib import AsyncExitStack

from litestar import Request
from litestar.datastructures import State
from litestar.types import Scope

from cicero.db import Connection

_KEY = "cicero.borrowed"


def prepare(scope: Scope) -> AsyncExitStack:
    """Where this request keeps what it borrows. Closing it commits."""
    stack = AsyncExitStack()
    scope[_KEY] = stack  # type: ignore[literal-required]
    return stack


async def borrow(request: Request[None, None, State]) -> Connection:
    stack: AsyncExitStack = request.scope[_KEY]  # type: ignore[literal-required]
    connection: Connection = await stack.enter_async_context(request.app.state.pool.connection())
    return connection


async def roll_back(error: Exception, scope: Scope) -> None:
    """Undo what the request wrote before the error, and give its connection back."""
    stack: AsyncExitStack = scope[_KEY]  # type: ignore[literal-required]
    await stack.__aexit__(type(error), error, error.__traceback__)
