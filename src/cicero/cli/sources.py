"""`cicero sources`, `cicero sources set|test|forget-key NAME`: the live sources and how they do."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from getpass import getpass
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table

from cicero import audit, db, ingest
from cicero.app.log import set_up_log
from cicero.cli.printing import console
from cicero.config import settings
from cicero.errors import InputError
from cicero.ingest.balancing import calls_left, daily_calls, read_books
from cicero.ingest.setup import SourceRow
from cicero.periods import now
from cicero.secret import Secret
from cicero.sources.registry import SOURCES, source

app = App(name="sources", help="Look after the live sources.")

Name = Annotated[str, Parameter(help=f"One of {', '.join(SOURCES)}.")]
FAILED = 5


@app.default
def show() -> int:
    """How each source does: set up, healthy, calls left, last success."""
    rows = asyncio.run(_rows())
    table = Table("source", "state", "address")
    for heading in ("calls left", "calls a day", "last success"):
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(*row)
    console().print(table)
    return 0


async def _rows() -> list[tuple[str, ...]]:
    at = now()
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            books = {one.name: one for one in await read_books(connection, at)}
            rows: list[tuple[str, ...]] = []
            for name in SOURCES:
                row = await ingest.find_source(connection, name)
                told = books.get(name)
                left, until = calls_left(told, at) if told else (None, at)
                daily = f"{daily_calls(told, at):,.0f}" if told else "–"
                calls = "–" if left is None else f"{left:,} until {until:%Y-%m-%d}"
                rows.append((name, _state(row), row.url if row else "–", calls, daily, _when(row)))
            return rows


def _state(row: SourceRow | None) -> str:
    if row is None or row.sealed_key is None:
        return "not set up: `cicero sources set NAME`"
    if not row.enabled:
        return "turned off"
    words = row.state.replace("_", " ")
    return f"{words}: {row.message}" if row.message else words


def _when(row: SourceRow | None) -> str:
    at: datetime | None = row.last_success_at if row else None
    return "–" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"


@app.command(name="set")
def set_(
    name: Name,
    *,
    key_file: Annotated[Path | None, Parameter(help="File whose first line is the key.")] = None,
    keep_key: Annotated[bool, Parameter(negative=(), help="Change the rest, and keep the key.")] = False,
    url: Annotated[str | None, Parameter(help="Address, such as that of an emulator.")] = None,
    fallback_url: Annotated[str | None, Parameter(help='Where to turn when it is down; "" for none.')] = None,
    fallback_host: Annotated[str | None, Parameter(help="How the gateway calls the fallback.")] = None,
    per_minute: Annotated[int | None, Parameter(help="Calls a minute at most.")] = None,
    budget: Annotated[int | None, Parameter(help="Calls a month at most; 0 for no limit of ours.")] = None,
    on: Annotated[bool | None, Parameter(negative="--off", help="Whether it is used.")] = None,
) -> int:
    """Set up a source. The key is asked for, or read from standard input or --key-file, and kept sealed."""
    source(name)  # whoever mistypes it is told before being asked for a key
    key = None if keep_key else _key(key_file)
    asyncio.run(_set(name, key, url, fallback_url, fallback_host, per_minute, budget, on))
    print(f"{name} is set up. `cicero sources test {name}` tries it.")
    return 0


async def _set(
    name: str,
    key: Secret | None,
    url: str | None,
    fallback_url: str | None,
    fallback_host: str | None,
    per_minute: int | None,
    budget: int | None,
    on: bool | None,
) -> None:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            await ingest.configure(
                connection,
                settings(),
                name,
                key=key,
                url=url,
                fallback_url=fallback_url,
                fallback_host=fallback_host,
                per_minute=per_minute,
                budget=budget,
                enabled=on,
            )
            told = {"url": url, "fallback_url": fallback_url, "per_minute": per_minute, "budget": budget}
            entered = {"enabled": on, "key_entered": key is not None}
            changed = {setting: value for setting, value in {**told, **entered}.items() if value is not None}
            await audit.note(
                connection, audit.command_actor(), "source.configure", thing=name, details=changed
            )


@app.command
def test(name: Name) -> int:
    """Ask a source one cheap question, and say whether its key and address are right."""
    set_up_log(settings(), quiet=True)
    tried = asyncio.run(_test(name))
    print(f"{name} answers." if tried.ok else f"{name}: {tried.message} {tried.hint}".rstrip())
    if tried.quota and tried.quota.remaining is not None:
        print(f"{tried.quota.remaining:,} calls are left of {tried.quota.limit or 0:,}.")
    return 0 if tried.ok else FAILED


async def _test(name: str) -> ingest.Tried:
    with db.database(settings()) as conninfo:
        async with (
            db.open_pool(conninfo, 2) as pool,
            ingest.open_caller(pool, settings()) as caller,
        ):
            return await ingest.try_source(caller, name)


@app.command
def forget_key(name: Name) -> int:
    """Take the key of a source away. What was collected stays."""
    asyncio.run(_forget(name))
    print(f"The key of {name} is gone; nothing is asked of it any more.")
    return 0


async def _forget(name: str) -> None:
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
            await ingest.forget_key(connection, name)
            await audit.note(connection, audit.command_actor(), "source.forget_key", thing=name)


def _key(file: Path | None) -> Secret:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8").partition("\n")[0]
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The key file {file} cannot be read: {error}.") from None
    else:
        text = getpass("Key: ") if sys.stdin.isatty() else sys.stdin.readline()
    if not text.strip():
        raise InputError("There is no key.", "Give it on standard input or by --key-file, or use --keep-key.")
    return Secret(text.strip())
