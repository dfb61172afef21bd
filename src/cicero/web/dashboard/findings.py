"""Everything that the dashboard asks, in as few queries as its widgets need.

The page comes with its first part, the series behind tiles and graph; the other parts can be asked for by
themselves, so that the page is there at once and fills in.

A widget that offers a choice is asked without that choice, so that the alternatives stay in sight: the
heatmap without the chosen hour, the kinds without the chosen kind, the hashtags without the chosen one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cicero import analytics
from cicero.analytics import Dimension, Result, TopPost
from cicero.analytics.asking import choose_accounts
from cicero.db import Connection
from cicero.web.address import Address
from cicero.web.asked import Asked

TILES = ("posts", "interactions", "views", "followers", "typical_engagement_rate", "engagement_rate_views")
SERIES = ("likes", "comments", "shares")
GROUPED = ("posts", "typical_interactions", "typical_engagement_rate")
ACCOUNTS = (
    "followers", "posts", "interactions", "typical_interactions", "typical_engagement_rate",
    "engagement_rate_views",
)  # fmt: skip
POSTS_SHOWN = 15

Part = Literal["series", "heatmap", "breakdowns", "accounts", "posts"]
PARTS: tuple[Part, ...] = ("series", "heatmap", "breakdowns", "accounts", "posts")


class Answers(Struct, frozen=True, kw_only=True):
    """None is what was not asked for."""

    series: Result | None = None
    hours: Result | None = None
    kinds: Result | None = None
    hashtags: Result | None = None
    accounts: Result | None = None
    posts: list[TopPost] | None = None


async def find(
    connection: Connection, asked: Asked, here: Address, parts: Collection[Part] = PARTS
) -> Answers | None:
    """None where the period has no posts: then nothing else was asked for."""
    if not asked.chosen:
        return None
    answers = await _rest(connection, asked, here, parts)
    if "series" not in parts:
        return answers
    series = await analytics.run(connection, asked.query)
    if not series.totals.figures[TILES.index("posts")].value:
        return None
    return replace(answers, series=series)


async def _rest(connection: Connection, asked: Asked, here: Address, parts: Collection[Part]) -> Answers:
    query = replace(asked.query, compare=None, metrics=GROUPED)
    filters = query.filters
    beside = {"platform": here["platform"], "role": here["role"] or "all"}
    among = tuple(account.account_id for account in choose_accounts(asked.watched, beside))

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
