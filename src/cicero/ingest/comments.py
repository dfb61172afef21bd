"""Reading the comments under an account's posts: of own posts all and the replies, of competitors' the first.

Only posts with clearly more or fewer comments are asked about, others that changed after a while. Instagram
gives the newest first, so that reading ends where everything is known, unless some are gone; TikTok's order
says nothing, so that its pages are read to the end. What should have been found and was not is looked for
once more, and then taken for deleted (`posts.note_missing`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from cicero import posts
from cicero.db import execute, pipelined, single, sql
from cicero.errors import (
    AnswerError,
    GoneError,
    IncompleteError,
    PrivateError,
    RateError,
    UnavailableError,
)
from cicero.ingest.calling import Caller, Question, ask
from cicero.ingest.degradation import Purpose as Spending
from cicero.ingest.degradation import allowed
from cicero.ingest.lists import look_at_post
from cicero.ingest.pages import log
from cicero.ingest.raw import keep_raw
from cicero.ingest.watched import Watched
from cicero.posts import Commented, Known
from cicero.records import Comment
from cicero.sources.source import Answer, Client, PostRef

EVERY_OWN, EVERY_COMPETITOR = timedelta(hours=6), timedelta(hours=24)
"""How often an account's posts are looked over for new comments."""

LATER = timedelta(minutes=15)
"""When to look again after something went wrong."""

SINCE_OWN, SINCE_SHORT = timedelta(days=30), timedelta(days=7)
"""Older posts gather hardly any comments; of competitors, and when calls run short, a week must do."""

POSTS_AT_ONCE, PAGES_OWN, PAGES_COMPETITOR, THREADS, REPLY_PAGES = 20, 20, 2, 10, 5
"""At most: posts in one go, pages of a post's comments, threads of an own post, pages of one thread."""


EDITED_WITHIN = timedelta(hours=2)
"""People change what they wrote soon or not at all: what was younger at the last look is read again."""

Reach = Literal["end", "known", "cut"]
"""Pages were read to the end, to where everything is known, or as many as may be."""


class Walk(Struct, kw_only=True):
    """Reading the comments of one post: `seen` in this walk with their replies, `known` before it.

    `to_the_end`: some are gone, so that reading may not stop where all is known. `ended`: it did read to the
    end; `threads`: the replies to these were.
    """

    post: PostRef
    wanted: Commented
    known: dict[int, Known]
    began: datetime
    seen: dict[int, int | None] = {}
    to_the_end: bool = False
    ended: bool = False
    threads: list[int] = []


async def read_comments(
    caller: Caller, source: str, watched: Watched, may: frozenset[Spending] = allowed(0.0)
) -> int:
    """Read what is new under the account's posts; how many comments were new.

    `may`: what calls may go into, see `degradation`.
    """
    began = caller.clock()
    back = SINCE_OWN if watched.own and "comments_old" in may else SINCE_SHORT
    async with single(caller.pool) as connection:
        wanted = await posts.comments_wanted(
            connection,
            watched.account_id,
            at=began,
            since=began - back,
            limit=POSTS_AT_ONCE,
        )
    new, missed = 0, 0
    for one in wanted:
        ref = PostRef(account=watched.ref, post_id=one.post_id, code=one.code)
        try:
            new += await _read_post(caller, source, watched, ref, one)
        except GoneError:
            await look_at_post(caller, source, watched, ref, "detail")
        except (AnswerError, IncompleteError, PrivateError) as error:
            log.info("comments not read", account=watched.account_id, post=one.post_id, said=str(error))
            await _note_post(caller, watched, one, complete=False, failed=True)
            missed += 1
        except (RateError, UnavailableError) as error:
            log.info("comments not read", account=watched.account_id, post=one.post_id, said=str(error))
            missed += 1
    await _note(caller, watched, began, missed > 0, new > 0 and len(wanted) == POSTS_AT_ONCE)
    return new


async def _note(caller: Caller, watched: Watched, began: datetime, missed: bool, more: bool) -> None:
    """When to look again: at once where there is more, soon where something went wrong."""
    every = EVERY_OWN if watched.own else EVERY_COMPETITOR
    pause = timedelta() if more else LATER if missed else every
    values = {"account_id": watched.account_id, "at": began, "due_at": began + pause}
    async with single(caller.pool) as connection:
        await execute(connection, sql(__package__, "note_comments_read"), values)


async def _read_post(caller: Caller, source: str, watched: Watched, ref: PostRef, wanted: Commented) -> int:
    async with single(caller.pool) as connection:
        known = await posts.known_comments(connection, watched.account_id, ref.post_id)
    walk = Walk(
        post=ref,
        wanted=wanted,
        known=known,
        began=caller.clock(),
        to_the_end=wanted.counted < len(known),
    )
    complete = await _read_top(caller, source, watched, walk)
    if complete and not walk.ended and await _some_are_gone(caller, watched, walk):
        walk.to_the_end = True
        complete = await _read_top(caller, source, watched, walk)
    if watched.own:
        complete &= await _read_threads(caller, source, watched, walk)
    gone = await _note_missing(caller, watched, walk)
    return max(await _note_post(caller, watched, wanted, complete) - len(known) + gone, 0)


