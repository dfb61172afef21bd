"""Migrations: numbered, append-only SQL, one transaction each, run by yoyo."""

from __future__ import annotations

import warnings
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

LOCK = 0x6369_6365_726F
"""Advisory lock that lets one process migrate at a time ("cicero" in ASCII)."""


def migrate(conninfo: str) -> list[str]:
    """Bring the schema up to date; the names of the migrations applied, in order.

    An advisory lock of PostgreSQL, which dies with its connection, guards the run. yoyo's own lock is a row
    that a killed process leaves behind; under our lock any such row is stale, so it is removed.
    """
    with psycopg.connect(conninfo, autocommit=True) as guard:
        guard.execute("select pg_advisory_lock(%s)", [LOCK])
        return _apply(conninfo)


def _apply(conninfo: str) -> list[str]:
    import yoyo

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        backend = yoyo.get_backend(_address(conninfo))
    try:
        backend.break_lock()
        with backend.lock():
            pending = backend.to_apply(yoyo.read_migrations(str(Path(__file__).parent / "migrations")))
            backend.apply_migrations(pending)
            return [migration.id for migration in pending]
    finally:
        backend.connection.close()


def _address(conninfo: str) -> str:
    """The connection as the URL that yoyo wants; a socket's folder goes into the query."""
    parts = {key: str(value) for key, value in conninfo_to_dict(conninfo).items() if value is not None}
    user, password = quote(parts.pop("user", ""), safe=""), quote(parts.pop("password", ""), safe="")
    name = quote(parts.pop("dbname", ""), safe="")
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items())
    return f"postgresql+psycopg://{user}:{password}@/{name}?{query}"
