"""A backup and its way back: all of it or nothing, and never over data by accident."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cicero.config import Settings, load
from cicero.db import APP_ROLE, backups, migrate
from cicero.errors import CiceroError, ConflictError, FormatError, InputError

POSTS = "select account_id, post_id, caption, likes, also_under from post order by post_id"
KEPT = [(1, -5, "tab\tnew\nline \\ 'quote' 🎉", None, [3, 4]), (1, 7, None, 0, None)]


@pytest.fixture
def settings(database: str) -> Settings:
    return load({"DATABASE_URL": database})


@pytest.fixture
def other(server: str, database: str) -> str:
    """A second database, without tables."""
    name = f"{conninfo_to_dict(database)['dbname']}_other"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")  # type: ignore[call-overload]
    return make_conninfo(server, dbname=name)


def fill(conninfo: str, rows: int = 2) -> None:
    with psycopg.connect(conninfo) as connection:
        for account, post, caption, likes, under in KEPT[:rows]:
            connection.execute(
                "insert into post (account_id, post_id, platform, published_at, caption, likes, also_under,"
                " observed_at, first_seen_at) values (%s, %s, 'tiktok', now(), %s, %s, %s, now(), now())",
                [account, post, caption, likes, under],
            )


def posts(conninfo: str) -> list[tuple[object, ...]]:
    with psycopg.connect(conninfo) as connection:
        return connection.execute(POSTS).fetchall()


def changes(conninfo: str) -> int:
    """Rows that tell which kept answers are out of date: of use only where they were noted."""
    with psycopg.connect(conninfo) as connection:
        row = connection.execute("select count(*) from account_change").fetchone()
    return int(row[0]) if row else 0


def may(conninfo: str) -> list[tuple[object, ...]]:
    """What the role of requests may do with which table, and which rows it is held to."""
    with psycopg.connect(conninfo) as connection:
        return (
            connection.execute(
                "select table_name, privilege_type from information_schema.role_table_grants"
                " where grantee = %s order by 1, 2",
                [APP_ROLE],
            ).fetchall()
            + connection.execute(
                "select relname, relrowsecurity, polname, pg_get_expr(polqual, polrelid)"
                " from pg_class join pg_policy on polrelid = pg_class.oid order by 1, 3"
            ).fetchall()
        )


def seen(conninfo: str, clients: str) -> int:
    """How many clients a request sees that covers `clients`."""
    with psycopg.connect(conninfo) as connection:
        connection.execute(f"set role {APP_ROLE}")  # type: ignore[call-overload]
        connection.execute("select set_config('cicero.clients', %s, true)", [clients])
        row = connection.execute("select count(*) from client").fetchone()
    return int(row[0]) if row else 0


def schema(conninfo: str) -> list[tuple[object, ...]]:
    with psycopg.connect(conninfo) as connection:
        return (
            connection.execute(
                "select table_name, column_name, data_type, is_nullable, column_default, identity_generation"
                " from information_schema.columns where table_schema = 'public' order by 1, ordinal_position"
            ).fetchall()
            + connection.execute(
                "select indexdef from pg_indexes where schemaname = 'public' order by 1"
            ).fetchall()
        )


def test_there_and_back_again_everything_is_the_same(
    settings: Settings, database: str, other: str, tmp_path: Path
) -> None:
    fill(database)
    file = tmp_path / "backup"
    assert backups.back_up(settings, database, file, replace=False) == file.stat().st_size
    assert file.stat().st_mode & 0o777 == 0o600
    backups.restore(settings, other, file, replace=False)
    assert posts(other) == KEPT
    assert changes(database) > 0
    assert changes(other) == 0
    assert schema(other) == schema(database)
    assert migrate(other) == []
    second = tmp_path / "second"
    backups.back_up(settings, other, second, replace=False)
    backups.restore(settings, other, second, replace=True)
    assert posts(other) == KEPT


def test_a_restored_database_is_open_to_requests_again(
    settings: Settings, database: str, other: str, tmp_path: Path
) -> None:
    """A backup holds neither the role that requests run as nor what it may: both come back."""
    fill(database)
    with psycopg.connect(database) as connection:
        connection.execute("insert into client (slug, name) values ('kopi', 'Kopi')")
        connection.execute("insert into audit (actor, through, action) values ('x', 'x', 'x.x')")
    backups.back_up(settings, database, tmp_path / "backup", replace=False)
    backups.restore(settings, other, tmp_path / "backup", replace=False)
    assert may(other) == may(database)
    assert [seen(other, scope) for scope in ("", "*")] == [0, 1]
    with psycopg.connect(other) as connection:
        connection.execute(f"set role {APP_ROLE}")  # type: ignore[call-overload]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("delete from audit")


def test_a_migrated_database_without_rows_counts_as_empty(
    settings: Settings, database: str, other: str, tmp_path: Path
) -> None:
    fill(database)
    backups.back_up(settings, database, tmp_path / "backup", replace=False)
    migrate(other)
    backups.restore(settings, other, tmp_path / "backup", replace=False)
    assert posts(other) == KEPT


def test_data_is_not_overwritten_unless_asked_to(settings: Settings, database: str, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    backups.back_up(settings, database, file, replace=False)
    fill(database)
    with pytest.raises(ConflictError) as raised:
        backups.restore(settings, database, file, replace=False)
    assert str(raised.value) == "The database is not empty: there are rows in post."
    assert "--replace" in raised.value.hint
    assert posts(database) == KEPT
    backups.restore(settings, database, file, replace=True)
    assert posts(database) == []


def test_a_backup_is_not_overwritten_unless_asked_to(
    settings: Settings, database: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    file.write_text("precious")
    with pytest.raises(ConflictError, match="is there already"):
        backups.back_up(settings, database, file, replace=False)
    assert file.read_text() == "precious"
    backups.back_up(settings, database, file, replace=True)
    assert file.read_bytes()[:5] == b"PGDMP"


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.995])
def test_a_damaged_backup_changes_nothing(
    settings: Settings, database: str, other: str, tmp_path: Path, kept: float
) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into comment"
            " (account_id, post_id, comment_id, created_at, body, observed_at, first_seen_at)"
            " select 1, 1, n, now(), md5(n::text), now(), now() from generate_series(1, 20000) n"
        )
    file = tmp_path / "backup"
    backups.back_up(settings, database, file, replace=False)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * kept)])
    migrate(other)
    fill(other)
    with pytest.raises(CiceroError, match="The backup"):
        backups.restore(settings, other, file, replace=True)
    assert posts(other) == KEPT


def test_a_restore_that_the_server_refuses_changes_nothing(
    settings: Settings, database: str, other: str, tmp_path: Path
) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("create schema elsewhere; create table elsewhere.in_the_way ()")
    file = tmp_path / "backup"
    backups.back_up(settings, database, file, replace=False)
    migrate(other)
    fill(other)
    with psycopg.connect(other) as connection:
        connection.execute("create schema elsewhere; create table elsewhere.in_the_way ()")
    with pytest.raises(CiceroError) as raised:
        backups.restore(settings, other, file, replace=True)
    assert 'schema "elsewhere" already exists' in str(raised.value)
    assert raised.value.hint == "The database is as it was before."
    assert posts(other) == KEPT


@pytest.mark.parametrize("content", [b"", b"PGD", b"{}", b"-- PostgreSQL database dump"])
def test_what_is_no_backup_is_called_so(
    settings: Settings, database: str, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(FormatError, match="is not a backup made by"):
        backups.restore(settings, database, tmp_path / "file", replace=False)


def test_a_file_that_is_not_there_is_called_so(settings: Settings, database: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file or directory"):
        backups.restore(settings, database, tmp_path / "file", replace=False)
    with pytest.raises(InputError, match="cannot be written: No such file or directory"):
        backups.back_up(settings, database, tmp_path / "no" / "folder", replace=False)


def test_a_backup_of_a_newer_cicero_is_refused(settings: Settings, database: str, tmp_path: Path) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("insert into _yoyo_migration values ('x', '9999_later', now())")
    backups.back_up(settings, database, tmp_path / "backup", replace=False)
    with pytest.raises(ConflictError, match="was made by a newer Cicero: it has the migration 9999_later"):
        backups.restore(settings, database, tmp_path / "backup", replace=True)


def test_a_backup_of_something_else_is_refused(
    settings: Settings, database: str, other: str, tmp_path: Path
) -> None:
    backups.back_up(settings, other, tmp_path / "backup", replace=False)
    with pytest.raises(FormatError, match="is a backup of another database"):
        backups.restore(settings, database, tmp_path / "backup", replace=True)


def test_the_password_is_not_among_the_arguments(settings: Settings, database: str) -> None:
    password = str(conninfo_to_dict(database)["password"])
    command = backups.command(settings, database, "psql")
    assert password not in " ".join(command.line)
    assert command.environment == {**os.environ, "PGPASSWORD": password}


def test_a_server_that_is_not_there_is_called_so(settings: Settings, tmp_path: Path) -> None:
    address = "host=127.0.0.1 port=1 password=hunter2"
    with pytest.raises(CiceroError) as raised:
        backups.back_up(settings, address, tmp_path / "backup", replace=False)
    assert "Connection refused" in str(raised.value)
    assert "hunter2" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []
