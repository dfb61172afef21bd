"""The rows of our database in DuckDB, in tables of its own, on one thread as a PostgreSQL process."""

from __future__ import annotations

from pathlib import Path

import duckdb
import psycopg

TABLES = {
    "post": (
        "account_id, post_id, platform, extract(epoch from published_at)::bigint as seconds, kind, likes,"
        " comments, shares, saves, views, followers, extract(epoch from observed_at)::bigint as observed",
        "account_id, published_at",
    ),
    "post_tag": ("account_id, post_id, tag", "account_id, post_id"),
    "post_snapshot": (
        "account_id, post_id, extract(epoch from observed_at)::bigint as seconds, likes, comments, shares,"
        " saves, views",
        "account_id, post_id, observed_at",
    ),
    "account_snapshot": (
        "account_id, extract(epoch from observed_at)::bigint as seconds, followers",
        "account_id, observed_at",
    ),
}
"""Columns and order; ours are ordered by account too, by their indexes."""

SOURCES = {"post_tag": "post join tag on tag_id = any(tags)"}
"""What of ours is not one table."""

TEXT = ("platform", "kind", "tag")


def load(conninfo: str) -> duckdb.DuckDBPyConnection:
    peer = duckdb.connect(config={"threads": 1})
    folder = Path(str(psycopg.conninfo.conninfo_to_dict(conninfo)["host"]))
    with psycopg.connect(conninfo) as connection:
        for table, (columns, order) in TABLES.items():
            path = folder / f"{table}.csv"
            with path.open("wb") as file, connection.cursor() as cursor:
                select = f"select {columns} from {SOURCES.get(table, table)} order by {order}"
                with cursor.copy(f"copy ({select}) to stdout (format csv)".encode()) as copy:
                    for block in copy:
                        file.write(block)
            cursor = connection.execute(f"select {columns} from {SOURCES.get(table, table)} limit 0".encode())
            names = [column.name for column in cursor.description or ()]
            kinds = ", ".join(f"{name} {'varchar' if name in TEXT else 'bigint'}" for name in names)
            peer.execute(f"create table {table} ({kinds})")
            peer.execute(f"copy {table} from '{path}' (format csv)")
            path.unlink()
    return peer
