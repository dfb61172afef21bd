"""Storing one page of an account's posts: the posts, the raw answer and the ledger, in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

import structlog
from msgspec import Struct

from cicero import accounts, posts
from cicero.db import Connection, pipelined, single
from cicero.ingest.calling import Caller
from cicero.ingest.ledger import Basis, Lines, compare, enter
from cicero.ingest.raw import keep_raw
from cicero.ingest.watched import Subject
from cicero.posts import StoredCounts
from cicero.records import AccountRef, Post
from cicero.sources.source import Answer

log = structlog.get_logger("cicero.collect")

Also = Callable[[Connection, "Page"], Awaitable[None]]
"""What else belongs into the transaction, such as moving a resume point."""


class Page(Struct, frozen=True, kw_only=True):
    """What a page held. `before` are those of its posts that stood here before, as they stood.

    `oldest`: when the oldest post that is not pinned was published.
    """

    posts: tuple[Post, ...]
    before: Mapping[int, StoredCounts]
    at: datetime

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(post.post_id for post in self.posts)

    @property
    def new(self) -> int:
        return len(self.ids - self.before.keys())

    @property
    def oldest(self) -> datetime | None:
        return min((post.published_at for post in self.posts if not post.pinned), default=None)

    def reaches(self, since: datetime) -> bool:
        """Whether it comes down to posts that were known then, so that there is no gap above them."""
        known = (self.before.get(post.post_id) for post in self.posts if not post.pinned)
        return any(stored is not None and stored.first_seen_at <= since for stored in known)


async def store_page(
    caller: Caller,
    source: str,
    watched: Subject,
    answer: Answer,
    *,
    basis: Basis = "live",
    also: Also | None = None,
) -> Page:
    """Store the posts of an answer under the account asked about, and under tracked co-authors."""
    found = tuple(post for post in answer.records if isinstance(post, Post) and _belongs(post, watched))
    if answer.unread:
        reasons = sorted({unread.reason for unread in answer.unread})
        log.warning("items not read", account=watched.account_id, items=len(answer.unread), reasons=reasons)
    ids = [post.post_id for post in found]
    owned = await _owned(caller, watched, found)
    lines: Lines = {}
    async with pipelined(caller.pool) as connection:
        stood = await posts.ask_counts(connection, watched.account_id, ids)
        await posts.store(connection, owned)
        stands = await posts.ask_counts(connection, watched.account_id, ids)
        await keep_raw(connection, watched.account_id, source, answer)
        page = Page(posts=found, before=await posts.by_post(stood), at=answer.observed_at)
        compare(lines, basis, page.before, found)
        compare(lines, "stored", await posts.by_post(stands), found)
        await enter(connection, watched.account_id, source, answer.observed_at, lines)
        if also is not None:
            await also(connection, page)
    return page


def _belongs(post: Post, watched: Subject) -> bool:
    """A list of Instagram holds what is on that profile, whoever posted it; TikTok's may hold adverts."""
    if watched.platform == "instagram":
        return True
    return watched.platform_id in (None, post.account.platform_id) or post.account.platform_id is None


async def _owned(caller: Caller, watched: Subject, found: Sequence[Post]) -> list[tuple[int, Post]]:
    """Each post with the accounts it stands under; those that nobody tracks are not invented."""
    named = [{post.account, *post.coauthors} for post in found]
    others = {ref for refs in named for ref in refs if ref.platform_id != watched.platform_id}
    tracked: dict[AccountRef, int | None] = {}
    if others:
        async with single(caller.pool) as connection:
            tracked = {ref: await accounts.known(connection, ref) for ref in others}
    owned = [(watched.account_id, post) for post in found]
    for post, refs in zip(found, named, strict=True):
        ids = {tracked.get(ref) for ref in refs} - {None, watched.account_id}
        owned += [(account_id, post) for account_id in ids if account_id is not None]
    return owned
