"""Reading the comments under an account's posts, and the replies to them.

Only posts whose number of comments changed are asked about. Instagram gives the newest first, so that reading
ends where everything is known; TikTok's order says nothing, so that its pages are read to the end.
"""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from cicero import posts
from cicero.db import execute, sql
from cicero.errors import AnswerError, GoneError, PrivateError, UnavailableError
from cicero.ingest.calling import Caller, Question, ask
from cicero.ingest.lists import look_at_post
from cicero.ingest.pages import log
from cicero.ingest.raw import keep_raw
from cicero.ingest.watched import Watched
from cicero.posts import Commented
from cicero.records import Comment
from cicero.sources.source import Answer, PostRef

EVERY_OWN, EVERY_COMPETITOR = timedelta(hours=6), timedelta(hours=24)
"""How often an account's posts are looked over for new comments."""

SINCE = timedelta(days=30)
"""Posts older than that gather hardly any comments."""

POSTS_AT_ONCE, PAGES, REPLY_PAGES, THREADS = 20, 20, 5, 25
"""At most: posts in one go, pages of a post's comments, pages of one thread, threads of a post."""


class Walk(Struct, kw_only=True):
    """Reading the comments of one post: `seen` in this walk, `known` before it with their replies."""

    post: PostRef
    wanted: Commented
    known: dict[int, int]
    seen: dict[int, int | None] = {}


async def read_comments(caller: Caller, source: str, watched: Watched) -> int:
    """Read what is new under the account's posts; how many comments were new."""
    began = caller.clock()
    async with caller.pool.connection() as connection:
        wanted = await posts.comments_wanted(connection, watched.account_id, began - SINCE, POSTS_AT_ONCE)
    new = 0
    for one in wanted:
        ref = PostRef(account=watched.ref, post_id=one.post_id, code=one.code)
        try:
            new += await _read_post(caller, source, watched, ref, one)
        except (GoneError, PrivateError):
            await look_at_post(caller, source, watched, ref, "detail")
        except AnswerError as error:
            log.warning("comments not read", account=watched.account_id, post=one.post_id, said=str(error))
    every = EVERY_OWN if watched.own else EVERY_COMPETITOR
    more = len(wanted) == POSTS_AT_ONCE
    values = {
        "account_id": watched.account_id,
        "at": began,
        "due_at": began if more and new else began + every,
    }
    async with caller.pool.connection() as connection:
        await execute(connection, sql(__package__, "note_comments_read"), values)
    return new


async def _read_post(caller: Caller, source: str, watched: Watched, ref: PostRef, wanted: Commented) -> int:
    async with caller.pool.connection() as connection:
        known = await posts.known_comments(connection, watched.account_id, ref.post_id)
    walk = Walk(post=ref, wanted=wanted, known=known)
    complete = await _read_top(caller, source, watched, walk)
    complete &= await _read_threads(caller, source, watched, walk)
    async with caller.pool.connection() as connection:
        here = await posts.known_comments(connection, watched.account_id, ref.post_id)
        await posts.note_comments(
            connection,
            watched.account_id,
            ref.post_id,
            at=caller.clock(),
            counted=wanted.counted,
            collected=len(here),
            complete=complete,
        )
    return len(here.keys() - known.keys())


async def _read_top(caller: Caller, source: str, watched: Watched, walk: Walk) -> bool:
    """Pages of comments; whether they were read to the end."""
    cursor: str | None = None
    cursors: set[str] = set()
    for _ in range(PAGES):
        answer = await ask(caller, source, "comments", _page_of(walk.post, cursor))
        page = await _store(caller, source, watched, answer)
        added = [comment for comment in page if comment.comment_id not in walk.seen]
        walk.seen |= {comment.comment_id: comment.replies for comment in page if comment.parent_id is None}
        cursor = answer.cursor
        if page and not added and cursor is not None:
            raise UnavailableError("The comments repeat themselves.")
        if cursor is None or cursor in cursors or not page or _all_known(watched, walk, added):
            return True
        cursors.add(cursor)
    return False


def _all_known(watched: Watched, walk: Walk, added: list[Comment]) -> bool:
    newest_first = watched.platform == "instagram"
    return newest_first and walk.wanted.complete_before and all(c.comment_id in walk.known for c in added)


async def _read_threads(caller: Caller, source: str, watched: Watched, walk: Walk) -> bool:
    """Replies that are not here yet; whether all were read."""
    async with caller.pool.connection() as connection:
        here = await posts.known_comments(connection, watched.account_id, walk.post.post_id)
    lacking = [one for one, replies in walk.seen.items() if (replies or 0) > here.get(one, 0)]
    complete = len(lacking) <= THREADS
    for comment_id in lacking[:THREADS]:
        complete &= await _read_thread(caller, source, watched, walk, comment_id)
    return complete


async def _read_thread(caller: Caller, source: str, watched: Watched, walk: Walk, comment_id: int) -> bool:
    cursor: str | None = None
    cursors: set[str] = set()
    seen: set[int] = set()
    for _ in range(REPLY_PAGES):
        answer = await ask(caller, source, "comments", _replies_of(walk.post, comment_id, cursor))
        page = {comment.comment_id for comment in await _store(caller, source, watched, answer)}
        cursor = answer.cursor
        if cursor is None or cursor in cursors or not page - seen:
            return True
        seen |= page
        cursors.add(cursor)
    return False


def _page_of(post: PostRef, cursor: str | None) -> Question:
    return lambda client: client.comments(post, cursor)


def _replies_of(post: PostRef, comment_id: int, cursor: str | None) -> Question:
    return lambda client: client.replies(post, comment_id, cursor)


async def _store(caller: Caller, source: str, watched: Watched, answer: Answer) -> list[Comment]:
    found = [record for record in answer.records if isinstance(record, Comment)]
    async with caller.pool.connection() as connection, connection.transaction():
        await posts.store_comments(connection, found)
        await keep_raw(connection, watched.account_id, source, answer)
    return found
