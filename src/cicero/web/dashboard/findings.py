"""Everything that the dashboard asks, in as few queries as its widgets need.

A widget that offers a choice is asked without that choice, so that the alternatives stay in sight: the
heatmap without the chosen hour, the kinds without the chosen kind, the hashtags without the chosen one.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cicero import accounts, analytics
from cicero.accounts import Account
from cicero.analytics import Dimension, Query, Result, TopPost
from cicero.analytics.asking import PARAMETERS, choose_accounts, question
from cicero.clients import Client
from cicero.db import Connection
from cicero.periods import Period
from cicero.web.address import Address, text

TILES = ("posts", "interactions", "views", "followers", "typical_engagement_rate", "engagement_rate_views")
SERIES = ("likes", "comments", "shares")
GROUPED = ("posts", "typical_interactions", "typical_engagement_rate")
ACCOUNTS = (
    "followers", "posts", "interactions", "typical_interactions", "typical_engagement_rate",
    "engagement_rate_views",
)  # fmt: skip
POSTS_SHOWN = 15
DAYS_BY_DAY, DAYS_BY_WEEK = 92, 400


class Findings(Struct, frozen=True, kw_only=True):
    """`answers` is None where the period has no posts: then nothing else was asked for."""

    watched: list[Account]
    chosen: list[Account]
    query: Query
    role: str
    last_post: datetime | None
    last_seen: datetime | None
    answers: Answers | None = None


class Answers(Struct, frozen=True, kw_only=True):
    series: Result
    hours: Result
    kinds: Result
    accounts: Result
    hashtags: Result
    posts: list[TopPost]


async def find(connection: Connection, client: Client, here: Address) -> Findings:
    watched = await accounts.of_client(connection, client.client_id)
    asked = {**_defaults(watched, here), **text(here, PARAMETERS), "metrics": ",".join((*TILES, *SERIES))}
    query = question(watched, client, asked)
    query = replace(query, by=unit_of(query.period))
    chosen = choose_accounts(watched, asked)
    found = Findings(
        watched=watched,
        chosen=chosen,
        query=query,
        role=asked["role"],
        last_post=max((one.last_post for one in chosen if one.last_post), default=None),
        last_seen=max((one.last_seen for one in chosen if one.last_seen), default=None),
    )
    if not chosen:
        return found
    series = await analytics.run(connection, query)
    if not series.totals.figures[TILES.index("posts")].value:
        return found
    return replace(found, answers=await _rest(connection, found, series, here))


def unit_of(period: Period) -> Dimension:
    """Days while they can be told apart, then weeks, then months."""
    if period.days <= DAYS_BY_DAY:
        return "day"
    return "week" if period.days <= DAYS_BY_WEEK else "month"


async def _rest(connection: Connection, found: Findings, series: Result, here: Address) -> Answers:
    query = replace(found.query, compare=None, metrics=GROUPED)
    filters = query.filters
    beside = {"platform": here["platform"], "role": here["role"] or "all"}
    among = tuple(account.account_id for account in choose_accounts(found.watched, beside))

    async def run(by: Dimension, **changes: object) -> Result:
        return await analytics.run(connection, replace(query, by=by, **changes))

    return Answers(
        series=series,
        hours=await run("hour_of_week", filters=replace(filters, weekday=None, hour=None)),
        kinds=await run("kind", filters=replace(filters, kinds=())),
        accounts=await run("account", accounts=among, metrics=ACCOUNTS),
        hashtags=await run("hashtag", filters=replace(filters, hashtag=None)),
        posts=await analytics.top_posts(connection, query, here["sort"] or "interactions", POSTS_SHOWN),
    )


def _defaults(watched: list[Account], here: Address) -> dict[str, str]:
    """What a dashboard shows unless told otherwise: its own accounts, beside the period before."""
    own = any(account.role == "own" for account in watched)
    return {"compare": "previous", "role": "own" if own and not here["accounts"] else "all"}
