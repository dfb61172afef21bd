"""The life of the embedded server: started, shared, stopped, killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest

from cicero.config import Settings
from cicero.db import database, ensure_database, migrate, running, server, stop_database
from cicero.db.embedded import folders
from cicero.errors import DatabaseError

from .conftest import postmaster, python, started_at

COUNT = "select count(*), min(n), max(n) from kept"


def test_what_was_stored_is_there_after_a_restart(settings: Settings) -> None:
    with database(settings) as conninfo, psycopg.connect(conninfo) as connection:
        connection.execute("create table kept as select 7 as n")
        first = started_at(conninfo)
    assert postmaster(settings) is None
    with database(settings) as conninfo, psycopg.connect(conninfo) as connection:
        assert connection.execute(COUNT).fetchone() == (1, 7, 7)
        assert started_at(conninfo) != first


def test_the_database_is_our_own_and_settings_are_ours(settings: Settings) -> None:
    names = (
        "listen_addresses",
        "jit",
        "max_parallel_workers_per_gather",
        "work_mem",
        "random_page_cost",
        "max_wal_size",
        "checkpoint_timeout",
        "autovacuum",
        "fsync",
        "wal_compression",
    )
    with database(settings) as conninfo, psycopg.connect(conninfo) as connection:
        shown = {name: connection.execute(f"show {name}").fetchone() for name in names}  # type: ignore[call-overload]
        row = connection.execute(
            "select current_database(), current_user, datcollate, pg_encoding_to_char(encoding) "
            "from pg_database where datname = current_database()"
        ).fetchone()
    assert row == ("cicero", "cicero", "C.UTF-8", "UTF8")
    assert shown == {
        "listen_addresses": ("",),
        "jit": ("off",),
        "max_parallel_workers_per_gather": ("0",),
        "work_mem": ("16MB",),
        "random_page_cost": ("1.1",),
        "max_wal_size": ("2GB",),
        "checkpoint_timeout": ("15min",),
        "autovacuum": ("on",),
        "fsync": ("on",),
        "wal_compression": ("pglz",),
    }


def test_a_setting_changed_by_hand_wins_and_survives(settings: Settings) -> None:
    with running(settings) as conninfo, psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("alter system set work_mem = '33MB'")
    with running(settings) as conninfo, psycopg.connect(conninfo) as connection:
        assert connection.execute("show work_mem").fetchone() == ("33MB",)


def test_no_port_of_the_server_is_open(settings: Settings) -> None:
    with running(settings):
        process = postmaster(settings)
        mine = {str(fd.readlink()) for fd in Path(f"/proc/{process}/fd").iterdir()}
        listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
        open_inodes = {line.split()[9] for line in listening.splitlines()[1:] if line and "inode" not in line}
    assert {f"socket:[{inode}]" for inode in open_inodes} & mine == set()


def test_only_the_password_opens_it(settings: Settings) -> None:
    with running(settings) as conninfo, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(conninfo, password="guessed")


def test_folders_are_closed_to_others(settings: Settings) -> None:
    with running(settings):
        home = settings.data_dir / "postgres"
        modes = {path.name: oct(path.stat().st_mode & 0o777) for path in home.iterdir()}
    owners_only = {name: modes[name] for name in ("data", "socket", "log", "password", "users.lock")}
    assert owners_only == {
        "data": "0o700",
        "socket": "0o700",
        "log": "0o700",
        "password": "0o600",
        "users.lock": "0o600",
    }


def test_the_last_one_to_leave_stops_it(settings: Settings) -> None:
    other = python(
        "from cicero.db import running\nwith running(settings): print('in', flush=True); input()", settings
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "in\n"
    with running(settings):
        pass
    assert postmaster(settings) is not None
    other.communicate("\n")
    assert postmaster(settings) is None


def test_a_connection_made_by_other_means_keeps_it_running(settings: Settings) -> None:
    with running(settings) as conninfo:
        by_hand = psycopg.connect(conninfo)
    assert postmaster(settings) is not None
    by_hand.close()
    with running(settings):
        pass
    assert postmaster(settings) is None


def test_ensured_it_keeps_running_until_it_is_stopped(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_kept", kept := [])
    first = started_at(ensure_database(settings))
    with running(settings) as conninfo:
        assert started_at(conninfo) == first
    assert postmaster(settings) is not None
    stop_database(settings)
    assert postmaster(settings) is None
    os.close(kept[0])


def test_started_three_times_at_once_there_is_one_server(fresh: Settings) -> None:
    settings = fresh
    code = """
from cicero.db import database
import psycopg
with database(settings) as conninfo:
    connection = psycopg.connect(conninfo)
    print(connection.execute("select pg_postmaster_start_time()::text").fetchone()[0], flush=True)
    connection.close()
    input()
