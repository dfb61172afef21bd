"""What whole analyses read: indexes only, and no more of them the more others have stored.

The server itself tells the plan of every statement that an analysis runs.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

from psycopg.errors import Diagnostic
from tests.analytics.test_plans import nodes

from cicero.analytics.anomalies import anomalies
from cicero.analytics.benchmark import benchmark
from cicero.analytics.best_time import best_time
from cicero.analytics.comparing import compare
from cicero.analytics.curves import curve
from cicero.analytics.growth import growth
from cicero.analytics.hashtags import co_use, lift, tag_uses
from cicero.analytics.ranks import ranks
from cicero.analytics.recap import recap
from cicero.db import Connection
from cicero.periods import Period

PERIOD = Period(date(2024, 1, 4), date(2024, 1, 6), "Asia/Jakarta")
BEFORE = Period(date(2024, 1, 2), date(2024, 1, 3), "Asia/Jakarta")

ACCOUNTS = """
insert into account (platform, handle)
select case when a %% 4 = 0 then 'tiktok' else 'instagram' end, 'account' || a
from generate_series(%(since)s + 1, %(until)s) a
"""
POSTS = """
insert into post (account_id, post_id, platform, published_at, kind, caption, likes, comments, shares, views,
                  followers, observed_at, first_seen_at, tags)
select a.account_id, a.account_id * 1000 + n, a.platform,
       timestamptz '2024-01-01' + n * interval '40 minutes', 'video', repeat('x', 300), n, n, n, n, 20000,
       timestamptz '2024-01-01' + n * interval '80 minutes', '2024-01-01',
       array(select distinct 1 + (a.account_id * 1000 + n) * t %% 40 from generate_series(1, 4) t order by 1)
