"""Storing posts: the same file twice changes nothing, a newer sample adds to history, unknown never erases.

Samples are copied into two temporary tables; five statements then carry them over:
posts → shared posts → snapshots → tags, each in the order of its key so that two imports cannot deadlock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cicero.db import Connection, sql
from cicero.posts.samples import changes, combine
from cicero.records import Platform, Post

Owned = tuple[int, Post]
"""A post and the id of the account it stands under."""

_STEPS = ("store_posts", "mark_shared_posts", "store_snapshots", "forget_tags", "store_tags")


async def store(connection: Connection, posts: Sequence[Owned]) -> None:
    """Store samples of posts, in one transaction with whatever else the connection does.

    Several samples of one post may come in one call, in any order. Where a newer sample does not know a
    counter, the older value stays; where it knows it, it replaces the older one, also when it is smaller.
    """
    if not posts:
        return
    grouped: dict[tuple[int, int], list[Post]] = {}
    for account_id, post in posts:
        grouped.setdefault((account_id, post.post_id), []).append(post)
    async with connection.transaction():
        await connection.execute(sql(__package__, "incoming"))
        await _copy_posts(connection, grouped)
        await _copy_samples(connection, grouped)
        for step in _STEPS:
            await connection.execute(sql(__package__, step))


async def _copy_posts(connection: Connection, grouped: dict[tuple[int, int], list[Post]]) -> None:
    async with connection.cursor().copy("copy incoming_post from stdin") as copy:
        for (account_id, _), samples in grouped.items():
            post = combine(samples)
            first_seen = min(sample.observed_at for sample in samples)
            await copy.write_row((account_id, *_columns(post), first_seen))


async def _copy_samples(connection: Connection, grouped: dict[tuple[int, int], list[Post]]) -> None:
    async with connection.cursor().copy("copy incoming_sample from stdin") as copy:
        for (account_id, post_id), samples in grouped.items():
            for observed_at, counts in changes(samples):
                await copy.write_row((account_id, post_id, observed_at, *msgspec.structs.astuple(counts)))


def _columns(post: Post) -> tuple[object, ...]:
    """In the order of `incoming_post`, after the account."""
    return (
        post.post_id,
        post.account.platform,
        post.published_at,
        post.kind,
        _text(post.code),
        _text(post.caption),
        _text(post.url),
        _text(post.thumbnail_url),
        post.duration,
        post.language,
        *msgspec.structs.astuple(post.counts),
        post.likes_hidden,
        post.pinned,
        [_text(tag) for tag in post.hashtags],
        [_text(tag) for tag in post.mentions],
        post.observed_at,
    )


def _text(value: str | None) -> str | None:
    """PostgreSQL's text cannot hold NUL; some captions do."""
    return value if value is None else value.replace("\x00", "")


async def accounts_holding(connection: Connection, platform: Platform, post_ids: Iterable[int]) -> list[int]:
    """The accounts under which any of these posts stands already, to find whose an anonymous file is."""
    parameters = {"platform": platform, "post_ids": sorted(set(post_ids))}
    cursor = await connection.execute(sql(__package__, "accounts_holding"), parameters)
    return [row[0] for row in await cursor.fetchall()]
