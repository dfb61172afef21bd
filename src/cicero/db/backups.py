"""The whole database into one file and back, by PostgreSQL's own `pg_dump`, `pg_restore` and `psql`."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

import psycopg
from msgspec import Struct
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cicero.config import Settings
from cicero.db.embedded.binaries import find_program
from cicero.db.migration import MIGRATIONS, migrate
from cicero.errors import CiceroError, ConflictError, DatabaseError, FormatError, InputError

TABLES = """
select relname from pg_class
where relkind in ('r', 'p') and relpersistence = 'p' and relnamespace = to_regnamespace('public')
    and relname !~ '^_?yoyo_'
    and relname <> 'installation' -- has its row from the beginning
order by relname
"""

BEGIN = b"""
begin;
set local client_min_messages = warning;
drop schema if exists public cascade;
create schema public;
grant usage on schema public to public;
"""

AS_IT_IS = ("--no-owner", "--no-privileges")
"""Who owns the tables is the business of the server they are on."""


class Command(Struct, frozen=True):
    line: list[str]
    environment: dict[str, str]


def back_up(settings: Settings, conninfo: str, target: Path, *, replace: bool) -> int:
    """Write the backup; its size in bytes. Half a backup never bears its name.

    What unlogged tables hold is made again when it is missing, and is left out.
    """
    if target.exists() and not replace:
        raise ConflictError(f"{target} is there already.", "Choose another name, or add --replace.")
    fresh = target.with_name(f".{target.name}.part")
    try:
        fresh.touch(mode=0o600)
        kind = ("--format=custom", "--no-unlogged-table-data")
        dump = command(settings, conninfo, "pg_dump", *kind, *AS_IT_IS, f"--file={fresh}")
        _run(dump, "The backup could not be made")
        size = fresh.stat().st_size
        fresh.replace(target)
        return size
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}.", "Choose another place.") from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def restore(settings: Settings, conninfo: str, source: Path, *, replace: bool) -> None:
    """Put the backup in the place of the database, in one transaction, and bring it up to date."""
    _check_file(source)
    if not replace and (table := _filled_table(conninfo)):
        raise ConflictError(
            f"The database is not empty: there are rows in {table}.",
            "Make a backup of it first, then add --replace to give it up for the one in the file.",
        )
    _check_known(settings, source)
    _load(settings, conninfo, source)
    migrate(conninfo)


def command(settings: Settings, conninfo: str | None, program: str, *arguments: str) -> Command:
    """A client program on this database; its password goes through the environment, hidden from others."""
    line = [str(find_program(settings, program))]
    environment = dict(os.environ)
    if conninfo is not None:
        parts = conninfo_to_dict(conninfo)
        if password := parts.pop("password", None):
            environment["PGPASSWORD"] = str(password)
        line.append(f"--dbname={make_conninfo('', **parts)}")
    return Command([*line, *arguments], environment)


def _check_file(source: Path) -> None:
    try:
        with source.open("rb") as file:
            head = file.read(5)
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror}.") from None
    if head != b"PGDMP":
        raise FormatError(f"{source} is not a backup made by `cicero db backup`.")


def _filled_table(conninfo: str) -> str | None:
    """A table that has rows in it; tables without rows count as nothing."""
    with psycopg.connect(conninfo) as connection:
        for (name,) in connection.execute(TABLES).fetchall():
            query = sql.SQL("select 1 from {} limit 1").format(sql.Identifier("public", name))
            if connection.execute(query).fetchone():
                return str(name)
    return None


def _check_known(settings: Settings, source: Path) -> None:
    """Refuse a backup of a newer Cicero, or of something else, before anything is replaced."""
    only = ("--data-only", "--table=_yoyo_migration", "--file=-", str(source))
    read = command(settings, None, "pg_restore", *only)
    rows = [line.split("\t") for line in _run(read, "The backup cannot be read").splitlines()]
    made_by = {row[1] for row in rows if len(row) == 3}
    known = {path.stem for path in MIGRATIONS.glob("*.sql")}
    if not made_by:
        raise FormatError(f"{source} is a backup of another database, not of Cicero's.")
    if unknown := sorted(made_by - known):
        raise ConflictError(
            f"{source} was made by a newer Cicero: it has the migration {unknown[-1]}.",
            "Install that version or a later one, then restore.",
        )


def _load(settings: Settings, conninfo: str, source: Path) -> None:
    """Feed the backup to psql as SQL, in one transaction with the removal of what was there."""
    psql = command(settings, conninfo, "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-")
    with tempfile.TemporaryFile() as said:
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": said}
        # A broken pipe means that psql gave up first; it says why.
        with _started(psql, **streams) as writer, suppress(BrokenPipeError), _pipe(writer.stdin) as pipe:
            _feed(settings, source, pipe)
        said.seek(0)
        _check(writer.returncode, said.read(), "The backup could not be restored")


def _feed(settings: Settings, source: Path, target: IO[bytes]) -> None:
    """Write the backup as SQL. Its last line is `commit`, written only when the file was without a fault."""
    read = command(settings, None, "pg_restore", *AS_IT_IS, "--file=-", str(source))
    target.write(BEGIN)
    with tempfile.TemporaryFile() as said:
        with _started(read, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said) as reader:
            shutil.copyfileobj(_pipe(reader.stdout), target, 1 << 20)
        said.seek(0)
        _check(reader.returncode, said.read(), "The backup is damaged")
    target.write(b"\ncommit;\n")


def _started(program: Command, **streams: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(program.line, env=program.environment, **streams)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    return cast("IO[bytes]", stream)


def _run(program: Command, failure: str) -> str:
    result = subprocess.run(
        program.line, env=program.environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    _check(result.returncode, result.stderr, failure)
    return result.stdout.decode("utf-8", "replace")


def _check(code: int, said: bytes, failure: str) -> None:
    if code == 0:
        return
    lines = said.decode("utf-8", "replace").strip().splitlines()
    reason = next((line for line in lines if "error:" in line.lower()), lines[-1] if lines else "no reason")
    if any("server version mismatch" in line for line in lines):
        raise DatabaseError(
            f"{failure}: the server is newer than the pg_dump found here.",
            "Point CICERO_POSTGRES_BIN at PostgreSQL programs of the server's version.",
        )
    raise CiceroError(f"{failure}: {reason.rstrip('.')}.", "The database is as it was before.")
