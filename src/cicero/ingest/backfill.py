"""Reading an account's past, page by page from a stored cursor, so that it goes on after any interruption.

The end is believed only when there is reason to: the list is over, or its posts are older than asked for. A
page that adds nothing, a list that is missing and one that ends far too early are asked for again first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from cicero import posts
from cicero.db import Connection, execute, is_away, pipelined, single, sql
from cicero.errors import UpstreamError
from cicero.ingest.calling import Caller, ask
from cicero.ingest.lists import note_kept
from cicero.ingest.pages import Page, store_page
from cicero.ingest.watched import LONGEST_PAUSE, Watched, as_trouble, find_watched
from cicero.sources.source import Answer

PAGES_AT_ONCE = 20
"""After so many the job ends and another goes on, so that other accounts have their turn."""

TRIES = 3
LATER = timedelta(minutes=2)
"""How often, and how far apart, a suspicious end is looked at again. After failures the pauses double."""

MOST_PAGES = 2_000
"""Of one account: where no list ends, this one does."""

MISSING_SHARE, MISSING_POSTS = 0.1, 5
"""A list that ends with more than this share and number missing, by the account's own count, ended early."""


class Step(Struct, frozen=True, kw_only=True):
    """Where reading stands after a page."""

    backfill: str
    cursor: str | None
    tries: int
    message: str | None = None
    due_at: datetime


async def read_past(caller: Caller, source: str, account_id: int, pages: int = PAGES_AT_ONCE) -> bool:
    """Read some pages of the account's past; whether there is more to read now."""
    for _ in range(pages):
        async with single(caller.pool) as connection:
            watched = await find_watched(connection, account_id)
        if watched is None or watched.backfill not in ("todo", "running"):
            return False
        if watched.backfill_due_at > caller.clock() or watched.state in ("private", "gone"):
            return False
        try:
            step = await _read_page(caller, source, watched)
        except UpstreamError as error:
            await _note_failure(caller, watched, error)
            raise
        except Exception as error:
            # A fault of ours: the same page would be paid for again and again.
            if not is_away(error):
                await _note_failure(caller, watched, as_trouble(error))
            raise
        if step.backfill == "done":
            await _finish(caller, watched)
            return False
    return True


async def _read_page(caller: Caller, source: str, watched: Watched) -> Step:
    answer = await ask(
        caller, source, "backfill", lambda client: client.posts(watched.target, watched.backfill_cursor)
    )
    step: Step | None = None

    async def move(connection: Connection, page: Page) -> None:
        nonlocal step
        kept = 0
        if answer.cursor is None:
            kept = sum(one.posts for one in await posts.tally(connection, [watched.account_id]))
        step = after(watched, page, answer, kept)
        await _move(connection, watched, step, page)

    await store_page(caller, source, watched, answer, also=move)
    assert step is not None  # noqa: S101 - `move` is part of storing
    return step


def after(watched: Watched, page: Page, answer: Answer, kept: int) -> Step:
    """Where to go on after a page. `kept`: how many posts of the account stand here once its list is over."""
    again = _suspicious(watched, page, answer, kept)
    if again and watched.backfill_tries + 1 < TRIES:
        return Step(
            backfill="running",
            cursor=watched.backfill_cursor,
            tries=watched.backfill_tries + 1,
            message=again,
            due_at=page.at + LATER,
        )
    over = answer.cursor is None or answer.cursor == watched.backfill_cursor or _is_older(watched, page)
    if watched.backfill_pages + 1 >= MOST_PAGES:
        over, again = True, f"Stopped after {MOST_PAGES:,} pages."
    return Step(
        backfill="done" if over else "running",
        cursor=None if over else answer.cursor,
        tries=0,
        message=again,
        due_at=page.at,
    )


def _suspicious(watched: Watched, page: Page, answer: Answer, kept: int) -> str | None:
    """Why this page may not be what it seems; None where it is."""
    said = watched.posts_said
    if answer.absent and said != 0:
        return "The list was missing from the answer."
    before = watched.backfill_oldest
    if page.posts and before is not None and page.oldest is not None and page.oldest >= before:
        return "The list repeats itself."
    if answer.cursor is None and said is not None and not _is_older(watched, page):
        missing = said - kept
        if missing > max(MISSING_POSTS, said * MISSING_SHARE):
            return f"The list ended with {kept:,} of {said:,} posts."
    return None


def _is_older(watched: Watched, page: Page) -> bool:
    """Whether the page comes down to posts older than asked for."""
    until = watched.backfill_until
    return until is not None and page.oldest is not None and page.oldest < until


async def _move(connection: Connection, watched: Watched, step: Step, page: Page) -> None:
    values = {
        "account_id": watched.account_id,
        "backfill": step.backfill,
        "cursor": step.cursor,
        "tries": step.tries,
        "pages": 1,
        "posts": page.new,
        "oldest": page.oldest,
        "message": step.message,
        "due_at": step.due_at,
        "at": page.at,
    }
    await execute(connection, sql(__package__, "move_backfill"), values)


async def _note_failure(caller: Caller, watched: Watched, error: UpstreamError) -> None:
    """The cursor stays; a source that refuses everything is no reason to wait longer than it does."""
    at = caller.clock()
    values = {
        "account_id": watched.account_id,
        "backfill": "running",
        "cursor": watched.backfill_cursor,
        "tries": watched.backfill_tries,
        "pages": 0,
        "posts": 0,
        "oldest": None,
        "message": f"{error} {error.hint}".strip(),
        "due_at": at if error.subject == "source" else at + _pause(watched),
        "at": at,
    }
    async with single(caller.pool) as connection:
        await execute(connection, sql(__package__, "move_backfill"), values)


def _pause(watched: Watched) -> timedelta:
    """Twice as long as the last one, so that what always fails is hardly paid for."""
    last = watched.backfill_due_at - watched.backfill_at if watched.backfill_at else timedelta()
    return min(max(last * 2, LATER), LONGEST_PAUSE)


async def _finish(caller: Caller, watched: Watched) -> None:
    async with pipelined(caller.pool) as connection:
        await posts.set_followers(connection, [watched.account_id])
        await note_kept(connection, watched.account_id, watched.list_at or caller.clock())