"""
    others = [python(code, settings) for _ in range(3)]
    starts = {other.stdout.readline() for other in others if other.stdout}
    assert len(starts) == 1
    assert starts != {""}
    for other in others:
        other.communicate("\n")
    assert [other.returncode for other in others] == [0, 0, 0]
    assert postmaster(settings) is None


def test_nothing_committed_is_lost_when_the_server_is_killed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LOOK_EVERY", 3600)
    with running(settings) as conninfo:
        with psycopg.connect(conninfo) as connection:
            connection.execute("create table kept (n int)")
        acknowledged = _insert_until_killed(conninfo, postmaster(settings))
        migrate_after = ensure_again(settings)
        with psycopg.connect(migrate_after) as connection:
            count, first, last = connection.execute(COUNT).fetchone() or (0, 0, 0)
    assert first == 1
    assert last == count
    assert count in (acknowledged, acknowledged + 1)


def ensure_again(settings: Settings) -> str:
    with running(settings) as conninfo:
        return conninfo


def _insert_until_killed(conninfo: str, process: int | None) -> int:
    assert process is not None
    acknowledged = 0
    with psycopg.connect(conninfo, autocommit=True) as connection:
        try:
            for n in range(1, 1_000_000):
                if n == 500:
                    threading.Thread(target=os.kill, args=(process, signal.SIGKILL)).start()
                connection.execute("insert into kept values (%s)", [n])
                acknowledged = n
        except psycopg.OperationalError:
            return acknowledged
    raise AssertionError("the server was not killed")


def test_a_server_that_dies_is_started_again_while_we_run(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LOOK_EVERY", 0.05)
    with running(settings) as conninfo:
        first = started_at(conninfo)
        os.kill(postmaster(settings) or 0, signal.SIGKILL)
        for _ in range(600):
            try:
                second = started_at(conninfo)
                break
            except psycopg.OperationalError:
                threading.Event().wait(0.05)
    assert second != first
    assert postmaster(settings) is None


def test_it_starts_beside_a_query_that_outlives_its_server(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LOOK_EVERY", 3600)
    with running(settings) as conninfo:
        busy = psycopg.connect(conninfo, autocommit=True)
        busy.pgconn.send_query(b"select count(*) from generate_series(1, 8000000)")
        threading.Event().wait(0.2)
        os.kill(postmaster(settings) or 0, signal.SIGKILL)
        with running(settings) as again, psycopg.connect(again) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        busy.close()


def test_killed_ourselves_we_find_the_server_we_left(settings: Settings) -> None:
    other = python(
        "from cicero.db import database\nwith database(settings) as c: print(c, flush=True); input()",
        settings,
    )
    assert other.stdout is not None
    first = started_at(other.stdout.readline())
    other.kill()
    other.wait()
    assert postmaster(settings) is not None
    with running(settings) as conninfo:
        assert started_at(conninfo) == first
    assert postmaster(settings) is None


def test_killed_in_the_middle_of_the_first_start_the_next_one_starts_afresh(fresh: Settings) -> None:
    place = folders.find_place(fresh)
    folders.prepare(place)
    (place.home / "data.new" / "base").mkdir(parents=True)
    (place.home / "data.new" / "PG_VERSION").write_text("18\n")
    with database(fresh):
        assert postmaster(fresh) is not None
    assert not (place.home / "data.new").exists()


def test_the_number_of_a_dead_server_may_belong_to_another_program(settings: Settings) -> None:
    with running(settings):
        place = folders.find_place(settings)
        recorded = (place.data / "postmaster.pid").read_text().splitlines()
        lock = (place.socket / ".s.PGSQL.5432.lock").read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"], user=place.user.uid if place.user else None)
    try:
        for path, lines in (
            (place.data / "postmaster.pid", recorded),
            (place.socket / ".s.PGSQL.5432.lock", lock),
        ):
            path.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
            if place.user:
                os.chown(path, place.user.uid, place.user.gid)
        with running(settings) as conninfo:
            assert started_at(conninfo)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_socket_that_was_left_behind_is_no_obstacle(settings: Settings) -> None:
    place = folders.find_place(settings)
    folders.prepare(place)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place.socket / ".s.PGSQL.5432"))
    with running(settings) as conninfo:
        assert started_at(conninfo)


def test_a_server_whose_socket_was_removed_is_started_again(settings: Settings) -> None:
    with running(settings) as conninfo:
        first = started_at(conninfo)
        (folders.find_place(settings).socket / ".s.PGSQL.5432").unlink()
        with running(settings) as conninfo:
            assert started_at(conninfo) != first


def test_a_server_that_cannot_start_says_why(settings: Settings) -> None:
    with running(settings):
        place = folders.find_place(settings)
    (place.data / "postgresql.conf").write_text("nonsense = 1\n")
    with pytest.raises(DatabaseError) as raised, running(settings):
        pass
    assert str(raised.value) == "PostgreSQL did not start."
    assert 'unrecognized configuration parameter "nonsense"' in raised.value.hint


def test_starting_prints_nothing(fresh: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    with database(fresh):
        pass
    assert capfd.readouterr() == ("", "")


def test_migrating_is_left_to_database(settings: Settings) -> None:
    with running(settings) as conninfo:
        assert migrate(conninfo) != []
    with database(settings) as conninfo:
        assert migrate(conninfo) == []
