"""GET /api/analytics/ranks: top, best and worst posts, and outliers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero.analytics.counting import MEASURES, Measure
from cicero.analytics.ranks import ranks
from cicero.api.choosing import OF_ACCOUNTS, OF_KINDS, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.metrics import MetricView, formulas
from cicero.api.parameters import one_of, taking, text, whole
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import Days, Seen, shown
from cicero.records import Kind

LIMIT, MOST = 10, 100
MEASURE = text("measure", "Which count; else interactions.", enum=list(MEASURES))


class RankedPost(Struct, frozen=True, kw_only=True):
    """`age`: hours from its publication to when it was last seen. `expected`: from the `n` of the `of` posts
    of its kind before it that are known at that age; null where they are too few.

    `outperformance`: actual ÷ expected, below 1 as −expected ÷ actual. `z`: how far it lies from those posts,
    in standard deviations of their logarithms.
    """

    account_id: str
    post_id: str
    kind: Kind | None
    published_at: datetime
    age: float
    actual: int
    expected: float | None
    outperformance: float | None
    z: float | None
    n: int
    of: int
    code: str | None
    url: str | None
    caption: str | None
    thumbnail_url: str | None


class Ranks(Struct, frozen=True, kw_only=True):
    """`top` by the count itself, `best` and `flops` by outperformance, `outliers` the farthest by z first.

    Of the `posts` of the period the count is known of `counted`, an expectation of `expected`; `unripe` of
    these are younger than 72 hours, too young to be called flops.
    """

    period: Days
    metrics: list[MetricView]
    measure: Measure
    top: list[RankedPost]
    best: list[RankedPost]
    flops: list[RankedPost]
    outliers: list[RankedPost]
    posts: int
    counted: int
    expected: int
    unripe: int
    as_of: Seen | None
    history_since: datetime | None


@get(
    "/analytics/ranks",
    needs="client.see",
    tags=["Analytics"],
    summary="Top, best and worst posts, and outliers",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(
        CLIENT,
        *OF_PERIOD,
        *OF_ACCOUNTS,
        OF_KINDS,
        MEASURE,
        text("limit", f"Posts in each list: 1 to {MOST}, else {LIMIT}.", example="20"),
    ),
)
async def show_ranks(request: Request[Any, Any, Any], connection: Connection, client: Client) -> Ranks:
    """Each post against the account's last hundred of its kind before it, at the same age."""
    asked = request.query_params
    chosen = await choose(connection, client, asked)
    found = await ranks(
        connection,
        chosen.accounts,
        chosen.period,
        measure=one_of(asked.get("measure"), "measure", MEASURES, "interactions"),
        kinds=chosen.kinds,
        limit=whole(asked.get("limit"), "limit", default=LIMIT, most=MOST),
    )
    return shown(found, Ranks, metrics=formulas("outperformance"))
