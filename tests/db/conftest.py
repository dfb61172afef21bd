"""Servers of their own for these tests, which kill them; and an unprivileged account to be."""

from __future__ import annotations

import encodings.ascii
import encodings.idna  # noqa: F401 - loaded now: later, as nobody, they may be out of reach
import multiprocessing
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

import psycopg
import pytest
from tests.folders import open_folder

from cicero.config import Settings, load
from cicero.db import running, stop_database
from cicero.db.embedded import folders, process

P = ParamSpec("P")
T = TypeVar("T")

NOBODY = "nobody"


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that every account of this machine can reach, unlike pytest's own."""
    folder = open_folder()
    yield folder
    for data in {path.parent.parent for path in folder.rglob("postmaster.pid")}:
        stop_database(load({"CICERO_DATA_DIR": str(data.parent)}))
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def fresh(home: Path) -> Settings:
    """Settings of a server that was never started."""
    return load({"CICERO_DATA_DIR": str(home / "fresh")})


@pytest.fixture(scope="session")
def initialised() -> Iterator[Path]:
    """The folder of a server that was started once: copying it takes a tenth of the time of making one."""
    folder = open_folder()
    with running(load({"CICERO_DATA_DIR": str(folder)})):
        pass
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def settings(home: Path, initialised: Path) -> Settings:
    """Settings of a server that was set up and stopped."""
    subprocess.run(["cp", "-a", initialised, home / "cicero"], check=True)
    return load({"CICERO_DATA_DIR": str(home / "cicero")})


def postmaster(settings: Settings) -> int | None:
    return process.server_process(folders.find_place(settings))


def started_at(conninfo: str) -> str:
    with psycopg.connect(conninfo) as connection:
        return str(connection.execute("select pg_postmaster_start_time()").fetchone())


def python(code: str, settings: Settings) -> subprocess.Popen[str]:
    """Another Cicero on the same data: `settings` is defined in its code."""
    environment = {"CICERO_DATA_DIR": str(settings.data_dir)}
    opening = f"from cicero.config import load\nsettings = load({environment!r})\n"
    return subprocess.Popen(
        [sys.executable, "-c", opening + code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )


def as_nobody(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call it in a child that has become an unprivileged user; simply call it where we are one."""
    if os.geteuid() != 0:
        return function(*args, **kwargs)
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(1, mp_context=context, initializer=_become_nobody) as child:
        return child.submit(function, *args, **kwargs).result()


def _become_nobody() -> None:
    entry = pwd.getpwnam(NOBODY)
    os.setgroups([])
    os.setresgid(entry.pw_gid, entry.pw_gid, entry.pw_gid)
    os.setresuid(entry.pw_uid, entry.pw_uid, entry.pw_uid)
