"""Up to twenty accounts beside each other: table, share of voice, distribution, shared hashtags, days led.

What an account publishes with another counts for each of them here, since each is looked at by itself.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any, Literal

import msgspec
from msgspec import Struct

from cicero.analytics.association import jaccard
from cicero.analytics.cache import cached
from cicero.analytics.head_to_head import HeadToHead, head_to_head
from cicero.analytics.packing import pack, unpack
from cicero.analytics.query import Query
from cicero.analytics.result import Figure, Result
from cicero.analytics.run import run
from cicero.analytics.tag_parameters import Sign, tag_parameters
from cicero.db import Connection, as_array, fetch_all, sql
from cicero.errors import InputError
from cicero.periods import Period

MOST = 20
METRICS = (
    "posts", "interactions", "views", "typical_engagement_rate", "engagement_rate_followers",
    "engagement_rate_views", "interactions_per_post", "posting_frequency", "followers", "follower_growth",
    "follower_growth_rate",
)  # fmt: skip
VOICES = ("posts", "interactions", "views")
TAGS_TOLD = 10

Tags = Mapping[str, int]
"""On how many posts each tag was used."""

Spoken = Literal["interactions", "engagement_rate_followers", "engagement_rate_views"]


class Voice(Struct, frozen=True, kw_only=True):
    """Share of voice counted in `measure`: each account's own ÷ the sum over those known, in per cent.

    `shares` in the order of the accounts, each resting on `n` of `of` posts; `sum` on `n` of `of` accounts.
    """

    measure: str
    sum: Figure
    shares: tuple[Figure, ...]


class Quartiles(Struct, frozen=True, kw_only=True):
    """How a measure is distributed over an account's posts: `n` of `of` are known; None where none is."""

    account_id: int
    measure: Spoken
    low: float | None
    median: float | None
    high: float | None
    n: int
    of: int


