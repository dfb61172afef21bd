"""What anomalies, the best time and a recap read of posts comes from the index alone."""

from __future__ import annotations

from datetime import date

import pytest
from tests.analytics.test_plans import POSTS, scans

from cicero.analytics.best_time import PLACES
from cicero.analytics.clock import clock
from cicero.analytics.compiler import Statement
from cicero.db import Connection, sql
from cicero.periods import Period

PERIOD = Period(date(2024, 1, 1), date(2024, 1, 5))
BY_TIME = "Index Only Scan of post_by_time"


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("day_performance", [BY_TIME]),
        # Freshness and the number of posts are asked of the same rows, which are kept in memory.
        ("best_time", [BY_TIME]),
        # The two posts that are told are read from the table.
        ("extreme_posts", [BY_TIME, "Index Scan of post_pkey"]),
    ],
)
async def test_posts_are_read_from_the_index_alone(
    connection: Connection, name: str, reads: list[str]
) -> None:
    await connection.execute(POSTS)
    await connection.execute("vacuum (analyze) post")
    asked = {
        "accounts": [1, 2, 3],
        "start": PERIOD.start,
        "end": PERIOD.end,
        "kinds": [],
        "places": PLACES,
        **clock(PERIOD),
    }
    found = await scans(connection, Statement(sql("cicero.analytics", name), asked))
    assert sorted(found) == sorted(reads)
