"""A post's counts by its age, against what is usual for its account and kind at each age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from cicero.analytics.ages import Curve, counts_at
from cicero.analytics.counting import MEASURES, Measure, PostKey, curves_of
from cicero.analytics.distribution import quartiles
from cicero.db import Connection, fetch_all, sql
from cicero.errors import InputError, NotFoundError
from cicero.records import Kind

BASELINE = 100
"""How many posts before it are usual for a post."""

LEAST = 5
"""Posts known at an age below which nothing is usual at that age."""

AGES = (1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720)
"""Hours since publication at which a band is told."""


class Point(Struct, frozen=True, kw_only=True):
    """A sample: the count at an age in hours."""

    age: float
    value: int


class Band(Struct, frozen=True, kw_only=True):
    """At an age in hours, quartiles and median of the usual posts: `n` of `of` are known at it."""

    age: int
    low: float
    median: float
    high: float
    n: int
    of: int


class PostCurve(Struct, frozen=True, kw_only=True):
    """`points` in order of age. `band` has only ages at which at least LEAST usual posts are known."""

    account_id: int
    post_id: int
    kind: Kind | None
    measure: Measure
    published_at: datetime
    points: tuple[Point, ...]
    band: tuple[Band, ...]
    usual: int
    """How many posts of that kind before it are taken for usual; at most BASELINE."""
    as_of: tuple[datetime, datetime]
    """When the post was seen first and last, as far as its samples say."""
    history_since: datetime
    """When the oldest post behind the band was published; the post itself where there is none."""


class _Found(Struct):
    account_id: int
    post_id: int
    kind: Kind | None
    published_at: datetime
    observed_at: datetime

    @property
    def key(self) -> PostKey:
        return self.account_id, self.post_id


async def curve(
    connection: Connection, account_id: int, post_id: int, measure: Measure = "interactions"
) -> PostCurve:
    """How a post's count went and how those of the account's last posts of that kind usually go.

    NotFoundError where the account has no such post; InputError for a count that is none.
    """
    if measure not in MEASURES:
        raise InputError(f"Posts have no {measure!r}.", f"Use one of {', '.join(MEASURES)}.")
    asked = {"account_id": account_id, "post_id": post_id, "limit": BASELINE}
    found = await fetch_all(connection, sql(__package__, "curve_posts"), asked, _Found)
    if not found:
        raise NotFoundError(f"There is no post {post_id}.", "Look at the list of posts.")
    post, usual = found[0], found[1:]
    curves = await curves_of(connection, [one.key for one in found], measure)
    own = curves.get(post.key, ((), ()))
    return PostCurve(
        account_id=account_id,
        post_id=post_id,
        kind=post.kind,
        measure=measure,
        published_at=post.published_at,
        points=tuple(Point(age=age, value=value) for age, value in zip(*own, strict=True)),
        band=tuple(_band(usual, curves)),
        usual=len(usual),
        as_of=_seen(post, own),
        history_since=found[-1].published_at,
    )


def _band(usual: Sequence[_Found], curves: Mapping[PostKey, Curve]) -> Iterator[Band]:
    usual_curves = [curves[post.key] for post in usual if post.key in curves]
    for age in AGES:
        known = counts_at(usual_curves, age)
        if len(known) >= LEAST:
            low, median, high = quartiles(known)
            yield Band(age=age, low=low, median=median, high=high, n=len(known), of=len(usual))


def _seen(post: _Found, own: Curve) -> tuple[datetime, datetime]:
    first = post.published_at + timedelta(hours=own[0][0]) if own[0] else post.observed_at
    return first, post.observed_at
