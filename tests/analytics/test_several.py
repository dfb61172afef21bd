"""Several groups of accounts asked about at once: each is answered as it would be by itself."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from msgspec import Struct
from tests.analytics.world import Entry, worlds, write

from cicero.analytics import Figure, Query, Result, Row, run_anew
from cicero.analytics.several import run_several
from cicero.db import Connection
from cicero.periods import Period, compared

METRICS = ("posts", "interactions", "views", "typical_engagement_rate", "engagement_rate_views")
GROUPS = {7: (1, 3), 8: (2,), 9: (4, 3, 1, 2), 10: ()}
on_worlds = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Plain(Struct, frozen=True):
    """What both ways must agree on; medians may differ in the last digit."""

    totals: object
    rows: object
    compared: object
    as_of: object
    since: object


def plain(result: Result) -> Plain:
    return Plain(
        _near(result.totals),
        [_near(row) for row in result.rows],
        result.compared_totals and _near(result.compared_totals),
        result.as_of,
        result.history_since,
    )


def _near(row: Row) -> tuple[object, list[tuple[object, int, int]]]:
    return row.key, [(_rounded(figure), figure.n, figure.of) for figure in row.figures]


def _rounded(figure: Figure) -> float | int | None:
    return round(figure.value, 9) if isinstance(figure.value, float) else figure.value


@on_worlds
@given(world=worlds())
async def test_each_group_is_answered_as_by_itself(
    connection: Connection, world: tuple[Period, list[Entry]]
) -> None:
    period, entries = world
    await write(connection, entries)
    before = compared(period, "previous")
    assert before is not None
    found = await run_several(connection, GROUPS, METRICS, period, before)
    for number, accounts in GROUPS.items():
        query = Query(accounts=accounts, metrics=METRICS, period=period, compare=before, by="day")
        assert plain(found[number]) == plain(await run_anew(connection, query))