async def _some_are_gone(caller: Caller, watched: Watched, walk: Walk) -> bool:
    """Whether more stand here than the network counts, now that the new ones came."""
    async with single(caller.pool) as connection:
        here = await posts.known_comments(connection, watched.account_id, walk.post.post_id)
    return walk.wanted.counted < len(here)


async def _note_missing(caller: Caller, watched: Watched, walk: Walk) -> int:
    async with single(caller.pool) as connection:
        return await posts.note_missing(
            connection,
            watched.account_id,
            walk.post.post_id,
            began=walk.began,
            counted=walk.wanted.counted,
            all_comments=walk.ended,
            threads=walk.threads,
        )


async def _note_post(
    caller: Caller, watched: Watched, wanted: Commented, complete: bool, failed: bool = False
) -> int:
    """Remember that the post's comments were read as far as they could be; how many are here."""
    async with single(caller.pool) as connection:
        return await posts.note_comments(
            connection,
            watched.account_id,
            wanted.post_id,
            at=caller.clock(),
            counted=wanted.counted,
            complete=complete,
            failed=failed,
        )


async def _read_top(caller: Caller, source: str, watched: Watched, walk: Walk) -> bool:
    """Pages of comments; whether all were read, or are known."""
    read_at = walk.wanted.read_at

    def page_of(cursor: str | None) -> Question:
        return lambda client: client.comments(walk.post, cursor)

    def enough(added: list[Comment]) -> bool:
        newest_first = watched.platform == "instagram"
        if not newest_first or not walk.wanted.complete_before or walk.to_the_end or read_at is None:
            return False
        settled = read_at - EDITED_WITHIN
        return all(one.comment_id in walk.known and one.created_at < settled for one in added)

    most = PAGES_OWN if watched.own else PAGES_COMPETITOR
    none_left = walk.wanted.counted == 0
    found, reach = await _walk(caller, source, watched, page_of, most, enough, none_left)
    walk.seen = {one.comment_id: one.replies for one in found.values() if one.parent_id is None}
    walk.ended = reach == "end"
    return reach != "cut"


async def _read_threads(caller: Caller, source: str, watched: Watched, walk: Walk) -> bool:
    """Replies that are not here yet, or here and gone; whether all were read."""
    if not walk.seen:
        return True
    async with single(caller.pool) as connection:
        here = await posts.known_comments(connection, watched.account_id, walk.post.post_id)
    told = {one: (replies, here[one].replies if one in here else 0) for one, replies in walk.seen.items()}
    differing = {one: abs(replies - known) for one, (replies, known) in told.items() if replies is not None}
    unlike = sorted((one for one in differing if differing[one] > 0), key=lambda one: -differing[one])
    complete = len(unlike) <= THREADS
    for comment_id in unlike[:THREADS]:
        complete &= await _read_thread(caller, source, watched, walk, comment_id)
    return complete


async def _read_thread(caller: Caller, source: str, watched: Watched, walk: Walk, comment_id: int) -> bool:
    def page_of(cursor: str | None) -> Question:
        return lambda client: client.replies(walk.post, comment_id, cursor)

    none_left = not walk.seen[comment_id]
    _, reach = await _walk(caller, source, watched, page_of, REPLY_PAGES, lambda _: False, none_left)
    if reach == "end":
        walk.threads.append(comment_id)
    return reach == "end"


async def _walk(
    caller: Caller,
    source: str,
    watched: Watched,
    page_of: Callable[[str | None], Question],
    most: int,
    enough: Callable[[list[Comment]], bool],
    none_left: bool,
) -> tuple[dict[int, Comment], Reach]:
    """Store up to `most` pages; the comments by id, and how far it went. `none_left`: there may be nothing.

    IncompleteError for pages that repeat themselves or lack their list: to believe them would end too soon.
    """
    found: dict[int, Comment] = {}
    cursors: set[str] = set()
    cursor: str | None = None
    for _ in range(most):
        answer = await ask(caller, source, "comments", _whole(page_of(cursor), found, none_left))
        page = await _store(caller, source, watched, answer)
        added = [comment for comment in page if comment.comment_id not in found]
        found |= {comment.comment_id: comment for comment in added}
        cursor = answer.cursor
        if cursor is None or cursor in cursors or not page:
            return found, "end"
        if enough(added):
            return found, "known"
        cursors.add(cursor)
    return found, "cut"


def _whole(question: Question, found: Mapping[int, Comment], none_left: bool) -> Question:
    """The same question, asked again where the answer holds nothing though there should be something."""

    async def asked(client: Client) -> Answer:
        answer = await question(client)
        page = {record.comment_id for record in answer.records if isinstance(record, Comment)}
        if not page and (answer.absent or answer.cursor is not None or not (found or none_left)):
            raise IncompleteError("The comments were missing from the answer.")
        if page and not page - found.keys():
            raise IncompleteError("The comments repeat themselves.")
        return answer

    return asked


async def _store(caller: Caller, source: str, watched: Watched, answer: Answer) -> list[Comment]:
    found = [record for record in answer.records if isinstance(record, Comment)]
    async with pipelined(caller.pool) as connection:
        await posts.store_comments(connection, found)
        await keep_raw(connection, watched.account_id, source, answer)
    return found
