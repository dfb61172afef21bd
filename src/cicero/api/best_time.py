"""GET /api/analytics/best-time: when posts do best."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero.analytics.best_time import best_time
from cicero.api.choosing import OF_ACCOUNTS, OF_KINDS, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.metrics import MetricView, formulas
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import Days, FigureView, Seen, shown


class SlotView(Struct, frozen=True, kw_only=True):
    """Posts of a weekday (1 Monday to 7 Sunday), an hour (0 to 23) or both; null stands for all.

    `index` 1.3: the median post gets 1.3 times of what its account usually gets with its kind. It is at least
    `low` 95 times in 100. `score`: how far these posts rank above the others, in standard errors.
    """

    weekday: int | None
    hour: int | None
    index: FigureView
    low: float | None
    score: float
    recommended: bool


class BestTime(Struct, frozen=True, kw_only=True):
    """Hours of the client's zone. `recommended`: what stands out, the strongest first; often nothing does."""

    period: Days
    metrics: list[MetricView]
    whole: FigureView
    recommended: list[SlotView]
    hours: list[SlotView]
    weekdays: list[SlotView]
    cells: list[SlotView]
    as_of: Seen | None
    history_since: datetime | None


@get(
    "/analytics/best-time",
    needs="client.see",
    tags=["Analytics"],
    summary="When posts do best",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *OF_PERIOD, *OF_ACCOUNTS, OF_KINDS),
)
async def show_best_time(request: Request[Any, Any, Any], connection: Connection, client: Client) -> BestTime:
    """Medians against what each account usually gets. An hour is recommended only where its posts do better
    than chance explains, tested over all hours at once."""
    chosen = await choose(connection, client, request.query_params)
    found = await best_time(connection, chosen.accounts, chosen.period, chosen.kinds)
    return shown(found, BestTime, recommended=found.recommended, metrics=formulas("best_time_index"))
