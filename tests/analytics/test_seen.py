"""Many accounts are checked at once: nothing else is seen with them, and nothing more afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from tests.analytics.world import Entry, write

from cicero import db
from cicero.analytics import Query, run_anew, seen
from cicero.analytics.result import Figure
from cicero.db import APP_ROLE, Connection, Scope, scoped
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
WATCH = "insert into client (client_id, slug, name) overriding system value values (7, 'kopi', 'Kopi')"


@pytest.fixture
async def watched(connection: Connection) -> None:
    """A client watches accounts 1 and 2; account 3 is another's."""
    await write(connection, [Entry(account_id=n, post_id=n, published_at=MAY.start) for n in (1, 2, 3)])
    await connection.execute(WATCH.encode())
    await connection.execute("insert into client_account select 7, n, 'own' from generate_series(1, 2) n")
    await connection.commit()


async def posts(connection: Connection, *accounts: int) -> Figure:
    query = Query(accounts=accounts, metrics=("posts",), period=MAY)
    return (await run_anew(connection, query)).totals.figures[0]


@pytest.mark.usefixtures("watched")
async def test_the_answer_is_the_same_and_the_scope_comes_back(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "MANY", 1)
    async with db.open_pool(database, 1, APP_ROLE) as pool, scoped(pool, Scope(1, (7,))) as connection:
        assert await posts(connection, 1, 2) == Figure(2, 2, 2)
        cursor = await connection.execute("select account_id from account order by account_id")
        assert await cursor.fetchall() == [(1,), (2,)]


@pytest.mark.usefixtures("watched")
async def test_an_account_of_somebody_else_is_left_out_as_ever(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "MANY", 1)
    async with db.open_pool(database, 1, APP_ROLE) as pool, scoped(pool, Scope(1, (7,))) as connection:
        assert await posts(connection, 1, 2, 3) == Figure(2, 2, 2)
