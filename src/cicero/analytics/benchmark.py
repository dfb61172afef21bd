"""Where an account stands among those of its platform and follower class that this installation knows.

The percentile says how many per cent of the others lie below it, equal ones counting half. The others may be
anybody's accounts, so these are looked at whatever the asker may see; nothing of them but the rank and how
many they are is handed out, and no account that the asker does not see is ranked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from cicero.analytics.distribution import percentile_rank
from cicero.analytics.hashtags import first_posts
from cicero.analytics.published import PUBLISHED, Published
from cicero.analytics.query import Query
from cicero.analytics.result import Figure
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
Values = Mapping[int, Mapping[str, Figure]]
"""By account and metric; a frequency of which too little is known has no value."""


async def benchmark(
    connection: Connection, accounts: Sequence[int], period: Period, metrics: Sequence[str] = METRICS
) -> Benchmark:
    """The rank of each account in its class by each of these metrics over the period."""
    asked = tuple(dict.fromkeys(accounts))
    own = await run(connection, Query(accounts=asked, metrics=tuple(metrics), period=period, by="account"))
    firsts = await first_posts(connection, asked)
    parameters = {"accounts": as_array(asked), "until": period.end}
    async with widened(connection):
        known = await fetch_all(connection, sql(__package__, "class_peers"), parameters, _Peer)
        everybody = {peer.account_id: peer for peer in known}
        classes = _classes(known)
        mine = [everybody[one] for one in asked if one in everybody and one in own.names]
        needed = dict.fromkeys([*asked, *(other for peer in mine for other in classes.get(_class(peer), ()))])
        values = await _values(connection, tuple(needed), period, metrics)
    return Benchmark(
        period=period,
        standings=tuple(_standing(peer, classes, values, metrics) for peer in mine),
        names=own.names,
        as_of=own.as_of,
        history_since=min(firsts.values(), default=None),
    )


def _class(peer: _Peer) -> Class | None:
    return None if peer.followers is None else (peer.platform, bisect_left(CLASSES, peer.followers))


def _classes(known: Sequence[_Peer]) -> dict[Class | None, list[int]]:
    """The accounts of each class; those of unknown followers are in none."""
    classes: dict[Class | None, list[int]] = defaultdict(list)
    for peer in known:
        if peer.followers is not None:
            classes[_class(peer)].append(peer.account_id)
    return classes


async def _values(
    connection: Connection, accounts: tuple[int, ...], period: Period, metrics: Sequence[str]
) -> Values:
    query = Query(accounts=accounts, metrics=tuple(metrics), period=period, by="account")
    result = await run(connection, query)
    asked = {"accounts": as_array(accounts)}
    known = await fetch_all(connection, sql(__package__, "known_days"), asked, _Known)
    whole = {one.account_id for one in known if _covers(one, period)}
    often = {metric.name for metric in result.metrics if metric.unit.startswith("per_")}
    return {
        account: {
            metric: figure if account in whole or metric not in often else Figure(None, 0, figure.of)
            for metric, figure in zip(metrics, row.figures, strict=True)
        }
        for account, row in zip(accounts, result.rows, strict=True)
    }


def _covers(known: _Known, period: Period) -> bool:
    """Whether the account's posts are known over enough of what is over of the period."""
    end = min(period.end, now())
    told = min(known.until or known.since, end) - max(known.since, period.start)
    return told >= LEAST_KNOWN * (end - period.start)


def _standing(
    peer: _Peer, classes: Mapping[Class | None, Sequence[int]], values: Values, metrics: Sequence[str]
) -> Standing:
    place = _class(peer)
    others = [account for account in classes.get(place, ()) if account != peer.account_id]
    bounds = (0, *CLASSES, None)
    return Standing(
        account_id=peer.account_id,
        platform=peer.platform,
        followers=peer.followers,
        above=None if place is None else bounds[place[1]],
        up_to=None if place is None else bounds[place[1] + 1],
        ranks=tuple(_rank(metric, peer, others, values) for metric in metrics),
        published=tuple(one for one in PUBLISHED if one.platform == peer.platform and one.metric in metrics),
    )


def _rank(metric: str, peer: _Peer, others: Sequence[int], values: Values) -> Rank:
    own = values[peer.account_id][metric]
    comparable = [values[other][metric].value for other in others if _counts(metric, values[other][metric])]
    known = [value for value in comparable if value is not None]
    reason = _reason(metric, peer, own, len(known))
    return Rank(
        metric=metric,
        value=own,
        percentile=None if reason or own.value is None else percentile_rank(own.value, known),
        n=len(known),
        of=len(others),
        reason=reason,
    )


def _reason(metric: str, peer: _Peer, own: Figure, peers: int) -> Reason | None:
    if peer.followers is None:
        return "followers_unknown"
    if own.value is None:
        return "not_known"
    if not _counts(metric, own):
        return "too_few_posts"
    return "too_few_peers" if peers < LEAST_PEERS else None


def _counts(metric: str, figure: Figure) -> bool:
    """Whether a figure is known, and rests on enough posts where it is a rate or a median of them."""
    (definition,) = find([metric])
    of_posts = definition.source == "post" and (definition.median or definition.unit in ("percent", "ratio"))
    return figure.value is not None and (not of_posts or figure.n >= LEAST_POSTS)
