"""Where an account stands among those of its platform and follower class that this installation knows.

The percentile says how many per cent of the others lie below it, equal ones counting half. The others may be
anybody's accounts, so these are looked at whatever the asker may see; nothing of them but the rank and how
many they are is handed out, and no account that the asker does not see is ranked.

An account's own figures are of now. Those of the others are of the last half hour: of a whole class somebody
is always being fetched, and to look at a year of thousands of accounts takes a second.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from cicero.analytics.cache import cached
from cicero.analytics.distribution import percentile_rank
from cicero.analytics.hashtags import first_posts
from cicero.analytics.published import PUBLISHED, Published
from cicero.analytics.query import Query
from cicero.analytics.result import Figure, Result
from cicero.analytics.run import run
from cicero.db import Connection, as_array, fetch_all, sql, widened
from cicero.metrics import find
from cicero.periods import Period, now
from cicero.records import Platform

METRICS = (
    "typical_engagement_rate", "engagement_rate_followers", "engagement_rate_views", "interactions_per_post",
    "posting_frequency", "follower_growth_rate",
)  # fmt: skip

CLASSES = (5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000)
"""The most followers of each class; the last class has more."""

LEAST_PEERS = 10
"""Others with a known value, below which a percentile says nothing, and might tell whose it is."""

LEAST_POSTS = 5
"""Known posts that a rate or a median needs before it is ranked."""

LEAST_KNOWN = 0.9
"""Part of the period over which all of an account's posts must be known, to rank how often it publishes."""

Reason = Literal["followers_unknown", "not_known", "too_few_posts", "too_few_peers"]
"""not_known: the value, or for a frequency the posts of most of the period."""


class Rank(Struct, frozen=True, kw_only=True):
    """`value` is the account's own; `percentile` rests on `n` of the `of` others of its class."""

    metric: str
    value: Figure
    percentile: float | None
    n: int
    of: int
    reason: Reason | None
    """Why there is no percentile."""


class Standing(Struct, frozen=True, kw_only=True):
    """An account with more than `above` and at most `up_to` followers; both None where they are unknown."""

    account_id: int
    platform: Platform
    followers: int | None
    above: int | None
    up_to: int | None
    ranks: tuple[Rank, ...]
    published: tuple[Published, ...]


class Benchmark(Struct, frozen=True, kw_only=True):
    """`as_of` and `history_since` speak of the asked accounts."""

    period: Period
    standings: tuple[Standing, ...]
    names: dict[int, str]
    as_of: tuple[datetime, datetime] | None
    history_since: datetime | None


class _Peer(Struct):
    account_id: int
    platform: Platform
    followers: int | None


class _Known(Struct):
    account_id: int
    since: datetime
    until: datetime | None


Class = tuple[Platform, int]
Figures = Mapping[str, Figure]
"""By metric; a frequency of which too little is known has no value."""
Values = dict[str, tuple[float | None, ...]]
"""By metric: the value of each account of a class in their order, None where it cannot be compared."""
Ordered = dict[str, list[float]]
"""By metric: the values that can be compared, in order."""


class _Others(Struct):
    of: int
    values: Ordered


async def benchmark(
    connection: Connection, accounts: Sequence[int], period: Period, metrics: Sequence[str] = METRICS
) -> Benchmark:
    """The rank of each account in its class by each of these metrics over the period."""
    asked, metrics = tuple(dict.fromkeys(accounts)), tuple(metrics)
    own = await run(connection, Query(accounts=asked, metrics=metrics, period=period, by="account"))
    figures = await _figures(connection, own)
    firsts = await first_posts(connection, asked)
    parameters = {"accounts": as_array(asked), "until": period.end}
    async with widened(connection):
        known = await fetch_all(connection, sql(__package__, "class_peers"), parameters, _Peer)
        everybody, classes = {peer.account_id: peer for peer in known}, _classes(known)
        mine = [everybody[one] for one in asked if one in everybody and one in own.names]
        needed = {place: classes[place] for peer in mine if (place := _class(peer)) is not None}
        values = {
            place: await class_values(connection, others, period, metrics) for place, others in needed.items()
        }
    ordered = {place: _ordered(each) for place, each in values.items()}
    return Benchmark(
        period=period,
        standings=tuple(
            _standing(peer, figures[peer.account_id], _others(peer, classes, values, ordered), metrics)
            for peer in mine
        ),
        names=own.names,
        as_of=own.as_of,
        history_since=min(firsts.values(), default=None),
    )


