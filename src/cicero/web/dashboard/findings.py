"""Everything that the dashboard asks, in as few queries as its widgets need.

The page comes with its first part, the series behind tiles and graph; the other parts can be asked for by
themselves, so that the page is there at once and fills in.

A widget that offers a choice is asked without that choice, so that the alternatives stay in sight: the
heatmap without the chosen hour, the kinds without the chosen kind, the hashtags without the chosen one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal

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


Part = Literal["series", "heatmap", "breakdowns", "accounts", "posts"]
PARTS: tuple[Part, ...] = ("series", "heatmap", "breakdowns", "accounts", "posts")


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
    """None is what was not asked for."""

    series: Result | None = None
    hours: Result | None = None
    kinds: Result | None = None
    hashtags: Result | None = None
    accounts: Result | None = None
    posts: list[TopPost] | None = None


async def find(
    connection: Connection, client: Client, here: Address, parts: Collection[Part] = PARTS
) -> Findings:
    watched = await accounts.of_client(connection, client.client_id)
    shown = {"metrics": ",".join((*TILES, *SERIES)), "basis": "published"}
    asked = {**_defaults(watched, here), **text(here, PARAMETERS), **shown}
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
    answers = await _rest(connection, found, here, parts)
    if "series" not in parts:
        return replace(found, answers=answers)
    series = await analytics.run(connection, query)
    if not series.totals.figures[TILES.index("posts")].value:
        return found
    return replace(found, answers=replace(answers, series=series))


def unit_of(period: Period) -> Dimension:
    """Days while they can be told apart, then weeks, then months."""
    if period.days <= DAYS_BY_DAY:
        return "day"
    return "week" if period.days <= DAYS_BY_WEEK else "month"


async def _rest(connection: Connection, found: Findings, here: Address, parts: Collection[Part]) -> Answers:
    query = replace(found.query, compare=None, metrics=GROUPED)
    filters = query.filters
    beside = {"platform": here["platform"], "role": here["role"] or "all"}
    among = tuple(account.account_id for account in choose_accounts(found.watched, beside))

    async def run(part: Part, by: Dimension, **changes: object) -> Result | None:
        if part not in parts:
            return None
        return await analytics.run(connection, replace(query, by=by, **changes))

    order = here["sort"] or "interactions"
    return Answers(
        hours=await run("heatmap", "hour_of_week", filters=replace(filters, weekday=None, hour=None)),
        kinds=await run("breakdowns", "kind", filters=replace(filters, kinds=())),
        hashtags=await run("breakdowns", "hashtag", filters=replace(filters, hashtag=None)),
        accounts=await run("accounts", "account", accounts=among, metrics=ACCOUNTS),
        posts=(
            await analytics.top_posts(connection, query, order, POSTS_SHOWN) if "posts" in parts else None
        ),
    )


def _defaults(watched: list[Account], here: Address) -> dict[str, str]:
    """What a dashboard shows unless told otherwise: its own accounts, beside the period before."""
    own = any(account.role == "own" for account in watched)
    return {"compare": "previous", "role": "own" if own and not here["accounts"] else "all"}
