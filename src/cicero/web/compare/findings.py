"""Everything that the page asks, part by part: the table first, the others by themselves.

`posts`, `interactions` and `views` by day, week or month are asked of one account after the other, since a
series adds up all accounts that it is about.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cicero import analytics
from cicero.analytics import Filters, Result
from cicero.analytics.benchmark import Benchmark, benchmark
from cicero.analytics.comparing import Comparison, compare
from cicero.analytics.growth import FollowerGrowth, growth
from cicero.analytics.hashtags import first_posts
from cicero.analytics.head_to_head import CONTESTS, Contest, HeadToHead, head_to_head
from cicero.db import Connection
from cicero.records import KINDS, Kind
from cicero.web.address import Address
from cicero.web.asked import Asked, unit_of
from cicero.web.compare.compared import Compared

TABLE = (
    "followers", "follower_growth_rate", "posts", "posting_frequency", "interactions",
    "interactions_per_post", "typical_engagement_rate", "engagement_rate_views", "views",
)  # fmt: skip

Part = Literal["table", "lines", "shares", "days", "kinds", "benchmark"]
PARTS: tuple[Part, ...] = ("table", "lines", "shares", "days", "kinds", "benchmark")


class Duel(Struct, frozen=True, kw_only=True):
    """Two accounts day by day: who led, and the `figures` of each."""

    pair: tuple[Compared, Compared]
    contest: HeadToHead
    figures: tuple[Result, Result]


class Mix(Struct, frozen=True, kw_only=True):
    """Posts by account: all, and those of each kind."""

    total: Result
    kinds: dict[Kind, Result]


class Answers(Struct, frozen=True, kw_only=True):
    """None, or empty, is what was not asked for. `firsts`: the earliest post known of each account."""

    table: Result | None = None
    firsts: dict[int, datetime] = {}
    comparison: Comparison | None = None
    followers: FollowerGrowth | None = None
    lines: tuple[Result, ...] = ()
    duel: Duel | None = None
    mix: Mix | None = None
    benchmark: Benchmark | None = None


async def find(
    connection: Connection, asked: Asked, those: Sequence[Compared], here: Address, parts: Collection[Part]
) -> Answers:
    """Of two accounts at least."""
    ids, period = asked.query.accounts, asked.query.period
    return Answers(
        table=await analytics.run(connection, asked.query) if "table" in parts else None,
        firsts=await first_posts(connection, ids) if "table" in parts else {},
        comparison=await compare(connection, ids, period, metrics=()) if "shares" in parts else None,
        followers=await growth(connection, ids, period) if "lines" in parts else None,
        lines=await _lines(connection, asked, those) if "lines" in parts else (),
        duel=await _duel(connection, asked, those, here) if "days" in parts else None,
        mix=await _mix(connection, asked) if "kinds" in parts else None,
        benchmark=await benchmark(connection, ids, period) if "benchmark" in parts else None,
    )


def measured(here: Address) -> Contest:
    """What the series and the days are counted in."""
    return next((name for name in CONTESTS if name == here["measure"]), "interactions")


def pair_of(those: Sequence[Compared], here: Address) -> tuple[Compared, Compared]:
    """The two that the address names, else the first and whom it is to be held against."""
    named = here["pair"].split(",")
    found = [one for name in dict.fromkeys(named) for one in those if one.name == name]
    if len(found) == 2:
        return found[0], found[1]
    first = found[0] if found else those[0]
    others = [one for one in those if one is not first]
    return first, min(others, key=lambda one: (one.own, one.account.platform != first.account.platform))


async def _lines(connection: Connection, asked: Asked, those: Sequence[Compared]) -> tuple[Result, ...]:
    query = replace(asked.query, metrics=CONTESTS, compare=None, by=unit_of(asked.query.period))
    return tuple(
        [await analytics.run(connection, replace(query, accounts=(one.account_id,))) for one in those]
    )


async def _duel(connection: Connection, asked: Asked, those: Sequence[Compared], here: Address) -> Duel:
    one, other = pair_of(those, here)
    contests = await head_to_head(connection, (one.account_id, other.account_id), asked.query.period)
    query = replace(asked.query, metrics=CONTESTS, compare=None, by="day")
    return Duel(
        pair=(one, other),
        contest=next(contest for contest in contests if contest.measure == measured(here)),
        figures=(
            await analytics.run(connection, replace(query, accounts=(one.account_id,))),
            await analytics.run(connection, replace(query, accounts=(other.account_id,))),
        ),
    )


async def _mix(connection: Connection, asked: Asked) -> Mix:
    query = replace(asked.query, metrics=("posts",), compare=None)
    return Mix(
        total=await analytics.run(connection, query),
        kinds={
            kind: await analytics.run(connection, replace(query, filters=Filters(kinds=(kind,))))
            for kind in KINDS
        },
    )
