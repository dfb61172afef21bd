"""What a transaction may see: the second wall between clients, behind code that asks for one client's rows.

Row-level security reads the scope from settings of the transaction (see migration 0006). It stops what code
forgot, not code that widens the scope on purpose: `widened` names the few places that do.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec import Struct
from psycopg.pq import TransactionStatus

from cicero.db.pool import Connection, Pool, single

Clients = tuple[int, ...] | None


class Scope(Struct, frozen=True):
    """Who asks, and which clients' rows that covers; `clients` None: all."""

    person_id: int | None = None
    clients: Clients = ()


NOBODY = Scope()
EVERYTHING = Scope(clients=None)


@asynccontextmanager
async def scoped(pool: Pool, scope: Scope) -> AsyncIterator[Connection]:
    """One transaction that sees what the scope covers; committed at the end, rolled back after an error."""
    async with single(pool) as connection:
        # Begin and scope in one message: no round trip more than the begin alone.
        await connection.execute(f"begin; {_setting(scope.clients)}; {_person(scope.person_id)}")
        try:
            yield connection
        except BaseException:
            if not connection.closed:
                await connection.rollback()
            raise
        await connection.commit()


@asynccontextmanager
async def widened(connection: Connection) -> AsyncIterator[None]:
    """Everything can be seen within the block: for what decides by itself what may be done."""
    cursor = await connection.execute(
        "select current_setting('cicero.clients', true), set_config('cicero.clients', '*', true)"
    )
    row = await cursor.fetchone()
    before = row[0] if row and row[0] else ""
    try:
        yield
    finally:
        # A transaction that failed can only be rolled back, which takes the setting with it.
        if connection.info.transaction_status is TransactionStatus.INTRANS:
            await connection.execute("select set_config('cicero.clients', %s, true)", [before])


async def rescope(connection: Connection, scope: Scope) -> None:
    """The transaction goes on with another scope: somebody has just signed in, or joined a client."""
    await connection.execute(f"{_setting(scope.clients)}; {_person(scope.person_id)}")


def _setting(clients: Clients) -> str:
    value = "*" if clients is None else "{" + ",".join(str(int(one)) for one in clients) + "}"
    return f"set local cicero.clients = '{value}'"


def _person(person_id: int | None) -> str:
    return f"set local cicero.person = '{'' if person_id is None else int(person_id)}'"
