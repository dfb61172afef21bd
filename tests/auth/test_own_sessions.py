"""Somebody's own sessions: told page by page, ended one by one or all others at once."""

from __future__ import annotations

import pytest

from cicero import auth
from cicero.auth import Person
from cicero.db import Connection, Pool, Scope, scoped
from cicero.errors import NotFoundError


async def person(connection: Connection, username: str) -> Person:
    return await auth.create_person(
        connection, username=username, name=username, password="tiga cangkir kopi", is_admin=False
    )


async def signed_in(connection: Connection, who: Person) -> str:
    return await auth.start_session(
        connection, who.person_id, user_agent="curl/8", address="192.0.2.7", days=1
    )


async def newest(connection: Connection, who: Person) -> auth.Session:
    return (await auth.sessions_of(connection, who.person_id, limit=1))[0]


async def test_pages_of_sessions_meet_and_leave_none_out(connection: Connection) -> None:
    sari, budi = await person(connection, "sari"), await person(connection, "budi")
    await signed_in(connection, budi)
    for _ in range(5):
        await signed_in(connection, sari)
    await connection.execute(
        "update session set expires_at = now() where session_id = (select min(session_id) + 1 from session)"
    )
    seen: list[int] = []
    while found := await auth.sessions_of(
        connection, sari.person_id, before=seen[-1] if seen else None, limit=3
    ):
        seen += [one.session_id for one in found]
        assert {(one.user_agent, one.address) for one in found} == {("curl/8", "192.0.2.7")}
    assert len(seen) == 4 == await auth.count_sessions(connection, sari.person_id)
    assert seen == sorted(seen, reverse=True)


async def test_a_session_ends_and_another_persons_does_not(connection: Connection) -> None:
    sari, budi = await person(connection, "sari"), await person(connection, "budi")
    token, other = await signed_in(connection, sari), await signed_in(connection, budi)
    mine, foreign = await newest(connection, sari), await newest(connection, budi)
    with pytest.raises(NotFoundError):
        await auth.end_own_session(connection, sari.person_id, foreign.session_id)
    await auth.end_own_session(connection, sari.person_id, mine.session_id)
    with pytest.raises(NotFoundError):
        await auth.end_own_session(connection, sari.person_id, mine.session_id)
    assert await auth.find_access(connection, token) is None
    assert await auth.find_access(connection, other)


async def test_all_others_end_and_this_one_stays(connection: Connection) -> None:
    sari, budi = await person(connection, "sari"), await person(connection, "budi")
    for _ in range(3):
        await signed_in(connection, sari)
    kept, foreign = await signed_in(connection, sari), await signed_in(connection, budi)
    here = await auth.find_access(connection, kept)
    assert here is not None
    assert await auth.end_other_sessions(connection, sari.person_id, here.session_id) == 3
    assert await auth.count_sessions(connection, sari.person_id) == 1
    assert await auth.find_access(connection, kept)
    assert await auth.find_access(connection, foreign)


async def test_the_database_shows_nobody_the_sessions_of_another(connection: Connection, pool: Pool) -> None:
    sari, budi = await person(connection, "sari"), await person(connection, "budi")
    await signed_in(connection, budi)
    async with scoped(pool, Scope(sari.person_id, ())) as narrow:
        await narrow.execute("set local role cicero_app")
        assert await auth.sessions_of(narrow, budi.person_id, limit=9) == []
        assert await auth.end_other_sessions(narrow, budi.person_id, None) == 0
