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
