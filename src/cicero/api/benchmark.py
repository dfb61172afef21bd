"""GET /api/analytics/benchmark: where accounts stand among those of their class."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from litestar import Request, get
from msgspec import Struct

from cicero.analytics.benchmark import METRICS, Reason, benchmark
from cicero.api.choosing import OF_ACCOUNTS, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.metrics import MetricView, formulas
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import Days, FigureView, Seen, shown
from cicero.records import Platform


class RankView(Struct, frozen=True, kw_only=True):
    """`percentile`: how many per cent of the others lie below; it rests on `n` of the `of` others.

    `reason`: why there is none.
    """

    metric: str
    value: FigureView
    percentile: float | None
    n: int
    of: int
    reason: Reason | None


class PublishedView(Struct, frozen=True, kw_only=True):
    """What somebody else published about typical accounts, in per cent."""

    platform: Platform
    metric: str
    value: float
    statistic: Literal["median", "average"]
    denominator: Literal["followers", "views"]
    year: int
    publisher: str
    title: str


class StandingView(Struct, frozen=True, kw_only=True):
    """Its class: accounts of its platform with more than `above` and at most `up_to` followers.

    `up_to` null: without an end; both null: its followers are unknown.
    """

    account_id: str
    platform: Platform
    followers: int | None
    above: int | None
    up_to: int | None
    ranks: list[RankView]
    published: list[PublishedView]


class Benchmark(Struct, frozen=True, kw_only=True):
    period: Days
    metrics: list[MetricView]
    standings: list[StandingView]
    names: dict[str, str]
    as_of: Seen | None
    history_since: datetime | None


@get(
    "/analytics/benchmark",
    needs="client.see",
    tags=["Analytics"],
    summary="Accounts among those of their class",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *OF_PERIOD, *OF_ACCOUNTS),
)
async def show_benchmark(
    request: Request[Any, Any, Any], connection: Connection, client: Client
) -> Benchmark:
    """The others are all accounts of that platform and class that this installation knows, also those that
    you may not see; of these it tells only how many."""
    chosen = await choose(connection, client, request.query_params)
    found = await benchmark(connection, chosen.accounts, chosen.period)
    return shown(found, Benchmark, metrics=formulas("benchmark_percentile", *METRICS))
