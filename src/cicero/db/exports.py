"""Answers of any length: PostgreSQL writes the lines (COPY), and they are handed on as they are taken.

Few run at once, on connections of their own, so that the pages never wait for one. Each is a task that ends
by itself: when all is read, when whoever asked has gone, when nobody takes its lines any more, when it takes
too long. Its statement ends with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Literal, LiteralString

from msgspec import Struct
from psycopg.sql import SQL, Composed, Identifier

from cicero.db.pool import Connection, Pool
from cicero.db.scope import Scope, scoped
from cicero.errors import BusyError

AT_ONCE = 2
LONGEST, STALLED = 1_800, 60
"""Seconds that an export may take in all, and may wait for somebody to take its next lines."""
AGAIN = 20
"""Seconds after which to try again where all places are taken."""
BLOCK, AHEAD = 64_000, 2
"""Bytes that are handed on at once, and how many such blocks are read ahead."""

Format = Literal["ndjson", "csv"]
Column = Literal["plain", "foreign", "list", "flag"]
"""foreign: text that strangers choose."""
_CELLS: dict[Column, LiteralString] = {
    "plain": "{0}",
    "foreign": "case when {0} ~ '^[-=+@\\t\\r]' then '''' || {0} else {0} end as {0}",
    "list": "array_to_string({0}, ' ') as {0}",
    "flag": "{0}::text",
}


class Export(Struct, frozen=True):
    """`blocks`: of whole lines. `end` is to be called when nobody takes them any more; it ends the query."""

    blocks: AsyncIterator[bytes]
    end: Callable[[], object]


class Exports:
    """The exports of this process."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._running: set[asyncio.Task[None]] = set()

    async def begin(self, scope: Scope, query: Composed, parameters: Mapping[str, Any]) -> Export:
        """The lines of what `as_lines` made; what is wrong with the query is raised here.

        BusyError where as many are under way as may be.
        """
        if len(self._running) >= AT_ONCE:
            raise BusyError(
                f"{AT_ONCE} exports are under way already.",
                "Try again when one of them has ended; the header Retry-After says when to look.",
                retry_after=AGAIN,
            )
        blocks = _Blocks()
        task = asyncio.create_task(self._read(blocks, scope, query, parameters))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            first = await blocks.take()
        except BaseException:
            task.cancel()
            raise
        return Export(_handed_on(blocks, first), task.cancel)

    async def _read(
        self, blocks: _Blocks, scope: Scope, query: Composed, parameters: Mapping[str, Any]
    ) -> None:
        try:
            async with asyncio.timeout(LONGEST), scoped(self._pool, scope) as connection:
                await _copy(connection, blocks, query, parameters)
            blocks.end(None)
        except Exception as error:  # handed to whoever takes the lines
            blocks.end(error)


def as_lines(query: LiteralString | Composed, written: Format, columns: Mapping[str, Column]) -> Composed:
    """The statement that writes a query's rows as lines. `columns`: all of its own, in order.

    What a spreadsheet would take for a formula becomes text in CSV, by an apostrophe before it.
    """
    rows = query if isinstance(query, Composed) else SQL(query)
    if written == "ndjson":
        return SQL("copy (select row_to_json(line) from ({}) line) to stdout").format(rows)
    cells = [SQL(_CELLS[kind]).format(Identifier(name)) for name, kind in columns.items()]
    return SQL("copy (select {} from ({}) line) to stdout (format csv, header)").format(
        SQL(", ").join(cells), rows
    )


async def _copy(
    connection: Connection, blocks: _Blocks, query: Composed, parameters: Mapping[str, Any]
) -> None:
    await connection.execute(f"set local statement_timeout = '{LONGEST}s'")
    rows, size = [], 0
    try:
        async with connection.cursor() as cursor, cursor.copy(query, parameters) as copied:
            async for row in copied:
                rows.append(bytes(row))
                size += len(row)
                if size >= BLOCK:
                    await blocks.give(b"".join(rows))
                    rows, size = [], 0
    except BaseException:  # broken off: what is left of a COPY would have to be read before anything else
        await connection.cancel_safe()
        await connection.close()
        raise
    await blocks.give(b"".join(rows))


class _Blocks:
    """Handed from the task that reads to the one that sends; never more than a few wait."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AHEAD)
        self._waiting: asyncio.Queue[bytes | Exception | None] = asyncio.Queue()

    async def give(self, block: bytes) -> None:
        async with asyncio.timeout(STALLED):
            await self._room.acquire()
        self._waiting.put_nowait(block)

    def end(self, error: Exception | None) -> None:
        self._waiting.put_nowait(error)

    async def take(self) -> bytes | None:
        """None after the last."""
        block = await self._waiting.get()
        self._room.release()
        if isinstance(block, Exception):
            raise block
        return block


async def _handed_on(blocks: _Blocks, first: bytes | None) -> AsyncIterator[bytes]:
    block = first
    while block is not None:
        yield block
        block = await blocks.take()
