"""The database: the embedded server or `DATABASE_URL`, the pool, migrations, the loader of `.sql` files.

No query of a domain lives here; each room keeps its own `.sql` files.
"""

from cicero.db.exports import Column, Export, Exports, Format, as_lines
from cicero.db.migration import migrate
from cicero.db.pool import Connection, Pool, open_pool, pipelined, single
from cicero.db.query import as_array, execute, fetch_all, fetch_one, fetch_value, rows_as_json, sql
from cicero.db.reach import is_away
from cicero.db.roles import APP_ROLE
from cicero.db.scope import EVERYTHING, NOBODY, Scope, rescope, scoped, widened
from cicero.db.server import database, ensure_database, running, stop_database

__all__ = [
    "APP_ROLE",
    "EVERYTHING",
    "NOBODY",
    "Column",
    "Connection",
    "Export",
    "Exports",
    "Format",
    "Pool",
    "Scope",
    "as_array",
    "as_lines",
    "database",
    "ensure_database",
    "execute",
    "fetch_all",
    "fetch_one",
    "fetch_value",
    "is_away",
    "migrate",
    "open_pool",
    "pipelined",
    "rescope",
    "rows_as_json",
    "running",
    "scoped",
    "single",
    "sql",
    "stop_database",
    "widened",
]
