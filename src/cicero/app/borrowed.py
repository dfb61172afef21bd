"""The request's database connection: borrowed from the pool when something first asks for it.

A generator dependency would not do: the framework does not close one when a dependency after it fails, so
every anonymous visit would keep a connection. Here the layer around the request gives it back in any case.
"""

from __future__ import annotations

from contextlib import AsyncExitStack

from litestar.types import Scope

from cicero.app.signed_in import AnyConnection, access_of
from cicero.db import NOBODY, Connection, scoped

_KEY = "cicero.borrowed"


def prepare(scope: Scope) -> AsyncExitStack:
    """Where this request keeps what it borrows. Closing it commits."""
    stack = AsyncExitStack()
    scope[_KEY] = stack  # type: ignore[literal-required]
    return stack


async def borrow(connection: AnyConnection) -> Connection:
    """The request's one connection, in a transaction that sees what the signed-in person may see."""
    stack: AsyncExitStack = connection.scope[_KEY]  # type: ignore[literal-required]
    kept = connection.scope["state"]
    if "borrowed" not in kept:
        access = await access_of(connection)
        scope = access.scope if access else NOBODY
        kept["borrowed"] = await stack.enter_async_context(scoped(connection.app.state.pool, scope))
    found: Connection = kept["borrowed"]
    return found


async def give_back(connection: AnyConnection) -> None:
    """Commit and return the connection now: what comes next may wait long, and borrows another if it must."""
    stack: AsyncExitStack = connection.scope[_KEY]  # type: ignore[literal-required]
    connection.scope["state"].pop("borrowed", None)
    await stack.aclose()


async def roll_back(error: Exception, scope: Scope) -> None:
    """Undo what the request wrote before the error, and give its connection back."""
    stack: AsyncExitStack = scope[_KEY]  # type: ignore[literal-required]
    await stack.__aexit__(type(error), error, error.__traceback__)
