"""Who an account is: the platform's id leads, a handle may move, a display name says least."""

from __future__ import annotations

from cicero import accounts
from cicero.db import Connection
from cicero.records import AccountRef


async def resolve(connection: Connection, **said: str) -> int:
    ref = AccountRef(platform="tiktok", **said)  # type: ignore[arg-type]
    return (await accounts.resolve(connection, [ref]))[ref]


async def handles(connection: Connection) -> dict[int, str | None]:
    cursor = await connection.execute("select account_id, handle from account")
    return dict(await cursor.fetchall())


async def test_the_same_account_is_found_again(connection: Connection) -> None:
    first = await resolve(connection, handle="kopi")
    assert await resolve(connection, handle="kopi") == first
    assert await resolve(connection, handle="kopi", platform_id="1") == first
    assert await resolve(connection, platform_id="1") == first


async def test_a_renamed_account_keeps_its_id(connection: Connection) -> None:
    first = await resolve(connection, platform_id="1", handle="kopi")
    assert await resolve(connection, platform_id="1", handle="kopi.baru") == first
    assert await handles(connection) == {first: "kopi.baru"}


async def test_a_handle_taken_over_by_another_account_leaves_the_first(connection: Connection) -> None:
    first = await resolve(connection, platform_id="1", handle="kopi")
    second = await resolve(connection, platform_id="2", handle="kopi")
    assert second != first
    assert await handles(connection) == {first: None, second: "kopi"}


async def test_a_display_name_is_an_account_of_its_own(connection: Connection) -> None:
    named = await resolve(connection, name="Kopi Contoh")
    assert await resolve(connection, name="kopi contoh") == named
    assert await resolve(connection, handle="kopi") != named


async def test_the_same_handle_on_another_network_is_another_account(connection: Connection) -> None:
    tiktok = await resolve(connection, handle="kopi")
    instagram = AccountRef(platform="instagram", handle="kopi")
    assert (await accounts.resolve(connection, [instagram]))[instagram] != tiktok


async def test_known_changed_and_new_accounts_are_resolved_together(connection: Connection) -> None:
    known = await resolve(connection, platform_id="1", handle="kopi", name="Kopi")
    renamed = await resolve(connection, platform_id="2", handle="teh", name="Teh")
    handle_only = await resolve(connection, handle="susu")
    refs = [
        AccountRef(platform="tiktok", platform_id="1", handle="kopi", name="Kopi"),
        AccountRef(platform="tiktok", platform_id="2", handle="teh", name="Teh Baru"),
        AccountRef(platform="tiktok", handle="susu"),
        AccountRef(platform="tiktok", platform_id="3", handle="roti"),
        AccountRef(platform="instagram", platform_id="1", handle="kopi", name="Kopi"),
    ]
    ids = await accounts.resolve(connection, refs)
    assert [ids[ref] for ref in refs[:3]] == [known, renamed, handle_only]
    assert len(set(ids.values())) == 5
    cursor = await connection.execute("select account_id, name from account where name is not null")
    assert dict(await cursor.fetchall()) == {known: "Kopi", renamed: "Teh Baru", ids[refs[4]]: "Kopi"}


async def test_of_an_account_that_is_known_nothing_is_written(connection: Connection) -> None:
    await resolve(connection, platform_id="1", handle="kopi", name="Kopi")
    cursor = await connection.execute("select xmin::text, * from account")
    before = await cursor.fetchall()
    for said in (
        {"platform_id": "1"},
        {"handle": "kopi"},
        {"platform_id": "1", "handle": "kopi", "name": "Kopi"},
    ):
        await resolve(connection, **said)
    cursor = await connection.execute("select xmin::text, * from account")
    assert await cursor.fetchall() == before
