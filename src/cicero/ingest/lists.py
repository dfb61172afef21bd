"""Reading the newest posts of an account: as deep as the plan says, and as far as needed to leave no gap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from cicero import accounts, posts
from cicero.config import Settings
from cicero.db import Connection, execute, pipelined, single, sql
from cicero.errors import (
    AnswerError,
    GoneError,
    IncompleteError,
    PrivateError,
    RateError,
    UnavailableError,
)
from cicero.ingest import plan
from cicero.ingest.calling import Caller, Purpose, Question, ask
from cicero.ingest.degradation import Purpose as Spending
from cicero.ingest.degradation import allowed
from cicero.ingest.ledger import Basis
from cicero.ingest.pages import Page, log, store_page
from cicero.ingest.setup import find_source
from cicero.ingest.watched import Subject, Watched
from cicero.posts import Recent
from cicero.records import Post
from cicero.sources.registry import source as registered
from cicero.sources.source import Answer, Client, PostRef

Enough = Callable[[Sequence[Page]], bool]
"""Whether the pages read so far are, so that no other is asked for."""

DEEPEST = 40
"""Pages of one visit at most; what lies between them and what was known is read as the past is."""

PLANNED_POSTS, HABIT_POSTS = 120, 200
"""How many of the newest posts decide about the next visit, and tell when the account posts."""

LOOKED_AT_LATELY = timedelta(hours=20)
CONFIRMED_AT_ONCE = 3
"""Posts missing from a list that one visit asks about."""


async def read_list(
    caller: Caller, source: str, watched: Watched, may: frozenset[Spending] = allowed(0.0)
) -> list[Page]:
    """Walk the list from the top, store every page, confirm what is missing, and plan the next visit.

    `may`: what calls may go into, see `degradation`.
    """
    if "deep" not in may:
        watched = msgspec.structs.replace(watched, list_depth=1, list_details=[])

    def enough(pages: Sequence[Page]) -> bool:
        return len(pages) >= watched.list_depth and _gapless(watched, pages)

    pages = await walk(caller, source, watched, enough)
    await _confirm_missing(caller, source, watched, pages)
    async with pipelined(caller.pool) as connection:
        await _finish(connection, caller.settings, source, watched, pages, may)
    return pages


async def walk(
    caller: Caller, source: str, subject: Subject, enough: Enough, purpose: Purpose = "list"
) -> list[Page]:
    """Read and store pages from the top until they are enough.

    Ends as well at the list's end, at a cursor that came before, and after DEEPEST pages.
    """
    pages: list[Page] = []
    cursors: set[str] = set()
    cursor: str | None = None
    while True:
        question = _whole(subject, cursor, _ids(pages))
        answer = await ask(caller, source, purpose, question)
        page = await store_page(caller, source, subject, answer)
        pages.append(page)
        cursor = answer.cursor
        over = cursor in cursors or not page.posts or len(pages) >= DEEPEST
        if cursor is None or over or enough(pages):
            return pages
        cursors.add(cursor)


def _whole(subject: Subject, cursor: str | None, seen: frozenset[int]) -> Question:
    """A page of the list, asked for again where it lacks its list or only repeats what was `seen`."""

    async def asked(client: Client) -> Answer:
        answer = await client.posts(subject.target, cursor)
        found = {record.post_id for record in answer.records if isinstance(record, Post)}
        if answer.absent and subject.posts_said != 0:
            raise IncompleteError(f"The list of {subject.label} was missing from the answer.")
        if found and not found - seen:
            raise IncompleteError(f"The list of {subject.label} repeats itself.")
        return answer

    return asked


def _ids(pages: Sequence[Page]) -> frozenset[int]:
    return frozenset().union(*(page.ids for page in pages))


def _gapless(watched: Watched, pages: Sequence[Page]) -> bool:
    """The first visit has nothing to join on to: the past is read separately."""
    return watched.list_at is None or any(page.reaches(watched.list_at) for page in pages)


async def _confirm_missing(caller: Caller, source: str, watched: Watched, pages: Sequence[Page]) -> None:
    """A list that does not show a post proves nothing: the post itself is asked for."""
    oldest = min((page.oldest for page in pages if page.oldest), default=None)
    if oldest is None:
        return
    async with single(caller.pool) as connection:
        missing = await posts.absent(
            connection,
            watched.account_id,
            _ids(pages),
            since=oldest,
            unseen_since=pages[0].at - LOOKED_AT_LATELY,
            limit=CONFIRMED_AT_ONCE,
        )
        wanted = await posts.codes(connection, watched.account_id, set(watched.list_details) - _ids(pages))
    for post_id, code in {**dict(missing), **dict(wanted)}.items():
        ref = PostRef(account=watched.ref, post_id=post_id, code=code)
        await look_at_post(caller, source, watched, ref, "detail")


async def look_at_post(
    caller: Caller, source: str, watched: Watched, ref: PostRef, purpose: Purpose, basis: Basis = "live"
) -> bool:
    """Ask for one post by itself and store it, or mark it deleted; whether there was an answer to either."""
    try:
        answer = await ask(caller, source, purpose, lambda client: client.post(ref))
    except GoneError:
        async with single(caller.pool) as connection:
            await posts.mark_deleted(connection, watched.account_id, ref.post_id, caller.clock())
        return True
    except (AnswerError, IncompleteError, PrivateError, RateError, UnavailableError) as error:
        log.info("post not read", account=watched.account_id, post=ref.post_id, said=str(error))
        return False
    await store_page(caller, source, watched, answer, basis=basis)
    return True


async def _finish(
    connection: Connection,
    settings: Settings,
    source: str,
    watched: Watched,
    pages: Sequence[Page],
    may: frozenset[Spending],
) -> None:
    at = pages[-1].at
    fresh = [post.published_at for page in pages for post in page.posts if post.post_id not in page.before]
    if fresh:
        await posts.set_followers(connection, [watched.account_id], min(fresh))
    await note_kept(connection, watched.account_id, at)
    if not _gapless(watched, pages) and any(page.oldest for page in pages):
        between = {"account_id": watched.account_id, "until": watched.list_at, "at": at}
        await execute(connection, sql(__package__, "reopen_past"), between)
    pinned = sum(post.pinned is True for post in pages[0].posts)
    visit = await _plan(connection, settings, source, watched, at, may, pinned)
    full = [len(page.posts) for page in pages[:-1]]
    values = {
        "account_id": watched.account_id,
        "message": None,
        "at": at,
        "list_due_at": visit.due_at,
        "list_depth": min(visit.depth, DEEPEST),
        "list_details": list(visit.details),
        "page_size": sum(full) / len(full) if full else None,
    }
    await execute(connection, sql(__package__, "note_list"), values)


async def note_kept(connection: Connection, account_id: int, at: datetime) -> None:
    """How many posts are kept, and until when they are all known: until this very fetch."""
    tallies = await posts.tally(connection, [account_id])
    await accounts.note_posts(connection, [(one.account_id, one.posts, at) for one in tallies])


async def _plan(
    connection: Connection,
    settings: Settings,
    source: str,
    watched: Watched,
    at: datetime,
    may: frozenset[Spending],
    pinned: int,
) -> plan.Visit:
    """New posts are found within the promised hours; competitors' not sooner when calls run short."""
    row = await find_source(connection, source)
    promised = settings.promise_own if watched.own else settings.promise_competitors
    known = await posts.recent(connection, watched.account_id, HABIT_POSTS)
    habit = plan.learn_habit([post.published_at for post in known], watched.zone, at)
    visit = plan.next_visit(
        [_known(post) for post in known[:PLANNED_POSTS]],
        at=at,
        page_size=round(watched.page_size or registered(source).page_size),
        price=max(settings.call_price, row.price if row else 0.0),
        promised=timedelta(hours=promised),
        habit=habit,
        pinned=pinned,
    )
    if watched.own or "list_competitor" in may:
        return visit
    return msgspec.structs.replace(visit, due_at=at + timedelta(hours=promised))


def _known(post: Recent) -> plan.Known:
    earlier = zip(post.at, post.likes_before, post.comments_before, post.views_before, strict=True)
    samples = [plan.Sample(at, likes, comments, views) for at, likes, comments, views in earlier]
    last = plan.Sample(post.observed_at, post.likes, post.comments, post.views)
    return plan.Known(post_id=post.post_id, published_at=post.published_at, samples=(*samples, last))
