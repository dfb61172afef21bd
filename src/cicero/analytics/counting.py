"""The counts of single posts and of their samples, by which posts are ranked and drawn over their age."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal

from msgspec import Struct

from cicero.analytics.ages import Curve
from cicero.db import Connection, as_array, fetch_all, sql
from cicero.records import Platform

Measure = Literal["interactions", "likes", "comments", "shares", "saves", "views"]
MEASURES: tuple[Measure, ...] = ("interactions", "likes", "comments", "shares", "saves", "views")

FLOORS: dict[Measure, int] = {
    "interactions": 10, "likes": 10, "comments": 10, "shares": 10, "saves": 10, "views": 100,
}  # fmt: skip
"""Below these, counts are taken for these: 3 likes instead of 1 are no threefold success."""

PostKey = tuple[int, int]
"""Account and post."""


class Counted(Struct):
    """The counters of a post, as it stands or as it was seen once."""

    account_id: int
    post_id: int
    platform: Platform
    published_at: datetime
    observed_at: datetime
    age: float
    """Hours from publication to when it was seen."""
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    views: int | None

    @property
    def key(self) -> PostKey:
        return self.account_id, self.post_id


def measured(post: Counted, measure: Measure) -> int | None:
    """The count of that name; interactions are unknown as soon as a part of them is."""
    if measure != "interactions":
        value: int | None = getattr(post, measure)
        return value
    if post.likes is None or post.comments is None:
        return None
    if post.platform == "instagram":
        return post.likes + post.comments
    return None if post.shares is None else post.likes + post.comments + post.shares


async def curves_of(
    connection: Connection, posts: Iterable[Counted], measure: Measure
) -> dict[PostKey, Curve]:
    """The samples of these posts and how they stand now, by age; those of unknown count are missing."""
    current = {post.key: post for post in posts}
    keys = sorted(current)
    asked = {
        "accounts": as_array(account for account, _ in keys),
        "posts": as_array(post for _, post in keys),
    }
    samples = await fetch_all(connection, sql(__package__, "post_samples"), asked, Counted)
    grouped = {key: list(group) for key, group in groupby(samples, key=lambda sample: sample.key)}
    curves = {key: curve_of([*grouped.get(key, []), post], measure) for key, post in current.items()}
    return {key: curve for key, curve in curves.items() if curve}


def curve_of(samples: Sequence[Counted], measure: Measure) -> Curve:
    """One count for each age, in order: what a sample does not say stays as the one before said."""
    known: dict[float, int] = {}
    before: Counted | None = None
    for sample in samples:
        before = sample if before is None else _filled(sample, before)
        value = measured(before, measure)
        if value is not None:
            known[before.age] = value
    return sorted(known.items())


def _filled(sample: Counted, before: Counted) -> Counted:
    for counter in ("likes", "comments", "shares", "saves", "views"):
        if getattr(sample, counter) is None:
            setattr(sample, counter, getattr(before, counter))
    return sample
