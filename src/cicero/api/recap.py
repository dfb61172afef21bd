"""GET /api/analytics/recap: a period told in a few paragraphs, and the figures in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero.analytics import as_json
from cicero.analytics.recap import recap
from cicero.analytics.recap_words import comparable, say
from cicero.api.anomalies import AnomaliesView
from cicero.api.anomalies import view as anomalies_view
from cicero.api.choosing import OF_ACCOUNTS, OF_COMPARISON, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.metrics import LANGUAGES, Words
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import shown
from cicero.periods import compared
from cicero.records import Kind


class ExtremePost(Struct, frozen=True, kw_only=True):
    """A post with `times` of what its account usually gets with its kind, the median of `usual_n` posts."""

    account_id: str
    post_id: str
    published_at: datetime
    url: str | None
    kind: Kind | None
    interactions: int
    usual: float
    usual_n: int
    times: float


class RecapView(Struct, frozen=True, kw_only=True):
    """`text`: to paste into a chat. `figures`: as GET /api/analytics answers; `comparable`: whether the
    accounts were known all through the compared period. `best`, `worst`: null where no post stands out."""

    text: Words
    figures: dict[str, Any]
    comparable: bool
    best: ExtremePost | None
    worst: ExtremePost | None
    anomalies: AnomaliesView


@get(
    "/analytics/recap",
    needs="client.see",
    tags=["Analytics"],
    summary="The period in words",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *OF_PERIOD, *OF_ACCOUNTS, *OF_COMPARISON),
)
async def show_recap(request: Request[Any, Any, Any], connection: Connection, client: Client) -> RecapView:
    """In English and Indonesian, beside the period before unless `compare` says otherwise. Every number in
    the text is one of the figures."""
    asked = request.query_params
    chosen = await choose(connection, client, asked)
    told = any(asked.get(name) for name in ("compare", "compare_from", "compare_to"))
    beside = chosen.compare if told else compared(chosen.period, "previous")
    found = await recap(connection, chosen.accounts, chosen.period, beside)
    return shown(
        found,
        RecapView,
        text={language: say(found, language) for language in LANGUAGES},
        figures=as_json(found.result),
        comparable=comparable(found),
        anomalies=anomalies_view(found.anomalies),
    )
