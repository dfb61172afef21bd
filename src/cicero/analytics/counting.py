"""The counts of single posts and of their samples, by which posts are ranked and drawn over their age."""

from __future__ import annotations

from collections.abc import Iterable
from operator import add
from typing import Literal, cast

from msgspec import Struct
from psycopg.rows import args_row

from cicero.analytics.ages import Curve
from cicero.db import Connection, as_array, sql

Measure = Literal["interactions", "likes", "comments", "shares", "saves", "views"]
MEASURES: tuple[Measure, ...] = ("interactions", "likes", "comments", "shares", "saves", "views")

FLOORS: dict[Measure, int] = {
    "interactions": 10, "likes": 10, "comments": 10, "shares": 10, "saves": 10, "views": 100,
}  # fmt: skip
"""Below these, counts are taken for these: 3 likes instead of 1 are no threefold success."""

PostKey = tuple[int, int]
"""Account and post."""


class _Samples(Struct):
    """The samples of a post in order of time and how it stands: ages in hours, counters where known.

    `counts` are of the measure, or likes where that is interactions; only then are the others there.
    """

    account_id: int
    post_id: int
    with_shares: bool
    ages: list[float]
    counts: list[int | None]
    comments: list[int | None]
    shares: list[int | None]


async def curves_of(
    connection: Connection, posts: Iterable[PostKey], measure: Measure
) -> dict[PostKey, Curve]:
    """The samples of these posts and how they stand now, by age; those of unknown count are missing."""
    keys = sorted(set(posts))
    asked = {
        "accounts": as_array(account for account, _ in keys),
        "posts": as_array(post for _, post in keys),
        "measure": measure,
    }
    found: dict[PostKey, Curve] = {}
    # By place and in binary: tens of thousands of samples are read.
    async with connection.cursor(binary=True, row_factory=args_row(_Samples)) as cursor:
        await cursor.execute(sql(__package__, "post_samples"), asked)
        async for samples in cursor:
            if (curve := _curve(samples, measure)) is not None:
                found[samples.account_id, samples.post_id] = curve
    return found


def _curve(samples: _Samples, measure: Measure) -> Curve | None:
    """One count for each age, in order: what a sample does not say stays as the one before said."""
    parts = [samples.counts]
    if measure == "interactions":
        parts += [samples.comments, samples.shares] if samples.with_shares else [samples.comments]
    known = [_filled(part) for part in parts]
    # What is unknown once filled is so from the first sample on.
    since = max(part.count(None) for part in known)
    counts, *others = (cast("list[int]", part[since:]) for part in known)
    for other in others:
        counts = list(map(add, counts, other))
    last = dict(zip(samples.ages[since:], counts, strict=True))
    ages = sorted(last)
    return (ages, [last[age] for age in ages]) if ages else None


def _filled(values: list[int | None]) -> list[int | None]:
    if None not in values:
        return values
    filled: list[int | None] = []
    before: int | None = None
    for value in values:
        before = before if value is None else value
        filled.append(before)
    return filled
