"""GET /api/analytics: the figures of a client's accounts."""

from __future__ import annotations

from typing import Any

from litestar import Request, get

from cicero import analytics as figures
from cicero.analytics.asking import PARAMETERS, ask
from cicero.api.given import Client, Connection
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.question import QUESTION
from cicero.api.scope import CLIENT

KNOWN = {"value": 1204, "n": 6, "of": 7, "coverage": 6 / 7, "confidence": "medium"}
UNKNOWN = {"value": None, "n": 0, "of": 2, "coverage": 0.0, "confidence": "none"}
EXAMPLE = {
    "query": {
        "accounts": ["12"],
        "metrics": ["likes"],
        "basis": "published",
        "by": "week",
        "period": {"from": "2026-05-04", "to": "2026-05-10", "zone": "Asia/Jakarta"},
        "compare": {"from": "2026-04-27", "to": "2026-05-03", "zone": "Asia/Jakarta"},
        "filters": {
            "kinds": ["video"],
            "hashtag": None,
            "mention": None,
            "text": None,
            "counts": [{"count": "likes", "least": 100, "most": None}],
            "weekday": None,
            "hour": None,
        },
    },
    "metrics": [
        {
            "name": "likes",
            "label": "Likes",
            "unit": "count",
            "formula": "sum of the likes that are known",
            "inputs": ["likes"],
            "up_is_good": True,
        }
    ],
    "totals": {"likes": KNOWN},
    "rows": [{"key": "2026-05-04", "values": {"likes": KNOWN}}],
    "compare": {
        "totals": {"likes": UNKNOWN},
        "rows": [{"key": "2026-04-27", "values": {"likes": UNKNOWN}}],
    },
    "as_of": {"oldest": "2026-05-11T01:00:00+00:00", "newest": "2026-05-11T01:02:10+00:00"},
    "history_since": "2025-11-02T04:12:00+00:00",
    "follower_gap_hours": None,
}


@get(
    "/analytics",
    needs="client.see",
    tags=["Analytics"],
    summary="Figures over a period",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *QUESTION.values(), example=EXAMPLE),
)
async def analytics(
    request: Request[Any, Any, Any], connection: Connection, client: Client
) -> dict[str, Any]:
    """Each figure has a `value` and says on how many of how many posts it rests: `n` of `of`, the share of
    which is its `coverage`. `confidence` is none, low, medium or high: a rule of thumb, no statistic.

    Null is unknown, never zero. The pages show the same figures.
    """
    asked = {name: value for name, value in request.query_params.items() if name in PARAMETERS}
    query = await ask(connection, client, asked)
    return figures.as_json(await figures.run(connection, query))
