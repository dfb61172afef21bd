"""GET /api/analytics/growth: followers day by day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero.analytics.growth import METRICS, growth
from cicero.api.choosing import OF_ACCOUNTS, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.metrics import MetricView, formulas
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import Days, FigureView, Run, Seen, shown


class GrowthView(Struct, frozen=True, kw_only=True):
    """`start` to `end` is `change` and `percent`, `weekly` per cent a week. `account_id` null: all together.

    `days`: a value for each day of the period, null where nothing is known. `gaps`: days that are over and of
    which nothing is known, after the first that is.
    """

    account_id: str | None
    start: FigureView
    end: FigureView
    change: FigureView
    percent: FigureView
    weekly: FigureView
    days: list[int | None]
    days_known: FigureView
    gaps: list[Run]


class FollowerGrowth(Struct, frozen=True, kw_only=True):
    """`days[0]` of a growth is the first of the `period`. `names`: of the accounts, by id."""

    period: Days
    metrics: list[MetricView]
    total: GrowthView
    accounts: list[GrowthView]
    names: dict[str, str]
    as_of: Seen | None
    history_since: datetime | None


@get(
    "/analytics/growth",
    needs="client.see",
    tags=["Analytics"],
    summary="Follower growth day by day",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *OF_PERIOD, *OF_ACCOUNTS),
)
async def show_growth(
    request: Request[Any, Any, Any], connection: Connection, client: Client
) -> FollowerGrowth:
    """In total and account by account. A day without a sample is null, never drawn through."""
    chosen = await choose(connection, client, request.query_params)
    found = await growth(connection, chosen.accounts, chosen.period)
    return shown(found, FollowerGrowth, metrics=formulas(*METRICS))
