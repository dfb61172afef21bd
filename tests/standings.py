"""Sources and accounts in every state, written straight into the tables, for what shows them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from psycopg import sql

from cicero.db import Connection

SEALED = b"sealed-and-never-shown"


async def set_source(connection: Connection, name: str, **columns: Any) -> None:
    """The row of a source with a key; columns replace what it would have."""
    values = {"name": name, "url": f"https://{name}.example", "sealed_key": SEALED, "state": "ok", **columns}
    await _put(connection, "source", "name", values)


async def set_collection(connection: Connection, account_id: int, at: datetime, **columns: Any) -> None:
    """What collecting knows of an account: read a while ago, due later, its past read to the end."""
    values = {
        "account_id": account_id,
        "state": "ok",
        "state_since": at - timedelta(days=3),
        "profile_at": at - timedelta(hours=5),
        "list_at": at - timedelta(hours=2),
        "profile_due_at": at + timedelta(hours=19),
        "list_due_at": at + timedelta(hours=4),
        "backfill": "done",
        "backfill_pages": 6,
        "backfill_posts": 70,
        "backfill_oldest": at - timedelta(days=340),
        "backfill_until": at - timedelta(days=365),
        **columns,
    }
    await _put(connection, "collection", "account_id", values)


async def count_calls(
    connection: Connection, name: str, day: object, purpose: str, calls: int, failed: int = 0
) -> None:
    await connection.execute(
        "insert into source_calls (name, day, purpose, calls, failed) values (%s, %s, %s, %s, %s)",
        [name, day, purpose, calls, failed],
    )


async def tell_quota(
    connection: Connection,
    name: str,
    at: datetime,
    limit: int | None,
    left: int | None,
    resets: datetime | None,
) -> None:
    await connection.execute(
        "insert into source_quota (name, hour, observed_at, plan_limit, remaining, resets_at)"
        " values (%s, date_trunc('hour', %s), %s, %s, %s, %s)",
        [name, at, at, limit, left, resets],
    )


async def _put(connection: Connection, table: str, key: str, values: dict[str, Any]) -> None:
    """Replaces the row of that key."""
    chosen = sql.SQL("delete from {} where {} = %s").format(sql.Identifier(table), sql.Identifier(key))
    await connection.execute(chosen, [values[key]])
    await connection.execute(
        sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(sql.Placeholder() * len(values)),
        ),
        list(values.values()),
    )
