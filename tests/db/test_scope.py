"""The second wall between clients: what PostgreSQL itself lets the role see that requests run as."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from cicero import db
from cicero.db import APP_ROLE, EVERYTHING, NOBODY, Connection, Pool, Scope, scoped, widened

SHARED = {
    "installation": "one row about the whole installation, read by every page",
    "source": "how the sources do is told to everybody; their keys are sealed",
    "source_quota": "as source",
    "source_calls": "as source",
    "tag": "words of public posts; whose they are stands with the posts",
}
"""Tables without row-level security, and why nobody's secrets are in them. Reviewed by hand."""

FOREIGN_TO_US = ("procrastinate_", "_yoyo", "yoyo_")
"""Tables of libraries: jobs name accounts by id, and only administrators are shown any."""

CLIENTS = """
insert into client (client_id, slug, name) overriding system value
values (1, 'kopi', 'Kopi'), (2, 'teh', 'Teh');
insert into person (person_id, username, name) overriding system value
values (1, 'sari', 'Sari'), (2, 'budi', 'Budi');
insert into account (account_id, platform, handle) overriding system value
values (1, 'tiktok', 'kopi'), (2, 'tiktok', 'teh');
insert into client_person values (1, 1, 'manager'), (2, 2, 'manager');
insert into client_account values (1, 1, 'own'), (2, 2, 'own');
"""

ROWS = {
    "client_logo": "values ({n}, 'image/png', 'x')",
    "client_former_slug": "values ('old{n}', {n})",
    "import_file": "(client_id, fingerprint, path, size) values ({n}, 'x', 'x', 1)",
    "invitation": "(token_hash, email, client_id, role, expires_at)"
    " values ('{n}', 'a@b', {n}, 'viewer', now())",
    "post": "(account_id, post_id, platform, published_at, observed_at, first_seen_at)"
    " values ({n}, {n}, 'tiktok', now(), now(), now())",
    "post_snapshot": "(account_id, post_id, observed_at) values ({n}, {n}, now())",
    "account_snapshot": "(account_id, observed_at, followers) values ({n}, now(), 1)",
    "comment": "(account_id, post_id, comment_id, created_at, body, observed_at, first_seen_at)"
    " values ({n}, {n}, {n}, now(), 'x', now(), now())",
    "collection": "(account_id) values ({n})",
    "comment_collection": "values ({n}, {n}, now(), 1, 1, true)",
    "raw_payload": "values ({n}, now(), 'x', 'x', 'x', 'x')",
    "accuracy": "values ({n}, now(), 'x', 'live', 'likes', 1)",
    "picture": "(account_id, post_id, state, link) values ({n}, {n}, 'missing', gen_random_uuid())",
    "credential": "(person_id, password_hash) values ({n}, 'x')",
    "recovery_code": "values ({n}, 'x')",
    "session": "(token_hash, person_id, expires_at) values ('{n}', {n}, now())",
    "api_key": "(person_id, name, token_hash, hint, scopes) values ({n}, 'x', '{n}', 'x', '{{read}}')",
    "password_reset": "(token_hash, person_id, expires_at) values ('{n}', {n}, now())",
    "saved_view": "(client_id, person_id, name, page, query) values ({n}, {n}, 'x', 'dashboard', '')",
    "result": "(question, version, answer, accounts, body)"
    " values (gen_random_uuid(), 1, gen_random_uuid(), '{{{n}}}', 'x')",
    "answered": "(person_id, key, digest, status) values ({n}, 'x', 'x', 201)",
    "live_reading": "values ({n}, now(), 12)",
    "roster_member": "(client_id, member_id, code, name) overriding system value values ({n}, {n}, 'x', 'x')",
    "roster_former_handle": "values ({n}, {n}, 'tiktok', 'x', now())",
    "complaint": "(client_id, platform, member_id, body) values ({n}, 'tiktok', {n}, 'x')",
    "post_liker": "values ({n}, {n}, 'x', 'x', now(), now())",
    "liker_collection": "values ({n}, {n}, now(), 1, 1)",
    "comment_edit": "values ({n}, {n}, {n}, now(), 'x')",
    "comment_work": "(client_id, account_id, post_id, comment_id, state) values ({n}, {n}, {n}, {n}, 'seen')",
    "comment_note": "(client_id, account_id, post_id, comment_id, body) values ({n}, {n}, {n}, {n}, 'x')",
    "comment_correction": "(client_id, account_id, post_id, comment_id, what, corrected)"
    " values ({n}, {n}, {n}, {n}, 'sentiment', 'neutral')",
    "topic": "(client_id, name, words) values ({n}, 'x', '{{harga}}')",
    "erased_person": "(digest) values ('{n}')",
    "guess": "(bucket, tries) values ('{n}', 1)",
    "audit": "(actor, through, action, client_id) values ('x', 'session', 'x', {n})",
    "mail": "(recipient, subject) values ('a@b', 'x')",
}
"""A row of each guarded table for client, person and account number n."""