class Overlap(Struct, frozen=True, kw_only=True):
    """Hashtags that two accounts both used: `shared` of the `either` that one of them did.

    `tags` are the shared ones that both used most, at most TAGS_TOLD.
    """

    one: int
    other: int
    shared: int
    either: int
    jaccard: float | None
    tags: tuple[str, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """`table` has a row for each account in order; `days` say who led on each day of the period."""

    table: Result
    voices: tuple[Voice, ...]
    distribution: tuple[Quartiles, ...]
    overlaps: tuple[Overlap, ...]
    days: tuple[HeadToHead, ...]
    as_of: tuple[datetime, datetime] | None
    history_since: datetime | None
    """The earliest post known of any of the accounts; `days` leave out what is not known of each."""


class _Spread(Struct):
    account_id: int
    posts: int
    interactions_known: int
    interactions: list[float | None] | None
    by_followers_known: int
    by_followers: list[float | None] | None
    by_views_known: int
    by_views: list[float | None] | None


class _Used(Struct):
    account_id: int
    tags: list[str]
    posts: list[int]


class _Kept(Struct):
    """A comparison as bytes hold it: the table without its question, which stands beside it."""

    query: Query
    table: bytes
    voices: tuple[Voice, ...]
    distribution: tuple[Quartiles, ...]
    overlaps: tuple[Overlap, ...]
    days: tuple[HeadToHead, ...]
    as_of: tuple[datetime, datetime] | None
    history_since: datetime | None


_DECODER = msgspec.msgpack.Decoder(_Kept)


async def _compare(
    connection: Connection,
    accounts: Sequence[int],
    period: Period,
    *,
    metrics: Sequence[str] = METRICS,
    compare: Period | None = None,
    sign: Sign = "#",
) -> Comparison:
    """These accounts beside each other over the period. InputError for fewer than two or more than MOST."""
    asked = tuple(dict.fromkeys(accounts))
    if not 2 <= len(asked) <= MOST:
        raise InputError(f"{len(asked)} accounts cannot be compared.", f"Choose from 2 to {MOST} accounts.")
    names = tuple(dict.fromkeys([*metrics, *VOICES]))
    query = Query(accounts=asked, metrics=names, period=period, compare=compare, by="account")
    table = await run(connection, query)
    return Comparison(
        table=table,
        voices=tuple(_voice(table, measure) for measure in VOICES),
        distribution=await _distribution(connection, asked, period),
        overlaps=await _overlaps(connection, asked, period, sign),
        days=await head_to_head(connection, asked, period),
        as_of=table.as_of,
        history_since=table.history_since,
    )


def _packed(found: Comparison) -> bytes:
    parts = {name: getattr(found, name) for name in found.__struct_fields__ if name != "table"}
    return msgspec.msgpack.encode({"query": found.table.query, "table": pack(found.table), **parts})


def _unpacked(_accounts: Sequence[int], body: bytes) -> Comparison:
    kept = _DECODER.decode(body)
    parts = {name: getattr(kept, name) for name in Comparison.__struct_fields__ if name != "table"}
    return Comparison(table=unpack(kept.query, kept.table), **parts)


compare = cached(_compare, _packed, _unpacked)


def _voice(table: Result, measure: str) -> Voice:
    place = table.query.metrics.index(measure)
    figures = [row.figures[place] for row in table.rows]
    known = [figure.value for figure in figures if figure.value is not None]
    total = sum(known) if known else None
    return Voice(
        measure=measure,
        sum=Figure(total, len(known), len(figures)),
        shares=tuple(
            Figure(100 * f.value / total if f.value is not None and total else None, f.n, f.of)
            for f in figures
        ),
    )


async def _distribution(
    connection: Connection, accounts: Sequence[int], period: Period
) -> tuple[Quartiles, ...]:
    asked = {"accounts": as_array(accounts), "from": period.start, "until": period.end}
    rows = await fetch_all(connection, sql(__package__, "post_spread"), asked, _Spread)
    by_account = {row.account_id: row for row in rows}
    return tuple(
        quartiles for account in accounts for quartiles in _quartiles(account, by_account.get(account))
    )


def _quartiles(account: int, row: _Spread | None) -> list[Quartiles]:
    parts: list[tuple[Spoken, Any, int]] = [
        ("interactions", row and row.interactions, row.interactions_known if row else 0),
        ("engagement_rate_followers", row and row.by_followers, row.by_followers_known if row else 0),
        ("engagement_rate_views", row and row.by_views, row.by_views_known if row else 0),
    ]
    found = []
    for measure, values, known in parts:
        low, median, high = values or (None, None, None)
        of = row.posts if row else 0
        found.append(
            Quartiles(account_id=account, measure=measure, low=low, median=median, high=high, n=known, of=of)
        )
    return found


async def _overlaps(
    connection: Connection, accounts: Sequence[int], period: Period, sign: Sign
) -> tuple[Overlap, ...]:
    asked = tag_parameters(accounts, period, sign)
    rows = await fetch_all(connection, sql(__package__, "account_tags"), asked, _Used, binary=True)
    used: dict[int, dict[str, int]] = {account: {} for account in accounts}
    for row in rows:
        tags = used[row.account_id]
        for tag, posts in zip(row.tags, row.posts, strict=True):
            tags[tag] = tags.get(tag, 0) + posts
    ordered = {account: sorted(tags, key=lambda tag: -tags[tag]) for account, tags in used.items()}
    return tuple(
        _overlap(one, other, used[one], used[other], ordered[one]) for one, other in combinations(accounts, 2)
    )


def _overlap(one: int, other: int, ones: Tags, others: Tags, ordered: Sequence[str]) -> Overlap:
    shared = len(ones.keys() & others.keys())
    return Overlap(
        one=one,
        other=other,
        shared=shared,
        either=len(ones) + len(others) - shared,
        jaccard=jaccard(shared, len(ones), len(others)),
        tags=_most(ones, others, ordered),
    )


def _most(ones: Tags, others: Tags, ordered: Sequence[str]) -> tuple[str, ...]:
    """The tags that both used most. `ordered` are those of one, the most used first: what comes after as
    many as are told, and was used less than these, is not looked at."""
    most: list[tuple[int, str]] = []
    for tag in ordered:
        posts = ones[tag]
        if len(most) == TAGS_TOLD and -most[-1][0] > posts:
            break
        if tag in others:
            insort(most, (-min(posts, others[tag]), tag))
            del most[TAGS_TOLD:]
    return tuple(tag for _, tag in most)
