"""GET /api/analytics/comparison: accounts beside each other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero.analytics import as_json
from cicero.analytics.comparing import VOICES, Spoken, compare
from cicero.analytics.head_to_head import Contest, Outcome
from cicero.api.choosing import OF_ACCOUNTS, OF_COMPARISON, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.metrics import MetricView, formulas
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import FigureView, Seen, shown


class VoiceView(Struct, frozen=True, kw_only=True):
    """`shares` in per cent of the `sum`, in the order of `accounts`."""

    measure: str
    sum: FigureView
    shares: list[FigureView]


class QuartilesView(Struct, frozen=True, kw_only=True):
    """How a measure is distributed over an account's posts: `n` of `of` are known; null where none is."""

    account_id: str
    measure: Spoken
    least: float | None
    low: float | None
    median: float | None
    high: float | None
    most: float | None
    n: int
    of: int


class OverlapView(Struct, frozen=True, kw_only=True):
    """Hashtags that two accounts both used: `shared` of the `either` that one of them did; the `tags` most
    used."""

    one: str
    other: str
    shared: int
    either: int
    jaccard: float | None
    tags: list[str]


class DayView(Struct, frozen=True):
    outcome: Outcome
    leader: str | None


class ContestView(Struct, frozen=True, kw_only=True):
    """`days[0]` is the period's first. `led`: by account, on how many of the `decided` days of `of`."""

    measure: Contest
    days: list[DayView]
    led: dict[str, int]
    decided: int
    of: int


class Comparison(Struct, frozen=True, kw_only=True):
    """`table`: a row for each account, as GET /api/analytics answers with by=account."""

    accounts: list[str]
    metrics: list[MetricView]
    table: dict[str, Any]
    voices: list[VoiceView]
    distribution: list[QuartilesView]
    overlaps: list[OverlapView]
    days: list[ContestView]
    as_of: Seen | None
    history_since: datetime | None


@get(
    "/analytics/comparison",
    needs="client.see",
    tags=["Analytics"],
    summary="Accounts beside each other",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *OF_PERIOD, *OF_ACCOUNTS, *OF_COMPARISON),
)
async def show_comparison(
    request: Request[Any, Any, Any], connection: Connection, client: Client
) -> Comparison:
    """From 2 to 20 accounts: the table, share of voice, distribution, shared hashtags, days led. What several
    of them published together counts for each."""
    chosen = await choose(connection, client, request.query_params)
    found = await compare(connection, chosen.accounts, chosen.period, compare=chosen.compare)
    return shown(
        found,
        Comparison,
        accounts=[str(account) for account in found.table.query.accounts],
        metrics=formulas(*(f"share_of_voice_{measure}" for measure in VOICES)),
        table=as_json(found.table),
    )
