"""Medians of many posts, equal ones among them: the total is found from the groups, and is that of all."""

from __future__ import annotations

import random
import statistics
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cicero.analytics import Figure, Query, run_anew
from cicero.db import Connection
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
INSERT = """
insert into post (account_id, post_id, platform, published_at, likes, comments, observed_at, first_seen_at)
select 1, row_number() over (), 'instagram', at, likes, 0, now(), now()
from unnest(%s::timestamptz[], %s::bigint[]) as its (at, likes)
"""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10_000),
    posts=st.sampled_from([0, 1, 2, 31, 32, 33, 64, 65, 500, 3_000]),
    days=st.sampled_from([1, 2, 7, 31]),
    values=st.sampled_from([1, 2, 3, 40, 10**9]),
    unknown=st.sampled_from([0.0, 0.3, 1.0]),
    by=st.sampled_from(["day", "week", "month"]),
)
async def test_of_all_and_of_each_group(
    connection: Connection, seed: int, posts: int, days: int, values: int, unknown: float, by: Any
) -> None:
    chance = random.Random(seed)
    published = [
        (chance.randrange(days), None if chance.random() < unknown else chance.randrange(values))
        for _ in range(posts)
    ]
    await connection.execute("delete from post")
    noon = MAY.start + timedelta(hours=12)
    await connection.execute(
        INSERT, [[noon + timedelta(days=day) for day, _ in published], [likes for _, likes in published]]
    )
    result = await run_anew(
        connection, Query(accounts=(1,), metrics=("typical_interactions",), period=MAY, by=by)
    )
    groups: dict[date, list[int | None]] = {}
    for day, likes in published:
        on = MAY.first + timedelta(days=day)
        first = {"day": on, "week": on - timedelta(days=on.weekday()), "month": MAY.first}[by]
        groups.setdefault(first, []).append(likes)
    assert result.totals.figures[0] == figure([likes for _, likes in published])
    for row in result.rows:
        assert row.figures[0] == figure(groups.get(row.key, []))  # type: ignore[arg-type]


def figure(values: list[int | None]) -> Figure:
    known = [value for value in values if value is not None]
    return Figure(float(statistics.median(known)) if known else None, len(known), len(values))
