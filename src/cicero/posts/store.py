"""Storing posts: the same file twice changes nothing, a newer sample adds to history, unknown never erases.

Samples go to the database as JSON, and five statements carry them over: posts → shared posts → snapshots →
tags, each in the order of its key so that two imports cannot deadlock. None of them waits for the one before,
so a connection in pipeline mode sends them all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from cicero.db import Connection, rows_as_json, sql
from cicero.posts.samples import changes, combine
from cicero.records import Platform, Post

Owned = tuple[int, Post]
"""A post and the id of the account it stands under."""

Row = dict[str, Any]
Prepared = Mapping[str, Any]

_STEPS = ("store_posts", "mark_shared_posts", "store_snapshots", "lock_tags", "store_tags")
_SAME = ("post_id", "published_at", "kind", "duration", "language", "likes_hidden", "pinned", "observed_at")
_TEXTS = ("code", "caption", "url", "thumbnail_url")


async def store(connection: Connection, posts: Sequence[Owned]) -> None:
    """Store samples of posts, in one transaction with whatever else the connection does.

    Several samples of one post may come in one call, in any order. Where a newer sample does not know a
    counter, the older value stays; where it knows it, it replaces the older one, also when it is smaller.
    """
    if posts:
        await store_prepared(connection, prepare(posts))


async def store_prepared(connection: Connection, posts: Prepared) -> None:
    for step in _STEPS:
        await connection.execute(sql(__package__, step), posts)


def prepare(posts: Sequence[Owned]) -> Prepared:
    """What is sent of these posts; an import works it out while the database stores those before."""
    grouped: dict[tuple[int, int], list[Post]] = {}
    for account_id, post in posts:
        grouped.setdefault((account_id, post.post_id), []).append(post)
    combined = [(account_id, combine(samples), samples) for (account_id, _), samples in grouped.items()]
    ids = {(post.account.platform, post.post_id) for _, post, _ in combined}
    return {
        "posts": rows_as_json(_post_row(*each) for each in combined),
        "samples": rows_as_json(_samples(grouped)),
        "tags": rows_as_json(_tag_row(account_id, post) for account_id, post, _ in combined),
        "accounts": list({account_id for account_id, _, _ in combined}),
        "platforms": [platform for platform, _ in ids],
        "post_ids": [post_id for _, post_id in ids],
    }


def _post_row(account_id: int, post: Post, samples: Sequence[Post]) -> Row:
    row: Row = {"account_id": account_id, "platform": post.account.platform}
    row |= {name: getattr(post, name) for name in _SAME}
    row |= {name: clean(getattr(post, name)) for name in _TEXTS}
    row |= msgspec.structs.asdict(post.counts)
    row["first_seen_at"] = min(sample.observed_at for sample in samples)
    return row


def _samples(grouped: Mapping[tuple[int, int], Sequence[Post]]) -> Iterator[Row]:
    for (account_id, post_id), samples in grouped.items():
        for observed_at, counts in changes(samples):
            row: Row = {"account_id": account_id, "post_id": post_id, "observed_at": observed_at}
            yield row | msgspec.structs.asdict(counts)


def _tag_row(account_id: int, post: Post) -> Row:
    return {
        "account_id": account_id,
        "post_id": post.post_id,
        "observed_at": post.observed_at,
        "captioned": post.caption is not None,
        "hashtags": list(dict.fromkeys(map(clean, post.hashtags))),
        "mentions": list(dict.fromkeys(map(clean, post.mentions))),
    }


def clean(value: str | None) -> str | None:
    """PostgreSQL's text cannot hold NUL; some captions do."""
    return value if value is None else value.replace("\x00", "")


async def accounts_holding(connection: Connection, platform: Platform, post_ids: Iterable[int]) -> list[int]:
    """The accounts under which any of these posts stands already, to find whose an anonymous file is."""
    parameters = {"platform": platform, "post_ids": sorted(set(post_ids))}
    cursor = await connection.execute(sql(__package__, "accounts_holding"), parameters)
    return [row[0] for row in await cursor.fetchall()]
