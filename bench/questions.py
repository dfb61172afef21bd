"""What is asked of both: each analysis as a call of ours and as SQL for the peer. A new one is an entry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from msgspec import Struct

from cicero import analytics
from cicero.analytics import Filters, Query, run_anew
from cicero.db import Connection
from cicero.periods import Period

YEAR = Period(date(2025, 11, 1), date(2026, 10, 31), "Asia/Jakarta")
SUMS = (
    "posts", "likes", "comments", "shares", "views", "interactions", "engagement_rate_followers",
    "engagement_rate_views",
)  # fmt: skip
MEDIANS = ("typical_engagement_rate",)
TAGGED = ("posts", "interactions")

Call = Callable[[Connection, tuple[int, ...]], Awaitable[object]]


class Question(Struct, frozen=True, kw_only=True):
    """`ours` is given the accounts, `theirs` is SQL over `asked`: the posts of these accounts in the year."""

    name: str
    ours: Call
    theirs: str


ASKED = """
with asked as (
    select *, likes + comments + case when platform = 'tiktok' then shares else 0 end as i
    from post
    where account_id <= {accounts} and seconds >= {start} and seconds < {end}
)
"""
_SUMS = """count(*), sum(likes), count(likes), sum(comments), count(comments), sum(shares), count(shares),
sum(views), count(views), sum(i), count(i), sum(i) filter (where views is not null),
sum(views) filter (where i is not null), sum(i) filter (where followers is not null),
sum(followers) filter (where i is not null), min(observed), max(observed)"""
_MEDIAN = "median(i / followers), count(i / followers)"
_DAY = f"(seconds - {int(YEAR.start.timestamp())}) // 86400"
_HOUR = "(seconds // 3600 + 79) % 168"
# From the last sample before a week, at most a week before, else from one in its first quarter, as ours.
_FOLLOWERS = """, week as (
    select account_id, (seconds - {start}) // 604800 as week, min(seconds) as first_at,
           max(seconds) as last_at,
           arg_min(followers, seconds) as first, arg_max(followers, seconds) as last
    from account_snapshot
    where account_id <= {accounts} and seconds >= {start} - 604800 and seconds < {end}
    group by 1, 2
),
placed as (
    select *, lag(last_at) over before as before_at, lag(last) over before as before
    from week window before as (partition by account_id order by week)
),
opened as (
    select *, case when first_at = {start} + week * 604800 then first
                   when before_at >= {start} + (week - 1) * 604800 then before
                   when first_at <= {start} + week * 604800 + 151200 then first end as opening
    from placed
)
select week, count(*), sum(last), sum(last - opening), sum(opening), count(opening) from opened group by 1"""
_TAGS = "asked join post_tag t using (account_id, post_id)"


def _asked(metrics: tuple[str, ...], by: Any = None, **filters: Any) -> Call:
    async def ask(connection: Connection, accounts: tuple[int, ...]) -> object:
        query = Query(accounts=accounts, metrics=metrics, period=YEAR, by=by, filters=Filters(**filters))
        return await run_anew(connection, query)

    return ask


def _grouped(columns: str, key: str, tables: str = "asked") -> str:
    """The groups and the total, as every Result has both."""
    return f"select {key} as key, {columns} from {tables} group by grouping sets ((1), ())"


async def _top(connection: Connection, accounts: tuple[int, ...]) -> object:
    return await analytics.top_posts(connection, Query(accounts=accounts, metrics=("posts",), period=YEAR))


QUESTIONS = (
    Question(name="8 sums", ours=_asked(SUMS), theirs=f"select {_SUMS} from asked"),
    Question(name="8 sums by day", ours=_asked(SUMS, "day"), theirs=_grouped(_SUMS, _DAY)),
    Question(name="8 sums by hour of week", ours=_asked(SUMS, "hour_of_week"), theirs=_grouped(_SUMS, _HOUR)),
    Question(name="8 sums by account", ours=_asked(SUMS, "account"), theirs=_grouped(_SUMS, "account_id")),
    Question(name="8 sums by kind", ours=_asked(SUMS, "kind"), theirs=_grouped(_SUMS, "kind")),
    Question(name="median", ours=_asked(MEDIANS), theirs=f"select {_MEDIAN} from asked"),
    Question(name="median by day", ours=_asked(MEDIANS, "day"), theirs=_grouped(_MEDIAN, _DAY)),
    Question(
        name="median by hour of week", ours=_asked(MEDIANS, "hour_of_week"), theirs=_grouped(_MEDIAN, _HOUR)
    ),
    Question(
        name="median by account", ours=_asked(MEDIANS, "account"), theirs=_grouped(_MEDIAN, "account_id")
    ),
    Question(
        name="2 sums by hashtag",
        ours=_asked(TAGGED, "hashtag"),
        theirs=f"select tag, count(*), sum(i), count(i) from {_TAGS} group by 1",
    ),
    Question(
        name="8 sums of one hashtag by day",
        ours=_asked(SUMS, "day", hashtag="tag5"),
        theirs=_grouped(_SUMS, _DAY, f"{_TAGS} where tag = 'tag5'"),
    ),
    Question(
        name="ten best posts",
        ours=_top,
        theirs="select * from asked order by i desc nulls last, seconds desc, post_id desc limit 10",
    ),
    Question(
        name="followers by week",
        ours=_asked(("followers", "follower_growth"), "week"),
        theirs=_FOLLOWERS,
    ),
)  # fmt: skip
