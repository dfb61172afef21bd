"""What is asked of both: each grouping of the compiler, and each analysis. A new one is an entry."""

from __future__ import annotations

from typing import Any

from bench.analyses import ANALYSES
from bench.question import DAY, HOUR, TAGGED, YEAR, Call, Question, grouped
from cicero import analytics
from cicero.analytics import Filters, Query, run_anew
from cicero.db import Connection

SUMS = (
    "posts", "likes", "comments", "shares", "views", "interactions", "engagement_rate_followers",
    "engagement_rate_views",
)  # fmt: skip
MEDIANS = ("typical_engagement_rate",)
TAG_SUMS = ("posts", "interactions")

_SUMS = """count(*), sum(likes), count(likes), sum(comments), count(comments), sum(shares), count(shares),
sum(views), count(views), sum(i), count(i), sum(i) filter (where views is not null),
sum(views) filter (where i is not null), sum(i) filter (where followers is not null),
sum(followers) filter (where i is not null), min(observed), max(observed)"""
_MEDIAN = "median(i / followers), count(i / followers)"
_BEST = "select * from asked order by i desc nulls last, seconds desc, post_id desc limit 10"
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


def _asked(metrics: tuple[str, ...], by: Any = None, **filters: Any) -> Call:
    async def ask(connection: Connection, accounts: tuple[int, ...]) -> object:
        query = Query(accounts=accounts, metrics=metrics, period=YEAR, by=by, filters=Filters(**filters))
        return await run_anew(connection, query)

    return ask


async def _top(connection: Connection, accounts: tuple[int, ...]) -> object:
    return await analytics.top_posts(connection, Query(accounts=accounts, metrics=("posts",), period=YEAR))


def _sums(name: str, by: Any, key: str) -> Question:
    return Question(name=f"8 sums by {name}", ours=_asked(SUMS, by), theirs=grouped(_SUMS, key))


def _medians(name: str, by: Any, key: str) -> Question:
    return Question(name=f"median by {name}", ours=_asked(MEDIANS, by), theirs=grouped(_MEDIAN, key))


QUESTIONS = (
    Question(name="8 sums", ours=_asked(SUMS), theirs=(f"select {_SUMS} from asked",)),
    _sums("day", "day", DAY),
    _sums("hour of week", "hour_of_week", HOUR),
    _sums("account", "account", "account_id"),
    _sums("kind", "kind", "kind"),
    Question(name="median", ours=_asked(MEDIANS), theirs=(f"select {_MEDIAN} from asked",)),
    _medians("day", "day", DAY),
    _medians("hour of week", "hour_of_week", HOUR),
    _medians("account", "account", "account_id"),
    Question(
        name="2 sums by hashtag",
        ours=_asked(TAG_SUMS, "hashtag"),
        theirs=(f"select tag, count(*), sum(i), count(i) from {TAGGED} group by 1",),
    ),
    Question(
        name="8 sums of one hashtag by day",
        ours=_asked(SUMS, "day", hashtag="tag5"),
        theirs=grouped(_SUMS, DAY, f"{TAGGED} where tag = 'tag5'"),
    ),
    Question(name="ten best posts", ours=_top, theirs=(_BEST,)),
    Question(
        name="followers by week",
        ours=_asked(("followers", "follower_growth"), "week"),
        theirs=(_FOLLOWERS,),
    ),
    *ANALYSES,
)
