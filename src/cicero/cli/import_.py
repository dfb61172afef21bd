"""`cicero import PATH… --client SLUG`: files that people already have, into a client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from cicero import audit, clients, db
from cicero.cli import printing
from cicero.config import settings
from cicero.errors import InputError
from cicero.ingest import FileReport, Import, ImportOptions, find_files, import_paths
from cicero.periods import in_zone
from cicero.records import PLATFORMS, AccountRef, Platform
from cicero.sources.files.mapping import Mapping, read_mapping

ALL_IN, SOME_UNUSABLE, SOME_ROWS_ASIDE = 0, 2, 4
"""Exit codes: everything went in · a file could not be used · all files read, some rows were set aside."""


def import_files(
    *paths: Annotated[Path, Parameter(help="Files or folders.")],
    client: Annotated[str, Parameter(help="Short name of the client; created when there is none.")],
    competitor: Annotated[bool, Parameter(help="Watch accounts new to the client as competitors.")] = False,
    map: Annotated[Path | None, Parameter(help="TOML or JSON file: our field = their column.")] = None,
    zone: Annotated[str | None, Parameter(help="Zone of times without one, such as Asia/Jakarta.")] = None,
    account: Annotated[
        tuple[str, ...], Parameter(help="Whose posts they are where files do not say it: tiktok:HANDLE.")
    ] = (),
    platform: Annotated[
        str | None, Parameter(help="instagram or tiktok, where the file does not say.")
    ] = None,
    observed_at: Annotated[
        datetime | None, Parameter(help="When the file was made (UTC unless it says otherwise).")
    ] = None,
) -> int:
    """Import posts, profiles, comments and follower histories from exported files.

    Importing a file again changes nothing; an interrupted import goes on where it stood. Rows that cannot be
    used are kept in a rejects file with the reason. Exit code 0: everything went in; 4: some rows were set
    aside; 2: a file could not be used.
    """
    options = _options(competitor, map, zone, account, platform, observed_at)
    return asyncio.run(_import(paths, client, options))


def _options(
    competitor: bool,
    map_file: Path | None,
    zone: str | None,
    account: tuple[str, ...],
    platform: str | None,
    observed_at: datetime | None,
) -> ImportOptions:
    mapping = read_mapping(map_file) if map_file else Mapping()
    return ImportOptions(
        role="competitor" if competitor else "own",
        zone=zone or mapping.zone,
        accounts=tuple(_account(text) for text in account),
        platform=_platform(platform) if platform else mapping.platform,
        columns=mapping.columns,
        date_format=mapping.date_format,
        observed_at=in_zone(observed_at, "UTC") if observed_at else None,
    )


def _account(text: str) -> AccountRef:
    platform, _, handle = text.partition(":")
    handle = handle.strip().removeprefix("@").lower()
    if not handle:
        raise InputError(
            f"--account {text} names no account.", "Write it as tiktok:HANDLE or instagram:HANDLE."
        )
    return AccountRef(platform=_platform(platform), handle=handle)


def _platform(text: str) -> Platform:
    for platform in PLATFORMS:
        if platform == text.strip().lower():
            return platform
    raise InputError(f"There is no platform {text!r}.", f"Use {' or '.join(PLATFORMS)}.")


async def _import(paths: Sequence[Path], slug: str, options: ImportOptions) -> int:
    find_files(paths)  # a mistyped path should not leave a new client behind
    console = printing.console(stderr=True)
    with db.database(settings()) as conninfo:
        async with db.open_pool(conninfo, 2) as pool:
            async with pool.connection() as connection:
                client, created = await clients.ensure(connection, slug)
            if created:
                console.print(f"Created the client {client.slug} ({client.name}, {client.zone}).")
            with _progress(console) as progress:
                run = Import(
                    pool=pool,
                    client_id=client.client_id,
                    options=options,
                    data_dir=settings().data_dir,
                    progress=_shown_on(progress),
                )
                reports = await import_paths(run, paths)
            await _note(pool, client, created, reports)
    _print(console, reports)
    return exit_code(reports)


async def _note(pool: db.Pool, client: clients.Client, created: bool, reports: Sequence[FileReport]) -> None:
    files = [report.path.name for report in reports]
    told = {"rows": sum(report.rows for report in reports), "files": files[:20], "of_files": len(files)}
    actor, note = audit.command_actor(), partial(audit.note, client_id=client.client_id, thing=client.slug)
    async with pool.connection() as connection:
        if created:
            await note(connection, actor, "client.create")
        await note(connection, actor, "file.import", details=told)


def exit_code(reports: Sequence[FileReport]) -> int:
    if any(report.status == "failed" for report in reports):
        return SOME_UNUSABLE
    return SOME_ROWS_ASIDE if any(report.rejected for report in reports) else ALL_IN


def _progress(console: Console) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    rows = TextColumn("{task.fields[rows]:,} rows")
    return Progress(*columns, rows, TimeElapsedColumn(), console=console, transient=True)


def _shown_on(progress: Progress) -> Callable[[FileReport], None]:
    tasks: dict[Path, TaskID] = {}

    def show(report: FileReport) -> None:
        if report.path not in tasks:
            total = report.path.stat().st_size if report.size and not report.resumed_from else None
            tasks[report.path] = progress.add_task(report.path.name, total=total, rows=0)
        progress.update(tasks[report.path], completed=report.size, rows=report.rows)
        if report.status != "running":
            progress.remove_task(tasks.pop(report.path))

    return show


def _print(console: Console, reports: Sequence[FileReport]) -> None:
    table = Table("file", "kind", box=SIMPLE_HEAD)
    for heading in ("rows", "posts", "comments", "profiles", "set aside"):
        table.add_column(heading, justify="right")
    for report in reports:
        counts = (report.rows, report.posts, report.comments, report.profiles, report.rejected)
        table.add_row(report.path.name, report.format or "–", *(f"{count:,}" for count in counts))
    console.print(table)
    for report in reports:
        for sentence in remarks(report):
            console.print(sentence, markup=False, highlight=False, soft_wrap=True)


def remarks(report: FileReport) -> list[str]:
    """What people should know about one file, in sentences."""
    said = [f"{report.path.name}: {note}" for note in report.notes]
    if report.resumed_from:
        said.append(
            f"{report.path.name}: went on after row {report.resumed_from:,}, where it was interrupted."
        )
    if first := report.first_reject:
        said.append(
            f"{report.path}, line {first.line}: {first.reason}"
            + (f" (the first of {report.rejected:,})" if report.rejected > 1 else "")
            + f". Set aside in {report.rejects_path}."
        )
    if report.message:
        named = str(report.path) in report.message
        said.append(report.message if named else f"{report.path}: {report.message}")
    return said
