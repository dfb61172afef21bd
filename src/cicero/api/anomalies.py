"""GET /api/analytics/anomalies: what was unusual."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero.analytics.anomalies import anomalies
from cicero.analytics.anomaly import Anomalies, What
from cicero.analytics.anomaly_words import sentence
from cicero.api.choosing import OF_ACCOUNTS, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.metrics import LANGUAGES, Words
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import Days, FigureView, Seen, shown


class AnomalyView(Struct, frozen=True, kw_only=True):
    """Days, from `first` to `last`, unlike the eight weeks before them, and the same in a `sentence`.

    interactions: `value` is what the `n` posts of these days got, `usual` what such posts usually got.
    followers: `value` is the change, `usual` the one to be expected. silence: days without a post, and the
    longest such time before. `baseline_n`: how many posts (days, for followers) the usual rests on. `score`:
    by how many standard errors the two differ. `times`: value ÷ usual, null where the usual is none.
    """

    account_id: str
    what: What
    up: bool
    first: date
    last: date
    value: float
    usual: float
    times: float | None
    n: int
    baseline_n: int
    score: float
    before: int | None
    leading_post: str | None
    leading_interactions: int | None
    sentence: Words


class JudgedView(Struct, frozen=True, kw_only=True):
    """On how many days of the period the account could be judged; of the others nothing is known."""

    account_id: str
    interactions: FigureView
    followers: FigureView


class AnomaliesView(Struct, frozen=True, kw_only=True):
    """The strongest first. `names` and `known_until` (null: no posts are known) are by account."""

    period: Days
    anomalies: list[AnomalyView]
    judged: list[JudgedView]
    names: dict[str, str]
    known_until: dict[str, datetime | None]
    as_of: Seen | None
    history_since: datetime | None


@get(
    "/analytics/anomalies",
    needs="client.see",
    tags=["Analytics"],
    summary="What was unusual",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *OF_PERIOD, *OF_ACCOUNTS),
)
async def show_anomalies(
    request: Request[Any, Any, Any], connection: Connection, client: Client
) -> AnomaliesView:
    """Spikes and drops of interactions, bursts and losses of followers, silences. A day of which something is
    not known raises no alarm."""
    chosen = await choose(connection, client, request.query_params)
    return view(await anomalies(connection, chosen.accounts, chosen.period))


def view(found: Anomalies) -> AnomaliesView:
    told = [
        shown(
            one,
            AnomalyView,
            times=one.times,
            sentence={language: sentence(one, found.names, language) for language in LANGUAGES},
        )
        for one in found.anomalies
    ]
    return shown(found, AnomaliesView, anomalies=told)
