"""Everything that the page about the best time asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cicero import analytics
from cicero.analytics import TopPost
from cicero.analytics.best_time import BestTime, best_time
from cicero.db import Connection
from cicero.records import KINDS, PLATFORMS
from cicero.web.address import Address
from cicero.web.asked import Asked
from cicero.web.choices import name_of

POSTS_SHOWN = 15
ACCOUNTS_SHOWN = 30
"""The ones with most posts; more of them are chosen by hand."""

Part = Literal["week", "each", "posts"]
PARTS: tuple[Part, ...] = ("week", "each", "posts")


class Narrowed(Struct, frozen=True, kw_only=True):
    """The best time of the posts of one platform, kind or account, which `key` names as addresses do."""

    by: Literal["platform", "kind", "accounts"]
    key: str
    label: str
    found: BestTime


class Answers(Struct, frozen=True, kw_only=True):
    """None is what was not asked for. `posts` are those of the chosen weekday and hour."""

    week: BestTime | None = None
    each: tuple[Narrowed, ...] | None = None
    posts: list[TopPost] | None = None


async def find(connection: Connection, asked: Asked, here: Address, parts: Collection[Part]) -> Answers:
    query = asked.query
    return Answers(
        week=(
            await best_time(connection, query.accounts, query.period, query.filters.kinds)
            if "week" in parts
            else None
        ),
        each=tuple([one async for one in _each(connection, asked)]) if "each" in parts else None,
        posts=(
            await analytics.top_posts(connection, query, here["sort"] or "interactions", POSTS_SHOWN)
            if "posts" in parts and has_hour(asked)
            else None
        ),
    )


def has_hour(asked: Asked) -> bool:
    """Whether a weekday or an hour was chosen, whose posts are to be shown."""
    return asked.query.filters.weekday is not None or asked.query.filters.hour is not None


async def _each(connection: Connection, asked: Asked) -> AsyncIterator[Narrowed]:
    """Of each choice beside others, without that choice itself; those without posts are left out."""
    query = asked.query
    period, kinds = query.period, query.filters.kinds
    for platform in PLATFORMS:
        of_it = [account.account_id for account in asked.chosen if account.platform == platform]
        if 0 < len(of_it) < len(asked.chosen):
            found = await best_time(connection, of_it, period, kinds)
            yield Narrowed(by="platform", key=platform, label=platform, found=found)
    for kind in KINDS:
        found = await best_time(connection, query.accounts, period, (kind,))
        if found.whole.of:
            yield Narrowed(by="kind", key=kind, label=kind, found=found)
    if len(asked.chosen) > 1:
        for account in sorted(asked.chosen, key=lambda one: -one.posts)[:ACCOUNTS_SHOWN]:
            found = await best_time(connection, (account.account_id,), period, kinds)
            if found.whole.of:
                yield Narrowed(by="accounts", key=name_of(account), label=account.label, found=found)


def without_hour(asked: Asked) -> Asked:
    """For what is told of the whole week."""
    filters = replace(asked.query.filters, weekday=None, hour=None)
    return replace(asked, query=replace(asked.query, filters=filters))
