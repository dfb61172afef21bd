"""GET /api/analytics: the figures of a client's accounts."""

from __future__ import annotations

from typing import Any

from litestar import Request, get

from cicero import analytics as figures
from cicero.analytics.asking import PARAMETERS, ask
from cicero.api.given import Client, Connection
from cicero.api.parameters import taking
from cicero.api.question import QUESTION
from cicero.api.scope import CLIENT


@get(
    "/analytics",
    tags=["Analytics"],
    summary="Figures over a period",
    operation_class=taking(CLIENT, *QUESTION.values()),
)
async def analytics(
    request: Request[Any, Any, Any], connection: Connection, client: Client
) -> dict[str, Any]:
    """Each figure has a `value` and says on how many of how many posts it rests: `n` of `of`.

    Null is unknown, never zero. The pages show the same figures.
    """
    asked = {name: value for name, value in request.query_params.items() if name in PARAMETERS}
    query = await ask(connection, client, asked)
    return figures.as_json(await figures.run(connection, query))
