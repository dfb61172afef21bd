"""Best and worst posts and outliers, each against what its account's posts of that kind usually get.

Outperformance is CrowdTangle's: actual ÷ expected, where expected is the mean, at the same age, of the
account's last 100 posts of that kind before it, without the top and the bottom quarter. An outlier is what
those hundred do not explain: seven times as much, or a seventh, *and* three of their standard deviations
off, so that an account whose posts are wild anyway has no outlier each week. How many of those found are
such, and how many are missed, stands in docs/findings.md.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

import msgspec
from msgspec import Struct
from psycopg.rows import args_row

from cicero.analytics.ages import SETTLED, Curve, count_at
from cicero.analytics.cache import cached
from cicero.analytics.counting import FLOORS, MEASURES, Counted, Measure, PostKey, curves_of, measured
from cicero.analytics.distribution import log_deviation, middle_mean, outperformance
from cicero.analytics.hashtags import first_posts
from cicero.db import Connection, as_array, fetch_all, sql
from cicero.errors import InputError
from cicero.periods import Period
from cicero.records import KINDS, Kind

BASELINE = 100
LEAST = 10
"""Posts before it, known at its age, that an expectation needs."""

RIPE = 72.0
"""Hours after which a post may be called a flop: a younger one may still be found."""

STRIKING = 7.0
"""An outlier does at least so many times as well, or as badly, as expected."""

OUTLYING = 3.0
"""And lies at least so many standard deviations away."""


class Ranked(Struct, frozen=True, kw_only=True):
    """A post and how it did. `age`: hours from its publication to when it was last seen.

    Of the `of` posts before it `n` are known at its age; of fewer than LEAST nothing is expected.
    `z` says how far it lies from these, in robust standard deviations of their logarithms; None where they
    are too few to say, or half of them the same.
    """

    account_id: int
    post_id: int
    kind: Kind | None
    published_at: datetime
    age: float
    actual: int
    expected: float | None
    outperformance: float | None
    z: float | None
    n: int
    of: int
    code: str | None = None
    url: str | None = None
    caption: str | None = None
    thumbnail_url: str | None = None
    has_picture: bool = False


class Ranks(Struct, frozen=True, kw_only=True):
    """`top` by the count itself, `best` and `flops` by outperformance, `outliers` the farthest by z first.

    Outliers do at least STRIKING times as well or as badly as expected, and lie OUTLYING standard deviations
    away. Which they are does not depend on the period: each is held against the posts before it.

    Of the `posts` of the period the count is known of `counted`, and an expectation of `expected`. `unripe`
    of these are too young to be called flops.
    """

    measure: Measure
    period: Period
    top: tuple[Ranked, ...]
    best: tuple[Ranked, ...]
    flops: tuple[Ranked, ...]
    outliers: tuple[Ranked, ...]
    posts: int
    counted: int
    expected: int
    unripe: int
    as_of: tuple[datetime, datetime] | None
    history_since: datetime | None


class _Listed(Counted):
    kind: Kind | None
    repeated: bool


class _Described(Struct):
    account_id: int
    post_id: int
    code: str | None
    url: str | None
    caption: str | None
    thumbnail_url: str | None
    has_picture: bool


@cached
async def ranks(
    connection: Connection,
    accounts: Sequence[int],
    period: Period,
    *,
    measure: Measure = "interactions",
    kinds: Sequence[Kind] = (),
    limit: int = 10,
) -> Ranks:
    """The posts of these accounts in the period, at most `limit` in each list; only of these kinds if any.

    A post that several of the accounts share is ranked once, under the first. InputError for what is none.
    """
    _check(measure, kinds, limit)
    found = await _listed(connection, accounts, period)
    start = period.start
    inside = [post for post in found if _asked(post, start, kinds)]
    ranked = await _ranked(connection, found, measure, start)
    known = [ranked[post.key] for post in inside if post.key in ranked]
    firsts = await first_posts(connection, accounts)
    top, best, flops, outliers = await _with_descriptions(connection, _lists(known, limit))
    return Ranks(
        measure=measure,
        period=period,
        top=top,
        best=best,
        flops=flops,
        outliers=outliers,
        posts=len(inside),
        counted=len(known),
        expected=sum(post.outperformance is not None for post in known),
        unripe=sum(post.outperformance is not None and post.age < RIPE for post in known),
        as_of=_as_of(inside),
        history_since=min(firsts.values(), default=None),
    )


def _check(measure: str, kinds: Sequence[str], limit: int) -> None:
    if measure not in MEASURES:
        raise InputError(f"Posts cannot be ranked by {measure!r}.", f"Use one of {', '.join(MEASURES)}.")
    for kind in kinds:
        if kind not in KINDS:
            raise InputError(f"There is no kind of post named {kind!r}.", f"Use some of {', '.join(KINDS)}.")
    if limit < 1:
        raise InputError(f"{limit} posts were asked for.", "Ask for at least one.")


async def _listed(connection: Connection, accounts: Sequence[int], period: Period) -> list[_Listed]:
    """The posts of the period and those before it, by account and kind in order of publication."""
    asked = {
        "accounts": as_array(dict.fromkeys(accounts)),
        "from": period.start,
        "until": period.end,
        "limit": BASELINE,
    }
    # By place and in binary: thousands of posts are read, and by name that takes three times as long.
    async with connection.cursor(binary=True, row_factory=args_row(_Listed)) as cursor:
        await cursor.execute(sql(__package__, "rank_posts"), asked)
        found = await cursor.fetchall()
    return sorted(found, key=lambda post: (*_group(post), post.published_at, post.post_id))


def _group(post: _Listed) -> tuple[int, str]:
    return post.account_id, post.kind or ""


def _asked(post: _Listed, start: datetime, kinds: Sequence[Kind]) -> bool:
    return post.published_at >= start and not post.repeated and (not kinds or post.kind in kinds)


async def _ranked(
    connection: Connection, found: Sequence[_Listed], measure: Measure, start: datetime
) -> dict[PostKey, Ranked]:
    """Every post of which the count is known, those before the period too."""
    groups = [list(group) for _, group in groupby(found, key=_group)]
    young = [
        _before(group, at) for group in groups for at in range(len(group)) if _is_young(group[at], start)
    ]
    usual = {post.key: post for posts in young for post in posts}
    curves = await curves_of(connection, usual.values(), measure) if usual else {}
    ranked = (post for group in groups for post in _expected(group, measure, start, curves))
    return {(post.account_id, post.post_id): post for post in ranked}


def _before(group: Sequence[_Listed], at: int) -> Sequence[_Listed]:
    return group[max(at - BASELINE, 0) : at]


def _is_young(post: _Listed, start: datetime) -> bool:
    return post.age < SETTLED and post.published_at >= start


def _expected(
    group: Sequence[_Listed], measure: Measure, start: datetime, curves: Mapping[PostKey, Curve]
) -> Iterator[Ranked]:
    """The posts of one account and kind, each with what the ones before it lead to expect at its age."""
    window: deque[int | None] = deque()
    settled: list[float] = []
    for at, post in enumerate(group):
        actual = measured(post, measure)
        if actual is not None:
            usual = settled
            if post.age < SETTLED:
                usual = _at_age(_before(group, at), post.age, curves) if _is_young(post, start) else []
            yield _rank(post, actual, usual, len(window), measure)
        _move(window, settled, actual if post.age >= SETTLED else None)


def _at_age(posts: Iterable[_Listed], age: float, curves: Mapping[PostKey, Curve]) -> list[float]:
    """The counts of these posts at that age, in order, as far as known."""
    values = (count_at(curves[post.key], age) for post in posts if post.key in curves)
    return sorted(value for value in values if value is not None)


def _move(window: deque[int | None], settled: list[float], value: int | None) -> None:
    """The last BASELINE values, and those that are known of them in order."""
    window.append(value)
    if value is not None:
        insort(settled, value)
    if len(window) > BASELINE:
        oldest = window.popleft()
        if oldest is not None:
            settled.pop(bisect_left(settled, oldest))


def _rank(post: _Listed, actual: int, usual: Sequence[float], of: int, measure: Measure) -> Ranked:
    expected, floor = middle_mean(usual) if len(usual) >= LEAST else None, FLOORS[measure]
    return Ranked(
        account_id=post.account_id,
        post_id=post.post_id,
        kind=post.kind,
        published_at=post.published_at,
        age=post.age,
        actual=actual,
        expected=expected,
        outperformance=None if expected is None else outperformance(actual, expected, floor),
        z=None if expected is None else log_deviation(actual, expected, usual, floor),
        n=len(usual),
        of=of,
    )


def _lists(known: Sequence[Ranked], limit: int) -> tuple[list[Ranked], ...]:
    """Top, best, flops and outliers; equal ones newest first."""
    newest = sorted(known, key=lambda post: (post.published_at, post.post_id), reverse=True)
    told = [(post.outperformance, post) for post in newest if post.outperformance is not None]
    striking = [
        (abs(post.z), post)
        for did, post in told
        if post.z is not None
        and abs(post.z) >= OUTLYING
        and abs(did) >= STRIKING
        and (did > 0 or post.age >= RIPE)
    ]
    return (
        sorted(newest, key=lambda post: -post.actual)[:limit],
        _first([(-did, post) for did, post in told if did > 1], limit),
        _first([(did, post) for did, post in told if did < 0 and post.age >= RIPE], limit),
        _first([(-far, post) for far, post in striking], limit),
    )


def _first(scored: Sequence[tuple[float, Ranked]], limit: int) -> list[Ranked]:
    return [post for _, post in sorted(scored, key=lambda pair: pair[0])[:limit]]


async def _with_descriptions(
    connection: Connection, lists: Sequence[Sequence[Ranked]]
) -> list[tuple[Ranked, ...]]:
    """The lists with what is shown of a post besides its count."""
    keys = sorted({(post.account_id, post.post_id) for of in lists for post in of})
    asked = {
        "accounts": as_array(account for account, _ in keys),
        "posts": as_array(post for _, post in keys),
    }
    rows = await fetch_all(connection, sql(__package__, "described_posts"), asked, _Described)
    texts = {(row.account_id, row.post_id): row for row in rows}
    return [tuple(_with_texts(post, texts[post.account_id, post.post_id]) for post in of) for of in lists]


def _with_texts(post: Ranked, row: _Described) -> Ranked:
    return msgspec.structs.replace(
        post,
        code=row.code,
        url=row.url,
        caption=row.caption,
        thumbnail_url=row.thumbnail_url,
        has_picture=row.has_picture,
    )


def _as_of(posts: Sequence[_Listed]) -> tuple[datetime, datetime] | None:
    seen = [post.observed_at for post in posts]
    return (min(seen), max(seen)) if seen else None
