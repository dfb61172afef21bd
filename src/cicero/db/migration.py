"""Migrations: numbered, append-only SQL, one transaction each, run by yoyo."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.conninfo import make_conninfo

from cicero.db.reach import unreachable
from cicero.db.roles import admit
from cicero.errors import DatabaseError

MIGRATIONS = Path(__file__).parent / "migrations"

LOCK = 0x6369_6365_726F
"""Advisory lock that lets one process migrate at a time ("cicero" in ASCII)."""

LONGEST_WAIT = "10min"
"""How long to wait for another process that migrates, and for a table that somebody holds."""


def migrate(conninfo: str, folder: Path = MIGRATIONS) -> list[str]:
    """Bring the schema up to date; the names of the migrations applied, in order.

    An advisory lock of PostgreSQL, which dies with its connection, lets one process do so at a time.
    """
    try:
        with psycopg.connect(conninfo, autocommit=True) as guard:
            _lock(guard)
            applied = _apply(conninfo, folder)
            admit(guard, fresh=bool(applied))
            return applied
    except psycopg.OperationalError as error:
        raise unreachable(conninfo, error) from None
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidSchemaName) as error:
        raise DatabaseError(
            f"Cicero may not make its tables in this database: {error.diag.message_primary}.",
            "Let the role of DATABASE_URL own the database: alter database … owner to …",
        ) from None


def _lock(guard: psycopg.Connection[Any]) -> None:
    guard.execute("select set_config('lock_timeout', %s, false)", [LONGEST_WAIT])
    try:
        guard.execute("select pg_advisory_lock(%s)", [LOCK])
    except psycopg.errors.LockNotAvailable:
        raise DatabaseError(
            f"Another Cicero has been migrating this database for {LONGEST_WAIT}.",
            "Wait until it has finished, or end it; a migration that is cut off leaves nothing behind.",
        ) from None


def _apply(conninfo: str, folder: Path) -> list[str]:
    # Loaded here because it takes a tenth of a second, which every command would pay.
    import yoyo

    backend = _backend(conninfo)
    try:
        migrations = yoyo.read_migrations(str(folder))
        _refuse_newer(backend, {migration.id for migration in migrations})
        pending = list(backend.to_apply(migrations))
        for migration in pending:
            _apply_one(backend, migration)
        return [migration.id for migration in pending]
    finally:
        backend.connection.close()


def _backend(conninfo: str) -> Any:
    """yoyo's PostgreSQL backend on our own address, which need not be a URL, made atomic."""
    from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
    from yoyo.connections import DatabaseURI
    from yoyo.migrations import default_migration_table

    options = make_conninfo(conninfo, application_name="cicero migrate")
    uri = DatabaseURI("postgresql+psycopg", None, None, None, None, None, {"conninfo": options})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        backend = PostgresqlPsycopgBackend(uri, default_migration_table)
    # yoyo's own lock is a row, which a killed process leaves behind for ever; ours is held already.
    backend._is_locked = True
    backend.execute(f"set lock_timeout = '{LONGEST_WAIT}'")
    # yoyo asks for the login name and the host's full name: there may be none, and DNS may hang.
    backend.get_log_data = _log_data
    return backend


def _apply_one(backend: Any, migration: Any) -> None:
    """The migration and the note that it was applied, in one transaction.

    yoyo commits one after the other: a kill in between would leave a database that cannot be migrated.
    """
    try:
        # yoyo prints what a `select` in a migration returns.
        with redirect_stdout(StringIO()), backend.transaction():
            migration.process_steps(backend, "apply")
            backend.log_migration(migration, "apply")
            backend.mark_one(migration, log=False)
    except psycopg.Error as error:
        reason = (error.diag.message_primary or str(error)).strip().rstrip(".")
        raise DatabaseError(
            f"The migration {migration.id} failed: {reason}.",
            "Nothing of it was kept; the database is as before. Free what it complains of and start again, "
            "or go back to the Cicero you had.",
        ) from None


def _refuse_newer(backend: Any, known: set[str]) -> None:
    backend.ensure_internal_schema_updated()
    applied = {row[0] for row in backend.execute("select migration_id from _yoyo_migration").fetchall()}
    if unknown := sorted(applied - known):
        raise DatabaseError(
            f"This database was made by a newer Cicero: it has the migration {unknown[-1]}.",
            "Install that version again, or restore a backup made with this one.",
        )


def _log_data(migration: Any = None, operation: str = "apply") -> Mapping[str, Any]:
    return {
        "id": str(uuid4()),
        "migration_id": migration.id,
        "migration_hash": migration.hash,
        "username": "cicero",
        "hostname": "",
        "created_at_utc": datetime.now(UTC).replace(tzinfo=None),
        "operation": operation,
    }
