"""What the page of a network asks for. Its figures come from here alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cicero import accounts, analytics
from cicero.accounts import Detail
from cicero.analytics import Dimension, Filters, Result, TopPost
from cicero.analytics.growth import FollowerGrowth, growth
from cicero.analytics.ranks import Ranks, ranks
from cicero.db import Connection
from cicero.web.asked import Asked
from cicero.web.networks.network import Network

OF_PROFILES = ("followers", "follower_growth", "follower_growth_rate", "posts")
RANKED, LATEST = 5, 15

Part = Literal["series", "followers", "groups", "ranks", "latest"]
PARTS: tuple[Part, ...] = ("series", "followers", "groups", "ranks", "latest")
GROUPS: tuple[Dimension, ...] = ("kind", "weekday", "caption_length", "video_length")


class Answers(Struct, frozen=True, kw_only=True):
    """None is what was not asked for. `details` and `profiles` come with the series."""

    details: dict[int, Detail] | None = None
    profiles: Result | None = None
    series: Result | None = None
    followers: FollowerGrowth | None = None
    groups: dict[Dimension, Result] | None = None
    ranks: Ranks | None = None
    latest: list[TopPost] | None = None


async def find(
    connection: Connection, asked: Asked, network: Network, parts: Collection[Part] = PARTS
) -> Answers:
    query, chosen = asked.query, [account.account_id for account in asked.chosen]
    if not chosen:
        return Answers()
    found = Answers()
    if "series" in parts:
        profiles = replace(query, metrics=OF_PROFILES, by="account", compare=None, filters=Filters())
        found = Answers(
            details=await accounts.details(connection, chosen),
            profiles=await analytics.run(connection, profiles),
            series=await analytics.run(connection, query),
        )
    if "followers" in parts:
        found = replace(found, followers=await growth(connection, chosen, query.period))
    if "groups" in parts:
        found = replace(found, groups=await _groups(connection, asked, network))
    if "ranks" in parts:
        found = replace(found, ranks=await _ranks(connection, asked, network))
    if "latest" in parts:
        rows = await analytics.top_posts(connection, replace(query, by=None), "published_at", LATEST)
        found = replace(found, latest=rows)
    return found


async def _groups(connection: Connection, asked: Asked, network: Network) -> dict[Dimension, Result]:
    """A group that filters the page stands beside the others, so each leaves out its own filter."""
    query = replace(asked.query, metrics=network.grouped, compare=None)
    own: dict[Dimension, Filters] = {
        "kind": replace(query.filters, kinds=()),
        "weekday": replace(query.filters, weekday=None, hour=None),
    }
    return {
        by: await analytics.run(connection, replace(query, by=by, filters=own.get(by, query.filters)))
        for by in GROUPS
    }


async def _ranks(connection: Connection, asked: Asked, network: Network) -> Ranks:
    query = asked.query
    return await ranks(
        connection,
        query.accounts,
        query.period,
        measure=network.measure,
        kinds=query.filters.kinds,
        limit=RANKED,
    )
