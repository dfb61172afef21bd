"""Migrations: numbered, once each, all or nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cicero.db import migrate, migration
from cicero.db.migration import MIGRATIONS
from cicero.errors import DatabaseError

TABLES = (
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1"
)


@pytest.fixture
def empty(database: str) -> str:
    """A database with nothing in it."""
    with psycopg.connect(database) as connection:
        connection.execute("drop schema public cascade; create schema public")
    return database


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.sql").write_text(text)
    return folder


def tables(conninfo: str) -> list[str]:
    with psycopg.connect(conninfo) as connection:
        return [name for (name,) in connection.execute(TABLES) if "yoyo" not in name]


def test_the_files_are_numbered_without_gaps_and_named() -> None:
    names = sorted(path.name for path in MIGRATIONS.iterdir() if path.suffix == ".sql")
    assert [name[:5] for name in names] == [f"{number:04}_" for number in range(1, len(names) + 1)]
    assert {path.suffix for path in MIGRATIONS.iterdir()} == {".sql"}


def test_all_are_applied_in_order_and_only_once(empty: str) -> None:
    assert migrate(empty) == sorted(path.stem for path in MIGRATIONS.glob("*.sql"))
    assert migrate(empty) == []


def test_a_migrated_database_takes_only_what_is_new(empty: str, tmp_path: Path) -> None:
    write(tmp_path, **{"0001_a": "create table a (n int); insert into a values (7);"})
    assert migrate(empty, tmp_path) == ["0001_a"]
    write(tmp_path, **{"0002_b": "alter table a add m int default 8; create table b ();"})
    assert migrate(empty, tmp_path) == ["0002_b"]
    with psycopg.connect(empty) as connection:
        assert connection.execute("select n, m from a").fetchall() == [(7, 8)]


def test_a_migration_that_fails_leaves_nothing_behind(empty: str, tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            "0001_a": "create table a ();",
            "0002_b": "create table b (n int); insert into b select 1 / 0;",
            "0003_c": "create table c ();",
        },
    )
    with pytest.raises(DatabaseError) as raised:
        migrate(empty, tmp_path)
    assert str(raised.value) == "The migration 0002_b failed: division by zero."
    assert "Nothing of it was kept" in raised.value.hint
    assert tables(empty) == ["a"]
    write(tmp_path, **{"0002_b": "create table b ();"})
    assert migrate(empty, tmp_path) == ["0002_b", "0003_c"]
    assert tables(empty) == ["a", "b", "c"]


def test_percent_signs_comments_and_functions_are_taken_as_they_are(empty: str, tmp_path: Path) -> None:
    text = """
    -- 100 % of it; with a semicolon
    create table a (t text check (t not like '%;%'));
    create function f() returns int language plpgsql as $$ begin perform 1; return 7; end $$;
    """
    migrate(empty, write(tmp_path, **{"0001_a": text}))
    with psycopg.connect(empty) as connection:
        assert connection.execute("select f()").fetchone() == (7,)


def test_a_migration_killed_halfway_leaves_nothing_and_blocks_nobody(empty: str, tmp_path: Path) -> None:
    write(tmp_path, **{"0001_a": "create table a (); select pg_sleep(120);"})
    code = "from pathlib import Path\nfrom cicero.db import migrate\n"
    code += f"migrate({empty!r}, Path({str(tmp_path)!r}))"
    other = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    with psycopg.connect(empty, autocommit=True) as connection:
        asleep = (
            "select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()"
        )
        while connection.execute(asleep).fetchone() is None:
            threading.Event().wait(0.05)
        other.send_signal(signal.SIGKILL)
        other.wait()
        connection.execute("select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'")
    write(tmp_path, **{"0001_a": "create table a ();"})
    assert migrate(empty, tmp_path) == ["0001_a"]


def test_a_stale_lock_row_of_yoyo_blocks_nobody(empty: str, tmp_path: Path) -> None:
    with psycopg.connect(empty) as connection:
        connection.execute(
            "create table yoyo_lock (locked int primary key, ctime timestamp, pid int not null)"
        )
        connection.execute("insert into yoyo_lock values (1, now(), 12345)")
    assert migrate(empty, write(tmp_path, **{"0001_a": "create table a ();"})) == ["0001_a"]


def test_two_that_migrate_at_once_apply_each_migration_once(empty: str, tmp_path: Path) -> None:
    write(tmp_path, **{"0001_a": "create table a (); select pg_sleep(0.3);", "0002_b": "create table b ();"})
    applied: list[list[str]] = []
    threads = [threading.Thread(target=lambda: applied.append(migrate(empty, tmp_path))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(applied) == [[], [], ["0001_a", "0002_b"]]


def test_a_database_of_a_newer_cicero_is_refused(empty: str, tmp_path: Path) -> None:
    write(tmp_path, **{"0001_a": "create table a ();", "0002_later": "create table b ();"})
    migrate(empty, tmp_path)
    (tmp_path / "0002_later.sql").unlink()
    with pytest.raises(DatabaseError) as raised:
        migrate(empty, tmp_path)
    assert str(raised.value) == "This database was made by a newer Cicero: it has the migration 0002_later."


def test_waiting_for_another_that_migrates_ends(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migration, "LONGEST_WAIT", "50ms")
    with psycopg.connect(empty, autocommit=True) as other:
        other.execute("select pg_advisory_lock(%s)", [migration.LOCK])
        with pytest.raises(DatabaseError, match="Another Cicero has been migrating this database for 50ms"):
            migrate(empty, tmp_path)


def test_a_server_that_is_not_there_is_called_so_without_the_password() -> None:
    with pytest.raises(DatabaseError) as raised:
        migrate("postgresql://u:hunter2@127.0.0.1:1/x")
    assert "Connection refused" in str(raised.value)
    assert "hunter2" not in str(raised.value)


def test_nothing_of_a_migration_is_printed(
    empty: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    migrate(empty, write(tmp_path, **{"0001_a": "create table a (); select 1;"}))
    assert capfd.readouterr() == ("", "")


def test_the_account_needs_no_name_on_this_machine(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody_known() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody_known)
    assert migrate(empty, write(tmp_path, **{"0001_a": "create table a ();"})) == ["0001_a"]


def test_search_path_of_the_address_is_respected(empty: str, tmp_path: Path) -> None:
    with psycopg.connect(empty) as connection:
        connection.execute("create schema mine")
    there = make_conninfo(empty, options="-c search_path=mine")
    migrate(there, write(tmp_path, **{"0001_a": "create table a ();"}))
    assert tables(empty) == []
    assert conninfo_to_dict(there)["options"] == "-c search_path=mine"
    assert migrate(there, tmp_path) == []


def test_tags_that_stood_apart_come_to_their_posts(empty: str, tmp_path: Path) -> None:
    for path in MIGRATIONS.glob("*.sql"):
        if path.name < "0016":
            shutil.copy(path, tmp_path)
    migrate(empty, tmp_path)
    with psycopg.connect(empty) as connection:
        connection.execute(
            "insert into post (account_id, post_id, platform, published_at, observed_at, first_seen_at)"
            " select 1, n, 'tiktok', now(), now(), now() from generate_series(1, 3) n"
        )
        connection.execute(
            "insert into post_tag values (1, 1, '#', 'kopi'), (1, 1, '@', 'kopi'), (1, 2, '#', 'gayo')"
        )
        connection.execute("insert into post_tag select 1, 3, '#', 'tag' || n from generate_series(1, 600) n")
    migrate(empty)
    with psycopg.connect(empty) as connection:
        found = connection.execute(
            "select post_id, count(*), array_agg(sign || tag order by sign) filter (where post_id < 3)"
            " from post join tag on tag_id = any(tags) group by 1 order by 1"
        ).fetchall()
    assert found == [(1, 2, ["#kopi", "@kopi"]), (2, 1, ["#gayo"]), (3, 500, None)]
