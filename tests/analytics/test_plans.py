"""Questions about many posts are answered from the index alone."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from cicero.analytics import Dimension, Filters, Query, Range
from cicero.analytics.compiler import Statement, compile_additive
from cicero.analytics.gained import compile_gained
from cicero.analytics.medians import compile_medians
from cicero.analytics.ranking import compile_ranking
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

LOOKS = """
insert into post_snapshot (account_id, post_id, observed_at, likes, comments, shares, views)
select a, n, timestamptz '2024-01-01' + (n + l * 7) * interval '30 minutes', n + l, n, n, n
from generate_series(1, 40) a, generate_series(1, 500) n, generate_series(1, 3) l
"""
SAMPLES = """
insert into account_snapshot (account_id, observed_at, followers)
select a, timestamptz '2024-01-01' + n * interval '1 hour', n
from generate_series(1, 40) a, generate_series(1, 200) n
"""
TAGS = """
insert into tag (sign, tag) select '#', 'tag' || n from generate_series(1, 60) n;
update post set tags = array[1 + post_id % 50, 2 + post_id % 50, 3 + post_id % 50]
"""
GAINED = [metric for metric in ADDITIVE if metric.gained]


@pytest.fixture
async def many_posts(connection: Connection) -> Connection:
    await connection.execute(POSTS)
    await connection.execute(LOOKS)
    await connection.execute(SAMPLES)
    await connection.execute("vacuum (analyze) post, post_growth, account_snapshot")
    return connection


async def scans(connection: Connection, statement: Statement, table: str = "post") -> list[str]:
    """How the plan of a statement reads posts, or another table: kind of scan and index."""
    cursor = await connection.execute(
        cast(Any, "explain (format json) " + statement.text), statement.parameters
    )
    row = await cursor.fetchone()
    assert row is not None
    return [
        f"{node['Node Type']} of {node.get('Index Name')}"
        for node in nodes(row[0][0]["Plan"])
        if node.get("Relation Name") == table
    ]


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for child in plan.get("Plans", []) for node in nodes(child))]


def question(by: Dimension | None, **more: Any) -> Query:
    period = Period(date(2024, 1, 1), date(2024, 1, 5), more.pop("zone", "Asia/Jakarta"))
    return Query(accounts=(1, 2, 3), metrics=("posts",), period=period, by=by, **more)


FROM_THE_INDEX: list[Dimension | None] = [
    None, "day", "week", "month", "weekday", "hour", "hour_of_week", "account", "platform", "kind",
    "post_age",
]  # fmt: skip


@pytest.mark.parametrize("by", FROM_THE_INDEX)
async def test_figures_come_from_the_index_alone(many_posts: Connection, by: Dimension | None) -> None:
    additive = await scans(many_posts, compile_additive(question(by), ADDITIVE))
    assert set(additive) == {"Index Only Scan of post_by_time"}
    medians = await scans(many_posts, compile_medians(question(by), MEDIANS))
    assert set(medians) == {"Index Only Scan of post_by_time"}


async def test_so_do_filtered_figures(many_posts: Connection) -> None:
    counts = (Range(count="likes", least=3), Range(count="interactions", most=900))
    query = question("day", filters=Filters(kinds=("video",), weekday=1, hour=3, counts=counts))
    found = await scans(many_posts, compile_additive(query, ADDITIVE))
    assert set(found) == {"Index Only Scan of post_by_time"}


async def test_a_ranking_reads_the_table_for_its_own_posts_only(many_posts: Connection) -> None:
    found = await scans(many_posts, compile_ranking(question(None), "interactions", 10))
    assert sorted(found) == ["Index Only Scan of post_by_time", "Index Scan of post_pkey"]


@pytest.mark.parametrize("by", [by for by in FROM_THE_INDEX if by not in ("hour", "hour_of_week")])
async def test_what_was_gained_comes_from_two_indexes(many_posts: Connection, by: Dimension | None) -> None:
    statement = compile_gained(question(by, basis="gained"), GAINED)
    assert set(await scans(many_posts, statement)) == {"Index Only Scan of post_by_time"}
    assert await scans(many_posts, statement, "post_growth") == ["Index Only Scan of post_growth_pkey"]


@pytest.mark.parametrize("by", ["hashtag", "mention"])
async def test_tags_come_from_the_index_alone(many_posts: Connection, by: Dimension) -> None:
    await many_posts.execute(TAGS.encode())
    await many_posts.execute("vacuum (analyze) post, tag")
    for statement in (
        compile_additive(question(by), ADDITIVE),
        compile_medians(question(by), MEDIANS),
        compile_gained(question(by, basis="gained"), GAINED),
    ):
        assert set(await scans(many_posts, statement)) == {"Index Only Scan of post_by_time"}


async def test_a_hashtag_asked_for_is_looked_up_once(many_posts: Connection) -> None:
    statement = compile_additive(question("day", filters=Filters(hashtag="kopi")), ADDITIVE)
    assert set(await scans(many_posts, statement)) == {"Index Only Scan of post_by_time"}
    assert await scans(many_posts, statement, "tag") == ["Index Scan of tag_sign_tag_key"]


@pytest.mark.parametrize("by", ["caption_length", "video_length"])
async def test_captions_and_lengths_are_read_of_the_periods_posts_only(
    many_posts: Connection, by: Dimension
) -> None:
    found = await scans(many_posts, compile_additive(question(by), ADDITIVE))
    assert found == ["Index Scan of post_by_time", "Index Only Scan of post_by_time"]
