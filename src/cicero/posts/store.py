"""Storing posts: the same file twice changes nothing, a newer sample adds to history, unknown never erases.

Samples go to the database as JSON, and four statements carry them over: words of tags → posts → shared posts
→ snapshots, each in the order of its key so that two imports cannot deadlock. None of them waits for the one
before, so a connection in pipeline mode sends them all at once.
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

Tag = tuple[str, str]
"""Its sign and the word."""

Row = dict[str, Any]
Prepared = Mapping[str, Any]

MOST_TAGS, LONGEST_TAG = 500, 500
"""Of a post, and in characters of a tag, as an index has room for: beyond what the networks take."""

NUL = "\x00"
"""PostgreSQL's text cannot hold it; some captions do."""

_STEPS = ("know_tags", "store_posts", "mark_shared_posts", "store_snapshots")
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
    words: dict[Tag, int] = {}
    return {
        "posts": rows_as_json(_post_row(*each, words) for each in combined),
        "samples": rows_as_json(_samples(grouped)),
        "signs": [sign for sign, _ in words],
        "tags": [tag for _, tag in words],
        "platforms": [platform for platform, _ in ids],
        "post_ids": [post_id for _, post_id in ids],
    }


def _post_row(account_id: int, post: Post, samples: Sequence[Post], words: dict[Tag, int]) -> Row:
    row: Row = {"account_id": account_id, "platform": post.account.platform}
    row |= {name: getattr(post, name) for name in _SAME}
    row |= {name: clean(getattr(post, name)) for name in _TEXTS}
    row |= msgspec.structs.asdict(post.counts)
    row["places"] = [words.setdefault(tag, len(words) + 1) for tag in _tags(post)]
    row["first_seen_at"] = min(sample.observed_at for sample in samples)
    return row


def _tags(post: Post) -> list[Tag]:
    told = [("#", tag) for tag in post.hashtags] + [("@", tag) for tag in post.mentions]
    short = ((sign, tag.replace(NUL, "")) for sign, tag in told if len(tag) <= LONGEST_TAG)
    return list(dict.fromkeys(short))[:MOST_TAGS]


def _samples(grouped: Mapping[tuple[int, int], Sequence[Post]]) -> Iterator[Row]:
    for (account_id, post_id), samples in grouped.items():
        for observed_at, counts in changes(samples):
            row: Row = {"account_id": account_id, "post_id": post_id, "observed_at": observed_at}
            yield row | msgspec.structs.asdict(counts)


def clean(value: str | None) -> str | None:
    return value if value is None else value.replace(NUL, "")


async def accounts_holding(connection: Connection, platform: Platform, post_ids: Iterable[int]) -> list[int]:
    """The accounts under which any of these posts stands already, to find whose an anonymous file is."""
    parameters = {"platform": platform, "post_ids": sorted(set(post_ids))}
    cursor = await connection.execute(sql(__package__, "accounts_holding"), parameters)
    return [row[0] for row in await cursor.fetchall()]
