"""Who took part is found from the indexes, and only from what stands under the posts of the period."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from tests.analytics.test_plans import nodes

from cicero.analytics import participation
from cicero.db import Connection, sql
from cicero.periods import Period

WORLD = """
insert into client (client_id, slug, name) overriding system value
values (1, 'kopi', 'Kopi'), (2, 'teh', 'Teh');
insert into account (account_id, platform, handle) overriding system value
select n, 'instagram', 'akun' || n from generate_series(1, 20) n;
insert into client_account select case when n < 3 then 1 else 2 end, n, 'own' from generate_series(1, 20) n;
insert into roster_member (client_id, code, name, instagram)
select case when n <= 2000 then 1 else 2 end, 'EMP' || n, 'Nama', 'orang' || n
from generate_series(1, 20000) n;
insert into post (account_id, post_id, platform, published_at, caption, observed_at, first_seen_at)
select a, a * 1000 + n, 'instagram', timestamptz '2026-11-23' - n * interval '6 hours', repeat('x', 200),
       now(), now()
from generate_series(1, 20) a, generate_series(1, 200) n;
insert into comment (
    account_id, post_id, comment_id, created_at, author_handle, body, observed_at, first_seen_at
)
select account_id, post_id, c, now(), 'orang' || (c * 7 + post_id) % 3000, repeat('x', 60), now(), now()
from post, generate_series(1, 20) c;
insert into post_liker
select account_id, post_id, c, 'orang' || c * 9, now(), now() from post, generate_series(1, 20) c;
"""
WEEK = Period(date(2026, 11, 9), date(2026, 11, 15))


@pytest.fixture
async def much(connection: Connection) -> Connection:
    await connection.execute(WORLD)
    await connection.execute("vacuum (analyze) post, comment, post_liker, roster_member, client_account")
    return connection


async def reads(connection: Connection, query: str, table: str) -> list[tuple[str, int]]:
    """How the plan reads a table: kind of scan and index, and how many rows it got in all."""
    values: Any = {**participation._asked(1, WEEK), "platform": "instagram"}
    text = "explain (analyze, format json) " + sql("cicero.analytics", query)
    row = await (await connection.execute(cast(Any, text), values)).fetchone()
    assert row is not None
    return [
        (
            f"{node['Node Type']} of {node.get('Index Name')}",
            round(node["Actual Rows"] * node["Actual Loops"]),
        )
        for node in nodes(row[0][0]["Plan"])
        if node.get("Relation Name") == table
    ]


POSTS_OF_THE_WEEK = 2 * 7 * 4
"""Of two own accounts, one every six hours."""


async def test_commenters_are_read_from_the_index(much: Connection) -> None:
    found = await reads(much, "members_commented", "comment")
    assert found == [("Index Only Scan of comment_author", 20 * POSTS_OF_THE_WEEK)]


async def test_likers_are_read_from_the_index(much: Connection) -> None:
    found = await reads(much, "members_liked", "post_liker")
    assert found == [("Index Only Scan of post_liker_pkey", 20 * POSTS_OF_THE_WEEK)]


async def test_the_standing_reads_no_table_of_posts(much: Connection) -> None:
    posts = await reads(much, "participation_standing", "post")
    assert ("Index Only Scan of post_by_time", POSTS_OF_THE_WEEK) in posts
    assert {how for how, _ in posts} == {
        "Index Only Scan of post_by_time",
        "Index Only Scan of post_deleted",
    }
    assert await reads(much, "participation_standing", "roster_member") == [
        ("Index Only Scan of roster_active", 2000)
    ]
