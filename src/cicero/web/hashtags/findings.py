"""Everything that the page about hashtags and mentions asks.

`tag_uses` is asked of all of them in one go, and orders them. Their lift and typical engagement are asked for
those on the page alone; to order by these, of the most used (`RANKED`) that have enough posts.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cicero import analytics
from cicero.analytics import Figure, Query, Result, TopPost, hashtags
from cicero.analytics.asking import choose_accounts
from cicero.analytics.hashtags import LEAST_FOR_LIFT, CoUse, TagLift, TagUse, TagUses
from cicero.db import Connection
from cicero.web.address import Address
from cicero.web.asked import Asked
from cicero.web.hashtags.chosen import PAGE, Chosen

TYPICAL = "typical_engagement_rate"
OF_TAG = ("interactions", "posts", TYPICAL)
OF_USERS = ("posts", "interactions", TYPICAL)
RANKED = 500
MOVING = 5
PARTNERS = 20
POSTS_SHOWN = 8
IN_FILE = 10_000

Part = Literal["table", "moving", "tag", "company", "posts"]
PARTS: tuple[Part, ...] = ("tag", "company", "posts", "table", "moving")


class Table(Struct, frozen=True, kw_only=True):
    """One page. `matching`: how many rows all pages hold. `typical`: engagement rate of each tag."""

    uses: TagUses
    rows: tuple[TagUse, ...]
    matching: int
    lifts: dict[str, TagLift]
    typical: dict[str, Figure]


class Moving(Struct, frozen=True, kw_only=True):
    rising: TagUses
    falling: TagUses


class OneTag(Struct, frozen=True, kw_only=True):
    """The chosen one: its series with totals, what is typical of all posts, its lift, its use."""

    series: Result
    all_posts: Figure
    lift: TagLift
    use: TagUse | None


class Company(Struct, frozen=True, kw_only=True):
    """What the chosen one stands together with, and who uses it among all that are watched."""

    partners: CoUse
    users: Result


class Answers(Struct, frozen=True, kw_only=True):
    """None is what was not asked for. `posts_in_period`: with tags and without."""

    posts_in_period: int = 0
    table: Table | None = None
    moving: Moving | None = None
    tag: OneTag | None = None
    company: Company | None = None
    posts: list[TopPost] | None = None


async def find(
    connection: Connection,
    asked: Asked,
    chosen: Chosen,
    here: Address,
    parts: Collection[Part],
    *,
    whole: bool = False,
) -> Answers:
    """`whole`: all rows of the table instead of a page, for a file. Of a tag only where one is chosen."""
    query = asked.query
    span = await hashtags.span_of(connection, query.accounts, query.period)
    if not span.posts:
        return Answers()
    one = bool(chosen.tag)
    return Answers(
        posts_in_period=span.posts,
        tag=await _tag(connection, query, chosen) if "tag" in parts and one else None,
        company=await _company(connection, asked, chosen, here) if "company" in parts and one else None,
        posts=(
            await analytics.top_posts(
                connection, replace(query, compare=None), here["sort"] or "interactions", POSTS_SHOWN
            )
            if "posts" in parts and one
            else None
        ),
        table=await _table(connection, query, chosen, whole=whole) if "table" in parts else None,
        moving=await _moving(connection, query, chosen) if "moving" in parts else None,
    )


async def _table(connection: Connection, query: Query, chosen: Chosen, *, whole: bool) -> Table:
    limit, offset = (IN_FILE, 0) if whole else (PAGE, PAGE * (chosen.page - 1))
    if chosen.order in ("lift", "engagement"):
        return await _ranked(connection, query, chosen, limit, offset)
    uses = await hashtags.tag_uses(
        connection,
        query.accounts,
        query.period,
        sign=chosen.sign,
        compare=query.compare,
        order=chosen.order,  # type: ignore[arg-type]
        containing=chosen.find,
        limit=limit,
        offset=offset,
    )
    tags = [row.tag for row in uses.rows]
    return Table(
        uses=uses,
        rows=uses.rows,
        matching=uses.matching,
        lifts=await hashtags.lift(connection, query.accounts, query.period, tags, chosen.sign),
        typical=await _typical(connection, query, chosen, tags),
    )


async def _ranked(connection: Connection, query: Query, chosen: Chosen, limit: int, offset: int) -> Table:
    """In the order of a figure that `tag_uses` does not know; the unknown ones are left out."""
    uses = await hashtags.tag_uses(
        connection,
        query.accounts,
        query.period,
        sign=chosen.sign,
        compare=query.compare,
        containing=chosen.find,
        limit=RANKED,
    )
    enough = {row.tag: row for row in uses.rows if row.posts >= LEAST_FOR_LIFT}
    lifts = await hashtags.lift(connection, query.accounts, query.period, list(enough), chosen.sign)
    typical = await _typical(connection, query, chosen, list(enough))
    by_tag = {tag: lifts[tag].lift for tag in enough} if chosen.order == "lift" else typical
    values = {tag: by_tag[tag].value for tag in enough if tag in by_tag}
    known = {tag: value for tag, value in values.items() if value is not None}
    order = sorted(known, key=lambda tag: (-known[tag], -enough[tag].posts, tag))
    rows = tuple(enough[tag] for tag in order[offset : offset + limit])
    return Table(uses=uses, rows=rows, matching=len(order), lifts=lifts, typical=typical)


async def _typical(
    connection: Connection, query: Query, chosen: Chosen, tags: Collection[str]
) -> dict[str, Figure]:
    every = replace(query.filters, hashtag=None, mention=None)
    question = replace(query, metrics=(TYPICAL,), by=chosen.name, compare=None, filters=every)
    found = await analytics.run(connection, question)
    wanted = set(tags)
    return {str(row.key): row.figures[0] for row in found.rows if row.key in wanted}


async def _moving(connection: Connection, query: Query, chosen: Chosen) -> Moving:
    async def first(order: Literal["rising", "falling"]) -> TagUses:
        return await hashtags.tag_uses(
            connection,
            query.accounts,
            query.period,
            sign=chosen.sign,
            compare=query.compare,
            order=order,
            limit=MOVING,
        )

    return Moving(rising=await first("rising"), falling=await first("falling"))


async def _tag(connection: Connection, query: Query, chosen: Chosen) -> OneTag:
    series = await analytics.run(connection, replace(query, metrics=OF_TAG))
    every = replace(query.filters, hashtag=None, mention=None)
    all_posts = await analytics.run(
        connection, replace(query, metrics=(TYPICAL,), by=None, compare=None, filters=every)
    )
    lifts = await hashtags.lift(connection, query.accounts, query.period, [chosen.tag], chosen.sign)
    uses = await hashtags.tag_uses(
        connection,
        query.accounts,
        query.period,
        sign=chosen.sign,
        compare=query.compare,
        containing=chosen.tag,
        limit=RANKED,
    )
    return OneTag(
        series=series,
        all_posts=all_posts.totals.figures[0],
        lift=lifts[chosen.tag],
        use=next((row for row in uses.rows if row.tag == chosen.tag), None),
    )


async def _company(connection: Connection, asked: Asked, chosen: Chosen, here: Address) -> Company:
    query = asked.query
    beside = {"platform": here["platform"], "role": "all"}
    among = tuple(account.account_id for account in choose_accounts(asked.watched, beside))
    users = replace(query, accounts=among, metrics=OF_USERS, by="account", compare=None)
    return Company(
        partners=await hashtags.co_use(
            connection, query.accounts, query.period, chosen.tag, sign=chosen.sign, limit=PARTNERS
        ),
        users=await analytics.run(connection, users),
    )
