"""Sessions end, move on with use, and never wait for each other."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from cicero import auth
from cicero.db import Connection, Pool
from cicero.errors import AuthError

PASSWORD = "tiga cangkir kopi"


@pytest.fixture
async def sari(connection: Connection) -> auth.Person:
    return await auth.create_person(
        connection, username="sari", name="Sari", password=PASSWORD, is_admin=False
    )


async def enter(connection: Connection, **changed: Any) -> str:
    given: dict[str, Any] = {"user_agent": "curl", "address": "127.0.0.1", **changed}
    return await auth.sign_in(connection, "sari", PASSWORD, **given)


async def rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    cursor = await connection.execute(query)  # type: ignore[arg-type]
    return await cursor.fetchall()


async def test_the_token_is_known_only_to_the_person(connection: Connection, sari: auth.Person) -> None:
    token = await enter(connection, days=7)
    found = await auth.find_access(connection, token)
    assert found is not None
    assert found.person == sari
    assert await rows(
        connection,
        "select token_hash, person_id, user_agent, address, expires_at - created_at = '7 days' from session",
    ) == [(sha256(token.encode()).digest(), sari.person_id, "curl", "127.0.0.1", True)]


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "x" * 10_000])
@pytest.mark.usefixtures("sari")
async def test_a_made_up_token_is_nobody(connection: Connection, token: str) -> None:
    await enter(connection)
    assert await auth.find_access(connection, token) is None


@pytest.mark.parametrize(
    ("username", "password"),
    [("sari", "tiga cangkir kop"), ("sari", ""), ("nobody", PASSWORD), ("sari\x00", PASSWORD), ("", "")],
)
@pytest.mark.usefixtures("sari")
async def test_every_refusal_is_the_same(connection: Connection, username: str, password: str) -> None:
    with pytest.raises(AuthError) as refusal:
        await auth.sign_in(connection, username, password, user_agent=None, address=None)
    assert str(refusal.value) == "The username or the password is wrong."
    assert await rows(connection, "select from session") == []


@pytest.mark.usefixtures("sari")
async def test_use_moves_the_end_on_once_a_minute(connection: Connection) -> None:
    token = await enter(connection, days=7)
    began = "created_at + interval '3 days'"
    await connection.execute("update session set created_at = created_at - interval '3 days'")
    await connection.execute(
        "update session set last_seen_at = created_at, expires_at = created_at + interval '7 days'"
    )
    seen = f"select last_seen_at >= {began}, expires_at - last_seen_at = '7 days', last_seen_at from session"
    assert (await rows(connection, seen))[0][:2] == (False, True)
    await auth.find_access(connection, token)
    (moved,) = await rows(connection, seen)
    assert moved[:2] == (True, True)
    await auth.find_access(connection, token)
    assert await rows(connection, seen) == [moved]


@pytest.mark.usefixtures("sari")
async def test_an_unused_session_ends(connection: Connection) -> None:
    token = await enter(connection)
    await connection.execute("update session set expires_at = now() - interval '1 second'")
    assert await auth.find_access(connection, token) is None
    await enter(connection)
    assert len(await rows(connection, "select from session")) == 1


@pytest.mark.usefixtures("sari")
async def test_signing_out_ends_one_session_of_several(connection: Connection) -> None:
    first, second = await enter(connection), await enter(connection)
    await auth.sign_out(connection, first)
    await auth.sign_out(connection, first)
    assert await auth.find_access(connection, first) is None
    assert await auth.find_access(connection, second) is not None


@pytest.mark.usefixtures("sari")
async def test_requests_of_a_session_do_not_wait_for_each_other(connection: Connection, pool: Pool) -> None:
    """A page asks for its parts at once; the first one's transaction may take its time."""
    token = await enter(connection)
    await connection.execute("update session set last_seen_at = now() - interval '1 hour'")
    async with pool.connection() as slow, slow.transaction():
        await auth.find_access(slow, token)
        async with pool.connection() as quick:
            assert await asyncio.wait_for(auth.find_access(quick, token), timeout=20) is not None
    ((seen,),) = await rows(connection, "select last_seen_at from session")
    assert (datetime.now(UTC) - seen).total_seconds() < 1800


@pytest.mark.parametrize(
    ("authorization", "cookie", "token"),
    [
        (None, None, None),
        (None, "c", "c"),
        ("Bearer t", "c", "t"),
        ("bearer  t ", None, "t"),
        ("Basic t", "c", None),
        ("", "c", None),
        ("Bearer", "c", None),
    ],
)
def test_the_header_alone_counts_where_there_is_one(
    authorization: str | None, cookie: str | None, token: str | None
) -> None:
    assert auth.token_in(authorization, cookie) == token
