"""A PostgreSQL that somebody else runs, named by `DATABASE_URL`: can it be reached, and is it new enough?"""

from __future__ import annotations

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cicero.db.embedded.binaries import OLDEST
from cicero.errors import DatabaseError

LOOKS_LIKE = (
    "It looks like postgresql://user:password@host:5432/name; special characters in the password are written "
    "as %40 for @, %2F for /, %3A for :."
)

HINTS = (
    ("connection option", LOOKS_LIKE),
    ("password authentication failed", "Check the user and password in DATABASE_URL."),
    ("no password supplied", "Put the password into DATABASE_URL, or use a password file (PGPASSFILE)."),
    ("no pg_hba.conf entry", "Allow this machine in the server's pg_hba.conf, or use another sslmode."),
    ("does not exist", "Create that database and role on the server, or correct DATABASE_URL."),
    ("could not translate host name", "Check the host name in DATABASE_URL."),
    ("Name or service not known", "Check the host name in DATABASE_URL."),
    ("SSL", "Check sslmode in DATABASE_URL."),
    ("too many", "Raise max_connections on the server or lower CICERO_POOL_SIZE."),
    ("starting up", "The server is just starting: try again in a moment."),
)
OTHERWISE = "Check that the server runs and that host and port in DATABASE_URL are right."


AWAY = ("08", "57")
"""Classes of SQLSTATE by which a server says that it goes, comes, or has lost us."""


def is_away(error: BaseException) -> bool:
    """Whether the database was not there, rather than unwilling to do what it was asked for."""
    if not isinstance(error, psycopg.OperationalError):
        return False
    return error.sqlstate is None or error.sqlstate.startswith(AWAY)


def check_reachable(url: str) -> str:
    """The address to connect with; DatabaseError says why it cannot be used, without its password."""
    address = _parsed(url)
    try:
        with psycopg.connect(address) as connection:
            version = connection.info.server_version // 10000
            name = connection.info.dbname
    except psycopg.OperationalError as error:
        raise unreachable(address, error) from None
    if version < OLDEST:
        raise DatabaseError(
            f"The PostgreSQL behind DATABASE_URL is version {version}; Cicero needs {OLDEST} or newer.",
            f"Upgrade it, or point DATABASE_URL at a newer server. Nothing was changed in {name}.",
        )
    return address


def unreachable(address: str, error: Exception) -> DatabaseError:
    """What PostgreSQL said when we knocked, without the password."""
    said = str(error).strip().splitlines()
    reason = said[0] if said else type(error).__name__
    for secret in _secrets(address):
        reason = reason.replace(secret, "***")
    hint = next((hint for sign, hint in HINTS if sign in reason), OTHERWISE)
    return DatabaseError(f"The database cannot be reached: {reason.rstrip('.')}.", hint)


def _parsed(url: str) -> str:
    try:
        given = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        # libpq's own message repeats parts of the URL, password included.
        raise DatabaseError(
            "DATABASE_URL is not an address that PostgreSQL understands.", LOOKS_LIKE
        ) from None
    return make_conninfo(url, connect_timeout=str(given.get("connect_timeout") or 10))


def _secrets(address: str) -> list[str]:
    parts = conninfo_to_dict(address)
    return [str(parts[name]) for name in ("password", "sslpassword") if parts.get(name)]
