"""Asking who likes an own post, where a client's roster wants to know: some of the likers, never all.

It comes with the visits to an account's list. A post is asked about in its first week, whenever it is twice
as old as at the look before and has more likes: some six calls. The answers are samples, so that who was not
seen may like the post all the same.
"""

from __future__ import annotations

from datetime import timedelta

from cicero import posts
from cicero.db import Connection, pipelined, single
from cicero.errors import UpstreamError
from cicero.ingest.calling import Caller, ask
from cicero.ingest.degradation import Purpose as Spending
from cicero.ingest.pages import log
from cicero.ingest.raw import keep_raw
from cicero.ingest.watched import Watched
from cicero.posts import Liked
from cicero.sources.registry import source as registered
from cicero.sources.source import PostRef

YOUNG = timedelta(days=7)
POSTS_AT_ONCE = 20


async def read_likers(caller: Caller, source: str, watched: Watched, may: frozenset[Spending]) -> int:
    """Ask for likers of the account's young posts, where that is worth a call; how many were answered.

    Trouble with likers is no trouble of the account: it is logged, and they are asked for again later.
    """
    wanted = caller.settings.likers and watched.own and "likers" in may
    if not wanted or "likers" not in registered(source).offers:
        return 0
    at = caller.clock()
    async with single(caller.pool) as connection:
        found = await posts.likers_wanted(
            connection, watched.account_id, at=at, since=at - YOUNG, limit=POSTS_AT_ONCE
        )
    for answered, one in enumerate(found):
        try:
            await _read_post(caller, source, watched, one)
        except UpstreamError as error:
            log.info("likers cut short", account=watched.account_id, reason=error.reason, said=str(error))
            return answered
    return len(found)


async def _read_post(caller: Caller, source: str, watched: Watched, liked: Liked) -> None:
    """What is wrong with the post alone is noted; an UpstreamError for what would be so with the next too."""
    ref = PostRef(account=watched.ref, post_id=liked.post_id, code=liked.code)
    try:
        answer = await ask(caller, source, "likers", lambda client: client.likers(ref))
    except UpstreamError as error:
        async with single(caller.pool) as connection:
            await _note(connection, caller, watched, liked, failed=True)
        if error.subject != "target":
            raise
        log.info("likers not read", account=watched.account_id, post=liked.post_id, said=str(error))
        return
    async with pipelined(caller.pool) as connection:
        await posts.store_likers(connection, answer.likers)
        # A list that is missing says nothing; that nobody likes the post would be said by an empty one.
        await _note(connection, caller, watched, liked, failed=answer.absent)
        await keep_raw(connection, watched.account_id, source, answer)


async def _note(
    connection: Connection, caller: Caller, watched: Watched, liked: Liked, *, failed: bool
) -> None:
    await posts.note_likers(
        connection,
        watched.account_id,
        liked.post_id,
        at=caller.clock(),
        counted=liked.counted,
        failed=failed,
    )
