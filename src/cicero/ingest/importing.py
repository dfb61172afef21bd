"""Import files into a client: recognise, stream, parse, store batch by batch.

Each batch is one transaction that also moves the resume point, so that a killed import goes on where it
stood. While the database stores one batch, a thread reads and parses the next, and prepares its posts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from psycopg import errors

from cicero import accounts, clients, posts
from cicero.db import Connection, Pool
from cicero.errors import CiceroError, FormatError
from cicero.ingest import books, rejects
from cicero.ingest.batches import Batch, Reject, batches, refuse
from cicero.ingest.books import Entry
from cicero.ingest.files import ImportOptions, find_files, fingerprint
from cicero.ingest.opening import Opened, open_file, rank, with_owner
from cicero.records import AccountRef, Post
from cicero.sources.files import reading

ATTEMPTS = 3
"""How often a batch is tried when another import holds the same rows the other way round."""

Progress = Callable[["FileReport"], None]


class FileReport(Struct, kw_only=True):
    """What became of one file. `failed`: the rest of it, or all of it, could not be read, for `message`."""

    path: Path
    format: str = ""
    status: Literal["running", "done", "failed"] = "running"
    message: str = ""
    notes: tuple[str, ...] = ()
    resumed_from: int = 0
    size: int = 0
    """Bytes of the file read so far, as far as they are known."""
    rows: int = 0
    posts: int = 0
    profiles: int = 0
    comments: int = 0
    rejected: int = 0
    first_reject: Reject | None = None
    rejects_path: Path | None = None


class Import(Struct, frozen=True, kw_only=True):
    """What stays the same from the first file of an import to the last."""

    pool: Pool
    client_id: int
    options: ImportOptions
    data_dir: Path
    progress: Progress
    ids: dict[AccountRef, int] = {}
    """Accounts that were resolved and committed before: most rows of a file name the same few."""


class _Ready(Struct, frozen=True):
    batch: Batch
    posts: posts.Prepared | None
    """None where the database has to be asked first under which accounts they stand."""


async def import_paths(run: Import, paths: Sequence[Path]) -> list[FileReport]:
    """Import every file under these paths; a file that cannot be used does not stop the others."""
    reports = [FileReport(path=path) for path in find_files(paths)]
    touched: set[int] = set()
    for report, opened in _in_reading_order(run, reports):
        try:
            await _import_file(run, report, opened, touched)
        except CiceroError as error:
            _fail(report, error)
        run.progress(report)
    async with run.pool.connection() as connection:
        if any(report.resumed_from for report in reports):
            touched |= {account.account_id for account in await accounts.of_client(connection, run.client_id)}
        await posts.set_followers(connection, touched)
        # A file tells of an account up to the newest post in it: what came after may have been left out.
        tallies = await posts.tally(connection, touched)
        await accounts.note_posts(connection, ((t.account_id, t.posts, t.newest) for t in tallies))
    return reports


def _in_reading_order(run: Import, reports: list[FileReport]) -> list[tuple[FileReport, Opened]]:
    """The files that could be recognised, each after those that it leans on; the others are marked failed."""
    recognised: list[tuple[int, FileReport, Opened]] = []
    for report in reports:
        try:
            opened = open_file(report.path, run.options)
            report.format, report.notes = opened.format.title, opened.notes
            recognised.append((rank(opened), report, opened))
        except CiceroError as error:
            _fail(report, error)
            run.progress(report)
    return [(report, opened) for _, report, opened in sorted(recognised, key=lambda item: item[0])]


async def _import_file(run: Import, report: FileReport, opened: Opened, touched: set[int]) -> None:
    async with run.pool.connection() as connection:
        opened = await with_owner(connection, opened, run.options.accounts)
        size, mark = await asyncio.to_thread(fingerprint, report.path)
        entry = await books.begin(connection, run.client_id, report.path, size, mark)
    report.resumed_from = entry.rows_read
    report.rejects_path = rejects.rejects_path(run.data_dir, entry.import_id, report.path)
    rejects.forget_after(report.rejects_path, entry.rows_read)
    try:
        entry = await _store_all(run, report, opened, entry, touched)
    except FormatError as error:
        _fail(report, error)
    async with run.pool.connection() as connection:
        status: Literal["done", "failed"] = "failed" if report.status == "failed" else "done"
        await books.finish(connection, entry, status, report.message)
    report.status = status


async def _store_all(
    run: Import, report: FileReport, opened: Opened, entry: Entry, touched: set[int]
) -> Entry:
    lines = reading.rows(report.path, opened.format, skip=entry.rows_read)
    upcoming = batches(lines, opened.format, opened.context, entry.rows_read)
    ready = await asyncio.to_thread(_next, upcoming, run.ids)
    while ready is not None:
        (entry, stored), following = await asyncio.gather(
            _store_with_patience(run, report, entry, ready), asyncio.to_thread(_next, upcoming, run.ids)
        )
        touched |= stored
        report.size += ready.batch.size
        _account_for(report, entry)
        run.progress(report)
        ready = following
    return entry


def _next(upcoming: Iterator[Batch], ids: dict[AccountRef, int]) -> _Ready | None:
    batch = next(upcoming, None)
    return None if batch is None else _Ready(batch, _prepared(batch.posts, ids))


def _prepared(batch: Sequence[Post], ids: dict[AccountRef, int]) -> posts.Prepared | None:
    if not batch or any(post.coauthors or post.account not in ids for post in batch):
        return None
    return posts.prepare([(ids[post.account], post) for post in batch])


async def _store_with_patience(
    run: Import, report: FileReport, entry: Entry, ready: _Ready
) -> tuple[Entry, set[int]]:
    """Store a batch, again when PostgreSQL broke a deadlock with another import at our cost."""
    for _ in range(ATTEMPTS - 1):
        try:
            return await _store(run, report, entry, ready)
        except errors.DeadlockDetected:
            await asyncio.sleep(0.1)
    return await _store(run, report, entry, ready)


async def _store(run: Import, report: FileReport, entry: Entry, ready: _Ready) -> tuple[Entry, set[int]]:
    batch = ready.batch
    async with run.pool.connection() as connection, connection.transaction():
        fresh = await accounts.resolve(connection, _named(batch) - run.ids.keys())
        await clients.add_accounts(connection, run.client_id, fresh.values(), run.options.role)
        ids = {**run.ids, **fresh}
        await accounts.store_profiles(connection, [(ids[p.account], p) for p in batch.profiles])
        if ready.posts is None:
            owned = [(ids[post.account], post) for post in batch.posts]
            await posts.store(connection, owned + await _under_coauthors(connection, batch.posts))
        else:
            await posts.store_prepared(connection, ready.posts)
        orphans = await _store_comments(connection, batch)
        refused = sorted([*batch.rejects, *orphans], key=lambda reject: reject.row)
        entry = _moved(entry, batch, len(refused), len(orphans))
        await books.advance(connection, entry)
        if refused and report.rejects_path:
            rejects.keep(report.rejects_path, report.path, refused)
    run.ids.update(fresh)
    report.first_reject = report.first_reject or next(iter(refused), None)
    return entry, {ids[ref] for ref in _named(batch)}


def _named(batch: Batch) -> set[AccountRef]:
    return {post.account for post in batch.posts} | {profile.account for profile in batch.profiles}


async def _under_coauthors(connection: Connection, batch: Sequence[Post]) -> list[tuple[int, Post]]:
    """Collaborative posts once more for co-authors that are tracked already; others are not invented."""
    shared = []
    for post in batch:
        for coauthor in post.coauthors:
            account_id = await accounts.known(connection, coauthor)
            if account_id is not None and coauthor != post.account:
                shared.append((account_id, post))
    return shared


async def _store_comments(connection: Connection, batch: Batch) -> list[Reject]:
    if not batch.comments:
        return []
    comments = [comment for _, _, comment in batch.comments]
    await posts.store_comments(connection, comments)
    missing = await posts.posts_missing(connection, comments)
    reason = "a comment on a post that is not here: import the post first"
    return [refuse(row, line, reason) for row, line, comment in batch.comments if comment.post_id in missing]


def _moved(entry: Entry, batch: Batch, refused: int, orphans: int) -> Entry:
    return msgspec.structs.replace(
        entry,
        rows_read=batch.rows,
        posts=entry.posts + len(batch.posts),
        profiles=entry.profiles + len(batch.profiles),
        comments=entry.comments + len(batch.comments) - orphans,
        rejected=entry.rejected + refused,
    )


def _account_for(report: FileReport, entry: Entry) -> None:
    report.rows, report.posts, report.profiles = entry.rows_read, entry.posts, entry.profiles
    report.comments, report.rejected = entry.comments, entry.rejected


def _fail(report: FileReport, error: CiceroError) -> None:
    report.status = "failed"
    report.message = f"{error} {error.hint}".strip()
