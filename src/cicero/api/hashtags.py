"""/api/hashtags and /api/mentions: use and trend, lift, and which stand together."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, get_args

from litestar import Request, get
from msgspec import Struct

from cicero.analytics import hashtags
from cicero.analytics.hashtags import Order
from cicero.analytics.tag_parameters import Sign
from cicero.api.choosing import OF_ACCOUNTS, OF_COMPARISON, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.metrics import MetricView, formulas
from cicero.api.parameters import one_of, taking, text, whole
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import Days, FigureView, Seen, shown
from cicero.errors import InputError

LIMIT, MOST, FARTHEST, MOST_TAGS = 50, 500, 1_000_000, 100
ORDERS: tuple[Order, ...] = get_args(Order)


class TagUse(Struct, frozen=True, kw_only=True):
    """`before`: posts in the compared period. `trend`: in standard errors. `rising`, `falling`: more than
    chance explains, tested over all tags at once. The four are null where no trend can be told.
    """

    tag: str
    posts: int
    accounts: int
    interactions: FigureView
    before: int | None
    trend: float | None
    rising: bool | None
    falling: bool | None


class TagUses(Struct, frozen=True, kw_only=True):
    """`tags`: how many were used in the period; `uses`: by how many posts, added up; `posts`: all there are.
    `matching`: how many all pages hold, those used in the compared period alone included.

    `trend_unknown`: why no trend is told. `compared`: how many of the accounts that have posts were known
    before the compared period began. `next`: the `offset` of the page after this one, null on the last.
    """

    period: Days
    compare: Days | None
    metrics: list[MetricView]
    rows: list[TagUse]
    tags: int
    matching: int
    uses: int
    uses_before: int | None
    posts: int
    trend_unknown: Literal["not_compared", "history_too_short"] | None
    compared: FigureView
    as_of: Seen | None
    history_since: datetime | None
    next: str | None


class TagLift(Struct, frozen=True, kw_only=True):
    """Median of interactions ÷ the account's own median for that kind; 1 is usual."""

    tag: str
    lift: FigureView


class Lifts(Struct, frozen=True, kw_only=True):
    period: Days
    metrics: list[MetricView]
    lifts: list[TagLift]


class Partner(Struct, frozen=True, kw_only=True):
    """`together`: on how many of its `posts` it stands beside the tag. `strength`: G², `share`: Jaccard's."""

    tag: str
    together: int
    posts: int
    share: float | None
    strength: float


class Partners(Struct, frozen=True, kw_only=True):
    """The strongest first; `carrying` posts carry the tag, of `posts` in the period."""

    period: Days
    tag: str
    carrying: int
    posts: int
    partners: list[Partner]
    as_of: Seen | None
    history_since: datetime | None


@get(
    ["/hashtags", "/mentions"],
    needs="client.see",
    tags=["Hashtags and mentions"],
    summary="How much they were used, and their trend",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(
        CLIENT,
        *OF_PERIOD,
        *OF_ACCOUNTS,
        *OF_COMPARISON,
        text("order", "By which figure, the highest first; else posts.", enum=list(ORDERS)),
        text("containing", "Only those with this in them.", example="kopi"),
        text("limit", f"Tags per page: 1 to {MOST}, else {LIMIT}.", example="100"),
        text("offset", "`next` of the page before."),
    ),
)
async def list_tags(request: Request[Any, Any, Any], connection: Connection, client: Client) -> TagUses:
    """A trend needs something to compare with: `compare=previous`. A collaborative post counts once."""
    asked = request.query_params
    chosen = await choose(connection, client, asked)
    limit = whole(asked.get("limit"), "limit", default=LIMIT, most=MOST)
    offset = whole(asked.get("offset"), "offset", default=0, most=FARTHEST, least=0)
    found = await hashtags.tag_uses(
        connection,
        chosen.accounts,
        chosen.period,
        sign=_sign(request),
        compare=chosen.compare,
        order=one_of(asked.get("order"), "order", ORDERS, "posts"),
        containing=_bare(asked.get("containing", "")),
        limit=limit + 1,
        offset=offset,
    )
    more = str(offset + limit) if len(found.rows) > limit else None
    return shown(found, TagUses, rows=found.rows[:limit], metrics=formulas("hashtag_trend"), next=more)


@get(
    ["/hashtags/lift", "/mentions/lift"],
    needs="client.see",
    tags=["Hashtags and mentions"],
    summary="How posts with them did",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(
        CLIENT,
        *OF_PERIOD,
        *OF_ACCOUNTS,
        text("tags", f"Up to {MOST_TAGS}, separated by commas.", example="kopi,ngopi", required=True),
    ),
)
async def show_lift(request: Request[Any, Any, Any], connection: Connection, client: Client) -> Lifts:
    """Against what is usual for their account and kind. Null of fewer than three known posts."""
    chosen = await choose(connection, client, request.query_params)
    tags = [tag for part in request.query_params.get("tags", "").split(",") if (tag := _bare(part))]
    if not 1 <= len(tags) <= MOST_TAGS:
        raise InputError(f"{len(tags)} tags were given.", f"Say tags=NAME,NAME with 1 to {MOST_TAGS}.")
    found = await hashtags.lift(
        connection, chosen.accounts, chosen.period, list(dict.fromkeys(tags)), _sign(request)
    )
    return shown(
        {"period": chosen.period, "lifts": list(found.values())}, Lifts, metrics=formulas("hashtag_lift")
    )


@get(
    ["/hashtags/partners", "/mentions/partners"],
    needs="client.see",
    tags=["Hashtags and mentions"],
    summary="Which stand on the same posts",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(
        CLIENT,
        *OF_PERIOD,
        *OF_ACCOUNTS,
        text("tag", "The one whose partners are asked for.", example="kopi", required=True),
        text("limit", f"Partners: 1 to {MOST}, else {LIMIT}.", example="20"),
    ),
)
async def show_partners(request: Request[Any, Any, Any], connection: Connection, client: Client) -> Partners:
    """Those that stand beside it more often than chance would have it."""
    asked = request.query_params
    chosen = await choose(connection, client, asked)
    tag = _bare(asked.get("tag", ""))
    if not tag:
        raise InputError("No tag is given.", "Say tag=NAME.")
    limit = whole(asked.get("limit"), "limit", default=LIMIT, most=MOST)
    found = await hashtags.co_use(
        connection, chosen.accounts, chosen.period, tag, sign=_sign(request), limit=limit
    )
    return shown(found, Partners, period=chosen.period)


def _sign(request: Request[Any, Any, Any]) -> Sign:
    return "@" if request.url.path.startswith("/api/mentions") else "#"


def _bare(tag: str) -> str:
    return tag.strip().lstrip("#@").lower()
