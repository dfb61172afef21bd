"""Questions about many posts are answered from the index alone."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from cicero.analytics import Dimension, Filters, Query
from cicero.analytics.compiler import Statement, compile_additive, compile_medians, compile_ranking
from cicero.db import Connection
from cicero.metrics import METRICS
from cicero.periods import Period

ADDITIVE = [metric for metric in METRICS.values() if metric.source == "post" and not metric.median]
MEDIANS = [metric for metric in METRICS.values() if metric.median]

POSTS = """
insert into post (account_id, post_id, platform, published_at, kind, caption, likes, comments, shares, views,
                  followers, observed_at, first_seen_at)
select a, n, 'tiktok', timestamptz '2024-01-01' + n * interval '30 minutes', 'video', repeat('x', 300), n, n,
       n, n, n, '2025-01-01', '2025-01-01'
from generate_series(1, 40) a, generate_series(1, 500) n
"""


@pytest.fixture
async def many_posts(connection: Connection) -> Connection:
    await connection.execute(POSTS)
    await connection.execute("vacuum (analyze) post")
    return connection


async def scans(connection: Connection, statement: Statement) -> list[str]:
    """How the plan of a statement reads posts: (kind of scan, index)."""
    cursor = await connection.execute(
        cast(Any, "explain (format json) " + statement.text), statement.parameters
    )
    row = await cursor.fetchone()
    assert row is not None
    return [
        f"{node['Node Type']} of {node.get('Index Name')}"
        for node in nodes(row[0][0]["Plan"])
        if node.get("Relation Name") == "post"
    ]


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for child in plan.get("Plans", []) for node in nodes(child))]


def question(by: Dimension | None, **more: Any) -> Query:
    period = Period(date(2024, 1, 1), date(2024, 1, 5), more.pop("zone", "Asia/Jakarta"))
    return Query(accounts=(1, 2, 3), metrics=("posts",), period=period, by=by, **more)


@pytest.mark.parametrize("by", [None, "day", "month", "hour_of_week", "account", "platform", "kind"])
async def test_figures_come_from_the_index_alone(many_posts: Connection, by: Dimension | None) -> None:
    assert await scans(many_posts, compile_additive(question(by), ADDITIVE)) == [
        "Index Only Scan of post_by_time"
    ]
    medians = await scans(many_posts, compile_medians(question(by), MEDIANS))
    assert set(medians) == {"Index Only Scan of post_by_time"}


async def test_so_do_filtered_figures(many_posts: Connection) -> None:
    query = question("day", filters=Filters(kinds=("video",), weekday=1, hour=3))
    assert await scans(many_posts, compile_additive(query, ADDITIVE)) == ["Index Only Scan of post_by_time"]


async def test_a_ranking_reads_the_table_for_its_own_posts_only(many_posts: Connection) -> None:
    found = await scans(many_posts, compile_ranking(question(None), "interactions", 10))
    assert sorted(found) == ["Index Only Scan of post_by_time", "Index Scan of post_pkey"]
