"""The role of requests on a server where Cicero may not make roles: what an administrator has to run."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from cicero.db import APP_ROLE, migrate, open_pool
from cicero.errors import DatabaseError


@pytest.fixture
def owned(server: str) -> Iterator[str]:
    """An empty database whose owner may do nothing else on the server."""
    name = f"owner_{secrets.token_hex(6)}"
    password = secrets.token_hex(12)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("create role {} login password {}").format(Identifier(name), password))
        connection.execute(SQL("create database {} owner {}").format(Identifier(name), Identifier(name)))
        yield make_conninfo(server, dbname=name, user=name, password=password)
        connection.execute(SQL("drop database {} with (force)").format(Identifier(name)))
        connection.execute(SQL("drop role {}").format(Identifier(name)))


async def test_with_what_the_refusal_asks_for_requests_run_as_the_role(server: str, owned: str) -> None:
    with pytest.raises(DatabaseError, match=f"may not make the role {APP_ROLE}") as raised:
        migrate(owned)
    told = raised.value.hint.removeprefix("Have an administrator run: ")
    user = conninfo_to_dict(owned)["user"]
    assert told == f"create role {APP_ROLE} nologin; grant {APP_ROLE} to {user};"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(told.partition("; ")[2])  # type: ignore[call-overload]
    migrate(owned)
    async with open_pool(owned, 1, APP_ROLE) as pool, pool.connection() as connection:
        cursor = await connection.execute("select current_user, count(*) from person")
        assert await cursor.fetchone() == (APP_ROLE, 0)