from account a, generate_series(1, 200) n
where a.account_id > %(since)s
"""
TAGS = """
insert into tag (sign, tag)
select '#', 'tag' || n from generate_series(1, 20000) n
on conflict do nothing
"""
LOOKS = """
insert into post_snapshot (account_id, post_id, observed_at, likes, comments, shares, views)
select account_id, post_id, published_at + l * interval '1 hour', l, l, l, l
from post, generate_series(1, 3) l
where account_id > %(since)s
"""
SAMPLES = """
insert into account_snapshot (account_id, observed_at, followers)
select account_id, timestamptz '2024-01-01' + n * interval '6 hours', 20000 + n
from account, generate_series(0, 30) n
where account_id > %(since)s
"""
BIG = {"post", "post_snapshot", "post_growth", "account_snapshot", "tag"}

EXPLAINED = """
load 'auto_explain';
set auto_explain.log_min_duration = 0;
set auto_explain.log_analyze = on;
set auto_explain.log_buffers = on;
set auto_explain.log_format = json;
set auto_explain.log_level = notice;
"""

Analysis = Callable[[Connection, Sequence[int]], Awaitable[object]]


async def store(connection: Connection, since: int, until: int) -> None:
    """Accounts since + 1 … until with what there is of them."""
    span = {"since": since, "until": until}
    for rows in (TAGS, ACCOUNTS, POSTS, LOOKS, SAMPLES):
        await connection.execute(rows.encode(), span)
    await connection.execute("vacuum (analyze) " + ", ".join([*sorted(BIG), "account"]))


async def plans(connection: Connection, analysis: Analysis) -> list[dict[str, Any]]:
    """The plan of every statement that the analysis of three accounts runs, with what it read."""
    told: list[str] = []

    def hear(said: Diagnostic) -> None:
        told.append(said.message_primary or "")

    connection.add_notice_handler(hear)
    async with connection.transaction():
        # What a transaction changed itself is not answered from what is kept.
        await connection.execute("update account set name = name where account_id = 1")
        await connection.execute(EXPLAINED.encode())
        await analysis(connection, (1, 2, 3))
        await connection.execute("set auto_explain.log_min_duration = -1")
    connection.remove_notice_handler(hear)
    found = [json.loads(text[text.index("{") :])["Plan"] for text in told if "plan:" in text]
    assert found
    return found


def reads(found: Sequence[dict[str, Any]]) -> set[str]:
    """How big tables were read: table, kind of scan, index."""
    return {
        f"{node['Relation Name']}: {node['Node Type']} of {node.get('Index Name')}"
        for plan in found
        for node in nodes(plan)
        if node.get("Relation Name") in BIG
    }


def pages(found: Sequence[dict[str, Any]]) -> int:
    return sum(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] for plan in found)


def of(analysis: Callable[..., Awaitable[object]], *arguments: Any, **named: Any) -> Analysis:
    async def ask(connection: Connection, accounts: Sequence[int]) -> object:
        return await analysis(connection, accounts, *arguments, **named)

    return ask


async def newest_curve(connection: Connection, accounts: Sequence[int]) -> object:
    return await curve(connection, accounts[0], accounts[0] * 1000 + 200)


ANALYSES: dict[str, Analysis] = {
    "ranks": of(ranks, PERIOD),
    "tag_uses": of(tag_uses, PERIOD),
    "rising": of(tag_uses, PERIOD, compare=BEFORE, order="rising"),
    "lift": of(lift, PERIOD, ["tag1"]),
    "co_use": of(co_use, PERIOD, "tag1"),
    "compare": of(compare, PERIOD),
    "benchmark": of(benchmark, PERIOD),
    "growth": of(growth, PERIOD),
    "anomalies": of(anomalies, PERIOD),
    "best_time": of(best_time, PERIOD),
    "curve": newest_curve,
    "recap": of(recap, PERIOD, BEFORE),
}


BY_TIME = "post: Index Only Scan of post_by_time"
# A few posts by their keys: those that are told, or whose looks are drawn.
BY_KEY = {"post: Index Scan of post_pkey", "post: Index Scan of post_by_id"}
WORD, WORDS = "tag: Index Scan of tag_sign_tag_key", "tag: Index Only Scan of tag_pkey"
OF_LOOKS = "post_snapshot: Index Scan of post_snapshot_pkey"
OF_FOLLOWERS = {
    "account_snapshot: Index Scan of account_snapshot_pkey",
    "account_snapshot: Bitmap Heap Scan of None",
}

MAY_READ: dict[str, set[str]] = {
    "ranks": {BY_TIME, *BY_KEY, OF_LOOKS},
    "tag_uses": {BY_TIME, WORDS},
    "rising": {BY_TIME, WORDS},
    "lift": {BY_TIME, WORD},
    "co_use": {BY_TIME, WORD, WORDS},
    "compare": {BY_TIME, WORDS, *OF_FOLLOWERS},
    "benchmark": {BY_TIME, *OF_FOLLOWERS},
    "growth": {BY_TIME, *OF_FOLLOWERS},
    "anomalies": {BY_TIME, *OF_FOLLOWERS},
    "best_time": {BY_TIME},
    "curve": {BY_TIME, *BY_KEY, OF_LOOKS},
    "recap": {BY_TIME, *BY_KEY, *OF_FOLLOWERS},
}
EVERYBODYS = ("benchmark",)
"""What looks at all accounts of the installation on purpose."""


async def test_analyses_read_indexes_only_and_no_more_when_others_store(connection: Connection) -> None:
    await store(connection, 0, 60)
    few = {name: pages(await plans(connection, analysis)) for name, analysis in ANALYSES.items()}
    await store(connection, 60, 240)
    found = {name: await plans(connection, analysis) for name, analysis in ANALYSES.items()}
    assert {name: reads(told) - MAY_READ[name] for name, told in found.items()} == {
        name: set() for name in ANALYSES
    }
    many = {name: pages(told) for name, told in found.items()}
    grown = {name: (few[name], many[name]) for name in ANALYSES if many[name] > 1.2 * few[name] + 20}
    assert set(grown) == set(EVERYBODYS), grown
