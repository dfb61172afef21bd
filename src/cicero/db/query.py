"""Running the `.sql` files beside each room: one file, one query, named like the function it serves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, LiteralString, TypeVar

import msgspec
from psycopg.rows import class_row
from psycopg.sql import Composed

from cicero.db.pool import Connection

T = TypeVar("T")
Parameters = Mapping[str, Any]


@cache
def sql(package: str, name: str) -> LiteralString:
    """The text of `name`.sql in a room: `sql(__package__, "find_client")`."""
    return (files(package) / f"{name}.sql").read_text(encoding="utf-8")


def as_array(numbers: Iterable[int]) -> str:
    """A `bigint[]` as PostgreSQL reads it: psycopg takes 30 times as long over a list of a thousand ids."""
    return f"{{{','.join(map(str, numbers))}}}"


async def fetch_all(
    connection: Connection,
    query: LiteralString | Composed,
    parameters: Parameters,
    row: type[T],
    *,
    binary: bool = False,
) -> list[T]:
    """Every row as a `row`, built from the columns by name. `binary`: long arrays are read faster so."""
    async with connection.cursor(row_factory=class_row(row), binary=binary) as cursor:
        await cursor.execute(query, parameters)
        return await cursor.fetchall()


async def fetch_one(
    connection: Connection, query: LiteralString | Composed, parameters: Parameters, row: type[T]
) -> T | None:
    async with connection.cursor(row_factory=class_row(row)) as cursor:
        await cursor.execute(query, parameters)
        return await cursor.fetchone()


async def fetch_value(connection: Connection, query: LiteralString, parameters: Parameters) -> Any:
    """The first column of the first row, None when there is no row."""
    cursor = await connection.execute(query, parameters)
    row = await cursor.fetchone()
    return None if row is None else row[0]


async def execute(connection: Connection, query: LiteralString, parameters: Parameters) -> int:
    """Run a statement; the number of rows it touched, -1 in a pipeline, which does not wait for it."""
    cursor = await connection.execute(query, parameters)
    return cursor.rowcount


def rows_as_json(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as one parameter for `json_to_recordset`."""
    return msgspec.json.encode(list(rows)).decode()