def _class(peer: _Peer) -> Class | None:
    return None if peer.followers is None else (peer.platform, bisect_left(CLASSES, peer.followers))


def _classes(known: Sequence[_Peer]) -> dict[Class, tuple[int, ...]]:
    """The accounts of each class; those of unknown followers are in none."""
    classes: dict[Class, list[int]] = defaultdict(list)
    for peer in known:
        if (place := _class(peer)) is not None:
            classes[place].append(peer.account_id)
    return {place: tuple(sorted(accounts)) for place, accounts in classes.items()}


async def _class_values(
    connection: Connection, accounts: tuple[int, ...], period: Period, metrics: tuple[str, ...]
) -> Values:
    result = await run(connection, Query(accounts=accounts, metrics=metrics, period=period, by="account"))
    figures = await _figures(connection, result)
    least = _least(metrics)
    return {
        metric: tuple(_comparable(figures[account][metric], least[metric]) for account in accounts)
        for metric in metrics
    }


class_values = cached(_class_values, lasting=True)


async def _figures(connection: Connection, result: Result) -> dict[int, Figures]:
    """The figures of each account of a result by account."""
    query = result.query
    asked = {"accounts": as_array(query.accounts)}
    known = await fetch_all(connection, sql(__package__, "known_days"), asked, _Known)
    whole = {one.account_id for one in known if _covers(one, query.period)}
    often = {metric.name for metric in result.metrics if metric.unit.startswith("per_")}
    return {
        account: {
            metric: figure if account in whole or metric not in often else Figure(None, 0, figure.of)
            for metric, figure in zip(query.metrics, row.figures, strict=True)
        }
        for account, row in zip(query.accounts, result.rows, strict=True)
    }


def _covers(known: _Known, period: Period) -> bool:
    """Whether the account's posts are known over enough of what is over of the period."""
    end = min(period.end, now())
    told = min(known.until or known.since, end) - max(known.since, period.start)
    return told >= LEAST_KNOWN * (end - period.start)


def _least(metrics: Sequence[str]) -> dict[str, int]:
    """How many posts a figure must rest on: a rate or a median of a few says nothing."""
    of_posts = {
        metric.name: metric.source == "post" and (metric.median or metric.unit in ("percent", "ratio"))
        for metric in find(metrics)
    }
    return {name: LEAST_POSTS if of_posts[name] else 0 for name in metrics}


def _comparable(figure: Figure, least: int) -> float | None:
    return figure.value if figure.n >= least else None


def _ordered(values: Values) -> Ordered:
    return {metric: sorted(value for value in its if value is not None) for metric, its in values.items()}


def _others(
    peer: _Peer,
    classes: Mapping[Class, tuple[int, ...]],
    values: Mapping[Class, Values],
    ordered: Mapping[Class, Ordered],
) -> _Others:
    """The values of its class without its own."""
    place = _class(peer)
    if place is None:
        return _Others(0, {})
    at = bisect_left(classes[place], peer.account_id)
    found = {metric: list(its) for metric, its in ordered[place].items()}
    for metric, its in values[place].items():
        if (own := its[at]) is not None:
            del found[metric][bisect_left(found[metric], own)]
    return _Others(len(classes[place]) - 1, found)


def _standing(peer: _Peer, own: Figures, others: _Others, metrics: Sequence[str]) -> Standing:
    place = _class(peer)
    bounds, least = (0, *CLASSES, None), _least(metrics)
    return Standing(
        account_id=peer.account_id,
        platform=peer.platform,
        followers=peer.followers,
        above=None if place is None else bounds[place[1]],
        up_to=None if place is None else bounds[place[1] + 1],
        ranks=tuple(
            _rank(metric, peer, own[metric], others.values.get(metric, ()), others.of, least[metric])
            for metric in metrics
        ),
        published=tuple(one for one in PUBLISHED if one.platform == peer.platform and one.metric in metrics),
    )


def _rank(metric: str, peer: _Peer, own: Figure, others: Sequence[float], of: int, least: int) -> Rank:
    reason = _reason(peer, own, len(others), least)
    return Rank(
        metric=metric,
        value=own,
        percentile=None if reason or own.value is None else percentile_rank(own.value, others),
        n=len(others),
        of=of,
        reason=reason,
    )


def _reason(peer: _Peer, own: Figure, peers: int, least: int) -> Reason | None:
    if peer.followers is None:
        return "followers_unknown"
    if own.value is None:
        return "not_known"
    if _comparable(own, least) is None:
        return "too_few_posts"
    return "too_few_peers" if peers < LEAST_PEERS else None
