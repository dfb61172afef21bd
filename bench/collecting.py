"""Collecting from the emulator in the same process: posts and comments a second, and what of it is ours.

One collector works alone, fsync on: an account's past, then its list anew a day later, then its comments. The
clock runs around the whole work, around every question (the source's: asking and parsing) and, within it,
around the emulator's answering. What is left is ours: turn, books, storing, planning. The peers are the
question alone, and a plain COPY of the same rows into a table without an index, one transaction a page.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from unittest import mock

import httpx2
import msgspec
import psycopg
from msgspec import Struct
from psycopg.rows import TupleRow
from psycopg.waiting import Wait

from bench.machine import own_database, print_table
from cicero import clients, ingest
from cicero.config import Settings
from cicero.db import Pool, open_pool
from cicero.emulator.app import create_emulator
from cicero.emulator.clock import EmulatorClock
from cicero.emulator.gateway import KEY
from cicero.emulator.world import World, build_world
from cicero.ingest import Caller
from cicero.records import Comment, Post
from cicero.secret import Secret
from cicero.sources import registry
from cicero.sources.registry import SOURCES
from cicero.sources.source import Access, Answer, Clock, Source

START = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8601"
ACCOUNTS, DAYS = 12, 300
DEPTH = 3
"""Pages of a list at each visit."""
NEVER = START + timedelta(days=400)

Row = tuple[object, ...]


class Watch(Struct):
    """What a phase took: seconds in the emulator and in questions, and what came of them."""

    emulator: float = 0.0
    questions: float = 0.0
    calls: int = 0
    trips: int = 0
    pages: list[list[Post | Comment]] = []


WATCH = Watch()


class Timed(httpx2.ASGITransport):
    """The emulator, with the time it takes to answer."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        before = time.perf_counter()
        answer = await super().handle_async_request(request)
        WATCH.emulator += time.perf_counter() - before
        return answer


class Counted(psycopg.AsyncConnection[TupleRow]):
    """A connection that counts how often it waits for something to read: its round trips."""

    async def wait(self, gen: Generator[Any, Any, Any], interval: float = 0.1) -> Any:
        return await super().wait(counted(gen), interval)


def counted(gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    try:
        wanted = next(gen)
        while True:
            WATCH.trips += wanted == Wait.R
            wanted = gen.send((yield wanted))
    except StopIteration as end:
        return end.value


class Heard:
    """A source's client with the time that its calls take, parsing included."""

    def __init__(self, client: object) -> None:
        self.client = client

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Answer]]:
        async def asked(*arguments: object) -> Answer:
            before = time.perf_counter()
            try:
                answer = cast(Answer, await getattr(self.client, name)(*arguments))
            finally:
                WATCH.questions += time.perf_counter() - before
                WATCH.calls += 1
            WATCH.pages.append([one for one in answer.records if isinstance(one, Post | Comment)])
            return answer

        return asked


def row_of(record: Post | Comment) -> Row:
    """What a plain COPY gets of a record: its own columns as they are."""
    fields = msgspec.structs.asdict(record)
    for one in ("account", "coauthors"):
        fields.pop(one, None)
    if counts := fields.pop("counts", None):
        fields |= msgspec.structs.asdict(counts)
    return tuple(list(value) if isinstance(value, tuple) else value for value in fields.values())


def listened(name: str) -> Source:
    source = registry.source(name)

    def connect(access: Access, http: httpx2.AsyncClient, clock: Clock) -> Any:
        return Heard(source.connect(access, http, clock))

    return msgspec.structs.replace(source, connect=connect)


def main() -> None:
    world = build_world(5, START, accounts=ACCOUNTS, days=DAYS)
    with own_database() as (settings, conninfo):
        rows = asyncio.run(measure(settings, conninfo, world))
    print_table(
        f"Collecting {len(world.accounts)} accounts from the emulator, one call after the other, fsync on",
        (
            "what", "calls", "records", "records/s", "without the emulator", "ms a call", "emulator",
            "parsing", "ours", "ours ÷ COPY", "round trips a call",
        ),
        rows,
    )  # fmt: skip


async def measure(settings: Settings, conninfo: str, world: World) -> list[Row]:
    async with stage(settings, conninfo, world) as (caller, clock, accounts):
        await first_visits(caller, accounts)
        past = await phase(caller, "past, posts", lambda: read_pasts(caller, accounts))
        clock.set(START + timedelta(days=1))
        await due(caller, "list_due_at", DEPTH)
        lists = await phase(caller, "lists, posts", lambda: visit(caller, accounts))
        await due(caller, "comments_due_at", DEPTH)
        comments = await phase(caller, "comments", lambda: visit(caller, accounts))
    return [past, lists, comments]