BY_TRIGGER = {"account_change", "follower_history", "post_growth"}
"""Tables that fill themselves with the rows above."""

FOR_ALL_ONLY = {"guess", "audit", "mail", "erased_person"}
"""Tables that no scope but everything reads."""

TABLES = """
select relname, relrowsecurity
from pg_class
where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
order by relname
"""


@pytest.fixture
def guarded(database: str) -> list[str]:
    """Every guarded table, filled for two clients that have nothing in common."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(CLIENTS)
        for table, row in ROWS.items():
            for n in (1, 2):
                connection.execute(f"insert into {table} {row.format(n=n)}")
        found = connection.execute(TABLES).fetchall()
    return [name for name, secured in found if secured]


@pytest.fixture
async def app(database: str, guarded: list[str]) -> AsyncIterator[Pool]:  # noqa: ARG001 - filled first
    """A pool of one connection, as requests have it, so that each test asks the same one again."""
    async with db.open_pool(database, 1, APP_ROLE) as pool:
        yield pool


async def seen(connection: Connection, table: str) -> int:
    cursor = await connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table)))
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


def test_every_table_is_guarded_or_shared_for_a_reason(database: str) -> None:
    with psycopg.connect(database) as connection:
        tables = connection.execute(TABLES).fetchall()
    open_ones = {name for name, secured in tables if not secured and not name.startswith(FOREIGN_TO_US)}
    assert open_ones == set(SHARED)


def test_every_guarded_table_is_tried_here(guarded: list[str]) -> None:
    by_hand = {*ROWS, "client", "person", "account", "client_person", "client_account"}
    assert set(guarded) == by_hand | BY_TRIGGER


async def test_without_a_scope_there_is_nothing(app: Pool, guarded: list[str]) -> None:
    async with app.connection() as connection:
        assert {table: await seen(connection, table) for table in guarded} == dict.fromkeys(guarded, 0)
    async with scoped(app, NOBODY) as connection:
        assert {table: await seen(connection, table) for table in guarded} == dict.fromkeys(guarded, 0)


async def test_the_role_holds_where_a_pooler_drops_the_options_of_a_session(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = psycopg.AsyncConnection.connect

    async def through_pooler(conninfo: str, **given: Any) -> psycopg.AsyncConnection[Any]:
        del given["options"]
        return await connect(conninfo, **given)

    monkeypatch.setattr(psycopg.AsyncConnection, "connect", through_pooler)
    async with db.open_pool(database, 1, APP_ROLE) as pool, pool.connection() as connection:
        cursor = await connection.execute("select current_user, current_setting('plan_cache_mode')")
        assert await cursor.fetchone() == (APP_ROLE, "auto")


async def test_a_client_sees_its_own_rows_alone(app: Pool, guarded: list[str]) -> None:
    counts = {}
    for scope in (Scope(1, (1,)), Scope(2, (2,)), EVERYTHING):
        async with scoped(app, scope) as connection:
            counts[scope] = {table: await seen(connection, table) for table in guarded}
    ours, theirs, everything = counts.values()
    for table in guarded:
        if table in FOR_ALL_ONLY:
            assert (ours[table], theirs[table], everything[table]) == (0, 0, 2), table
        else:
            assert ours[table] > 0, table
            assert ours[table] + theirs[table] == everything[table], table


async def test_what_is_seen_is_the_clients_own(app: Pool) -> None:
    async with scoped(app, Scope(1, (1,))) as connection:
        cursor = await connection.execute("select slug from client")
        assert await cursor.fetchall() == [("kopi",)]


async def test_a_view_that_is_not_shared_is_its_owners_alone(app: Pool, guarded: list[str]) -> None:
    assert "saved_view" in guarded
    for shared, expected in ((False, 0), (True, 1)):
        async with scoped(app, Scope(1, (1,))) as connection:
            await connection.execute("update saved_view set shared = %s", [shared])
        async with scoped(app, Scope(2, (1,))) as connection:
            assert await seen(connection, "saved_view") == expected
        async with scoped(app, Scope(1, (2,))) as connection:
            assert await seen(connection, "saved_view") == 0


async def test_foreign_rows_cannot_be_removed(app: Pool, guarded: list[str]) -> None:
    for table in set(guarded) - {"audit"}:
        async with scoped(app, Scope(1, (1,))) as connection:
            mine = await seen(connection, table)
            await connection.execute("savepoint before")
            cursor = await connection.execute(sql.SQL("delete from {}").format(sql.Identifier(table)))
            removed = cursor.rowcount
            await connection.execute("rollback to savepoint before")
        assert removed == mine, table


@pytest.mark.parametrize(
    "statement",
    [
        "insert into client_account values (2, 1, 'own')",
        "insert into client_person values (2, 1, 'manager')",
        "insert into post_snapshot (account_id, post_id, observed_at) values (2, 2, now())",
        "insert into comment_collection values (2, 3, now(), 1, 1, true)",
        "insert into session (token_hash, person_id, expires_at) values ('y', 2, now())",
        "insert into roster_member (client_id, code, name) values (2, 'y', 'Y')",
        "update roster_member set client_id = 2",
        "update comment_work set client_id = 2",
        "insert into topic (client_id, name, words) values (2, 'y', '{harga}')",
        "update client_person set client_id = 2",
        "update api_key set person_id = 2",
    ],
)
async def test_nothing_can_be_put_into_a_foreign_client(app: Pool, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        async with scoped(app, Scope(1, (1,))) as connection:
            await connection.execute(statement)  # type: ignore[call-overload]


async def test_a_scope_ends_with_its_transaction(app: Pool) -> None:
    async with scoped(app, EVERYTHING) as connection:
        assert await seen(connection, "client") == 2
    async with app.connection() as connection:
        assert await seen(connection, "client") == 0


async def test_a_scope_ends_with_a_transaction_that_failed(app: Pool) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        async with scoped(app, EVERYTHING) as connection:
            await connection.execute("select 1 / 0")
    async with app.connection() as connection:
        assert await seen(connection, "client") == 0


async def test_a_widened_block_ends_with_its_end(app: Pool) -> None:
    async with scoped(app, Scope(1, (1,))) as connection:
        async with widened(connection):
            assert await seen(connection, "client") == 2
        assert await seen(connection, "client") == 1


async def test_a_widened_block_ends_with_an_error_too(app: Pool) -> None:
    async with scoped(app, Scope(1, (1,))) as connection:
        with pytest.raises(ValueError, match="of ours"):
            async with widened(connection):
                raise ValueError("of ours")
        assert await seen(connection, "client") == 1


async def test_widened_blocks_lie_within_each_other(app: Pool) -> None:
    async with scoped(app, Scope(1, (1,))) as connection, widened(connection):
        async with widened(connection):
            assert await seen(connection, "client") == 2
        assert await seen(connection, "client") == 2


async def test_what_is_rolled_back_to_a_savepoint_keeps_the_scope(app: Pool) -> None:
    async with scoped(app, Scope(1, (1,))) as connection:
        with pytest.raises(psycopg.errors.DivisionByZero):
            async with connection.transaction(), widened(connection):
                await connection.execute("select 1 / 0")
        assert await seen(connection, "client") == 1


def one(database: str, query: str) -> Any:
    with psycopg.connect(database) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[call-overload]
    return row[0] if row else None


def test_the_role_owns_nothing_and_cannot_sign_in(database: str) -> None:
    assert one(database, f"select count(*) from pg_class where relowner = '{APP_ROLE}'::regrole") == 0
    flags = "rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb"
    assert one(database, f"select {flags} from pg_roles where rolname = '{APP_ROLE}'") is False


@pytest.mark.parametrize(
    "statement",
    [
        "alter table client disable row level security",
        "drop policy scope on client",
        "create policy wide on client using (true)",
        "truncate audit",
        "delete from audit",
        "update audit set actor = 'nobody'",
        "alter table audit disable trigger all",
    ],
)
async def test_the_role_cannot_take_the_wall_down(app: Pool, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with scoped(app, EVERYTHING) as connection:
            await connection.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize("statement", ["truncate audit", "delete from audit", "update audit set actor = 'x'"])
@pytest.mark.usefixtures("guarded")
def test_not_even_the_owner_changes_the_audit_log(database: str, statement: str) -> None:
    with (
        psycopg.connect(database) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="append-only"),
    ):
        connection.execute(statement)  # type: ignore[call-overload]
