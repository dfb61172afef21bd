"""Best and worst posts and outliers, each against what its account's posts of that kind usually get.

Outperformance is CrowdTangle's: actual ÷ expected, where expected is the mean, at the same age, of the
account's last 100 posts of that kind before it, without the top and the bottom quarter. An outlier is what
those hundred do not explain: seven times as much, or a seventh, *and* three of their standard deviations
off, so that an account whose posts are wild anyway has no outlier each week. How many of those found are
such, and how many are missed, stands in docs/findings.md.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from heapq import nlargest

import msgspec
from msgspec import Struct
from psycopg.rows import args_row

from cicero.analytics.ages import SETTLED, Curve, counts_at
from cicero.analytics.answer import combined_as_of
from cicero.analytics.cache import cached
from cicero.analytics.counting import FLOORS, MEASURES, Measure, PostKey, curves_of
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


class _Group(Struct):
    """The posts of an account of one kind, in order of publication; `asked` are those to be ranked."""

    account_id: int
    kind: Kind | None
    posts: list[int]
    published: list[datetime]
    ages: list[float]
    counts: list[int | None]
    asked: list[bool]
    oldest: datetime
    newest: datetime


class _Told(Struct):
    """A post that is asked for and of which the count is known: the one `at` that place of its group."""

    group: _Group
    at: int
    age: float
    actual: int
    did: float | None
    """Its outperformance."""
    far: float | None
    """How far it lies from the others (`z`), worked out where it did strikingly well or badly."""

    @property
    def newness(self) -> tuple[datetime, int]:
        return self.group.published[self.at], self.group.posts[self.at]


Curves = Mapping[tuple[int, Kind | None], Sequence[Curve | None]]
"""By account and kind: the curve of each post of the group in order, where one is asked for and known."""


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
    groups = await _groups(connection, accounts, period, measure, kinds)
    curves = await _curves(connection, groups, measure)
    told = [one for group in groups for one in _told(group, measure, curves)]
    lists = [[_ranked(one, measure, curves) for one in of] for of in _lists(told, limit)]
    firsts = await first_posts(connection, accounts)
    top, best, flops, outliers = await _with_descriptions(connection, lists)
    return Ranks(
        measure=measure,
        period=period,
        top=top,
        best=best,
        flops=flops,
        outliers=outliers,
        posts=sum(group.asked.count(True) for group in groups),
        counted=len(told),
        expected=sum(one.did is not None for one in told),
        unripe=sum(one.did is not None and one.age < RIPE for one in told),
        as_of=combined_as_of([(group.oldest, group.newest) for group in groups]),
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


async def _groups(
    connection: Connection, accounts: Sequence[int], period: Period, measure: Measure, kinds: Sequence[Kind]
) -> list[_Group]:
    asked = {
        "accounts": as_array(dict.fromkeys(accounts)),
        "from": period.start,
        "until": period.end,
        "limit": BASELINE,
        "measure": measure,
        "kinds": list(kinds),
    }
    # By place and in binary: thousands of posts are read.
    async with connection.cursor(binary=True, row_factory=args_row(_Group)) as cursor:
        await cursor.execute(sql(__package__, "rank_posts"), asked)
        return await cursor.fetchall()


async def _curves(connection: Connection, groups: Sequence[_Group], measure: Measure) -> Curves:
    found = await curves_of(connection, _usual_for_young(groups), measure)
    return {
        (group.account_id, group.kind): [found.get((group.account_id, post)) for post in group.posts]
        for group in groups
    }


def _usual_for_young(groups: Sequence[_Group]) -> Iterator[PostKey]:
    """The posts whose counts at an age are asked for: those before each that is young itself."""
    for group in groups:
        until = 0
        for at, (asked, age) in enumerate(zip(group.asked, group.ages, strict=True)):
            if asked and age < SETTLED:
                for post in group.posts[max(at - BASELINE, until) : at]:
                    yield group.account_id, post
                until = at


def _told(group: _Group, measure: Measure, curves: Curves) -> Iterator[_Told]:
    """Each post that is asked for, with how it did against what the ones before it lead to expect."""
    settled: list[float] = []
    floor = FLOORS[measure]
    counts = [count if age >= SETTLED else None for count, age in zip(group.counts, group.ages, strict=True)]
    for at, (asked, actual) in enumerate(zip(group.asked, group.counts, strict=True)):
        if asked and actual is not None:
            age = group.ages[at]
            usual = settled if age >= SETTLED else _at_age(group, at, curves)
            yield _judged(group, at, actual, usual, floor)
        if (count := counts[at]) is not None:
            insort(settled, count)
        if at >= BASELINE and (oldest := counts[at - BASELINE]) is not None:
            del settled[bisect_left(settled, oldest)]


def _judged(group: _Group, at: int, actual: int, usual: Sequence[float], floor: int) -> _Told:
    age = group.ages[at]
    if len(usual) < LEAST:
        return _Told(group, at, age, actual, None, None)
    expected = middle_mean(usual)
    did = outperformance(actual, expected, floor)
    striking = did >= STRIKING or (did <= -STRIKING and age >= RIPE)
    far = log_deviation(actual, expected, usual, floor) if striking else None
    return _Told(group, at, age, actual, did, far)


def _at_age(group: _Group, at: int, curves: Curves) -> list[float]:
    """The counts of the posts before it at its age, in order, as far as known."""
    its = curves[group.account_id, group.kind][max(at - BASELINE, 0) : at]
    return counts_at([curve for curve in its if curve is not None], group.ages[at])


def _usual(one: _Told, curves: Curves) -> list[float]:
    """What the expectation of that post rests on, in order."""
    group, at = one.group, one.at
    if one.age < SETTLED:
        return _at_age(group, at, curves)
    before = slice(max(at - BASELINE, 0), at)
    return sorted(
        count
        for count, age in zip(group.counts[before], group.ages[before], strict=True)
        if count is not None and age >= SETTLED
    )


def _lists(told: Sequence[_Told], limit: int) -> tuple[list[_Told], ...]:
    """Top, best, flops and outliers; equal ones newest first."""
    judged = [(one.did, one) for one in told if one.did is not None]
    return (
        _highest([(one.actual, one) for one in told], limit),
        _highest([(did, one) for did, one in judged if did > 1], limit),
        _highest([(-did, one) for did, one in judged if did < 0 and one.age >= RIPE], limit),
        _highest([(abs(z), one) for one in told if (z := one.far) is not None and abs(z) >= OUTLYING], limit),
    )


def _highest(scored: Sequence[tuple[float, _Told]], limit: int) -> list[_Told]:
    """Those of the highest scores; only what reaches the last of these is put in order."""
    least = min(nlargest(limit, (score for score, _ in scored)), default=0.0)
    high = [pair for pair in scored if pair[0] >= least]
    return [one for _, one in sorted(high, key=lambda pair: (pair[0], pair[1].newness), reverse=True)[:limit]]


def _ranked(one: _Told, measure: Measure, curves: Curves) -> Ranked:
    group, usual = one.group, _usual(one, curves)
    expected = middle_mean(usual) if len(usual) >= LEAST else None
    return Ranked(
        account_id=group.account_id,
        post_id=group.posts[one.at],
        kind=group.kind,
        published_at=group.published[one.at],
        age=one.age,
        actual=one.actual,
        expected=expected,
        outperformance=one.did,
        z=None if expected is None else log_deviation(one.actual, expected, usual, FLOORS[measure]),
        n=len(usual),
        of=min(one.at, BASELINE),
    )


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