@asynccontextmanager
async def stage(
    settings: Settings, conninfo: str, world: World
) -> AsyncIterator[tuple[Caller, EmulatorClock, list[int]]]:
    clock = EmulatorClock(START, speed=0)
    transport = Timed(app=create_emulator(world, clock=clock, faults=None, seed=7))
    pool = open_pool(conninfo, 2)
    pool.connection_class = cast(Any, Counted)
    with mock.patch("cicero.ingest.calling.registered", listened):
        async with pool, httpx2.AsyncClient(transport=transport) as http:
            caller = Caller(pool=pool, settings=settings, http=http, clock=clock.now, patience=0)
            yield caller, clock, await watch_all(caller, world)


async def watch_all(caller: Caller, world: World) -> list[int]:
    async with caller.pool.connection() as connection:
        client = await clients.create(connection, slug="bench", name="Bench")
        for name in SOURCES:
            await ingest.configure(
                connection, caller.settings, name, url=ADDRESS, key=Secret(KEY), per_minute=1_000_000
            )
        return [
            await ingest.watch(connection, client.client_id, one.platform, one.handle, role, START)
            for one in world.accounts
            for role in ("own" if one.own else "competitor",)
        ]


async def first_visits(caller: Caller, accounts: Sequence[int]) -> None:
    await change(caller.pool, "update collection set comments_due_at = %s", NEVER)
    await visit(caller, accounts)


async def visit(caller: Caller, accounts: Sequence[int]) -> None:
    for account in accounts:
        done = await ingest.collect(caller, account)
        if done.error is not None and done.error.subject != "target":
            raise done.error


async def read_pasts(caller: Caller, accounts: Sequence[int]) -> None:
    for account in accounts:
        while await ingest.backfill(caller, account):
            pass


async def due(caller: Caller, what: str, depth: int) -> None:
    """Make nothing but this due, now, for every account."""
    times = {"profile_due_at": NEVER, "list_due_at": NEVER, "comments_due_at": NEVER, what: caller.clock()}
    columns = ", ".join(f"{name} = %s" for name in times)
    await change(caller.pool, f"update collection set {columns}, list_depth = %s", *times.values(), depth)


async def change(pool: Pool, statement: str, *values: object) -> None:
    async with pool.connection() as connection:
        await connection.execute(cast(Any, statement), values)


async def phase(caller: Caller, title: str, work: Callable[[], Awaitable[None]]) -> Row:
    global WATCH
    WATCH = taken = Watch()
    before = time.perf_counter()
    await work()
    whole = time.perf_counter() - before
    WATCH = Watch()
    copied = await copy_plainly(caller.pool, [[row_of(one) for one in page] for page in taken.pages])
    records = sum(map(len, taken.pages))
    ours, parsing = whole - taken.questions, taken.questions - taken.emulator
    return (
        title, f"{taken.calls:,}", f"{records:,}", f"{records / whole:,.0f}",
        f"{records / (whole - taken.emulator):,.0f}", f"{whole / taken.calls * 1000:.1f}",
        f"{taken.emulator / taken.calls * 1000:.1f}", f"{parsing / taken.calls * 1000:.1f}",
        f"{ours / taken.calls * 1000:.1f}", f"{ours / copied:.1f}", f"{taken.trips / taken.calls:.1f}",
    )  # fmt: skip


async def copy_plainly(pool: Pool, pages: list[list[Row]]) -> float:
    """Seconds of copying the same rows, page by page, each page a transaction."""
    width = max(len(row) for page in pages for row in page)
    columns = ", ".join(f"c{n} text" for n in range(width))
    await change(pool, f"create table if not exists plain_{width} ({columns})")
    before = time.perf_counter()
    for page in pages:
        await copy_page(pool, cast(Any, f"copy plain_{width} from stdin"), page, width)
    return time.perf_counter() - before


async def copy_page(pool: Pool, statement: Any, page: list[Row], width: int) -> None:
    async with pool.connection() as connection, connection.cursor().copy(statement) as copy:
        for row in page:
            await copy.write_row((*row, *[None] * (width - len(row))))


if __name__ == "__main__":
    main()
