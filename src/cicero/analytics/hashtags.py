"""Hashtags and mentions: how much used, by whom, with what response, rising or falling, along with which.

Mentions are the same questions with the sign '@'. All are answered from the posts of the period, whose tags
stand in the index by time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, get_args

from msgspec import Struct
from psycopg.rows import class_row

from cicero.analytics.association import jaccard, log_likelihood
from cicero.analytics.cache import cached
from cicero.analytics.result import Figure
from cicero.analytics.seen import seen
from cicero.analytics.statistics import deviate
from cicero.analytics.tag_parameters import Sign, tag_parameters
from cicero.db import Connection, as_array, fetch_all, fetch_one, sql
from cicero.errors import InputError
from cicero.periods import Period

Order = Literal["posts", "accounts", "interactions", "rising", "falling"]

FALSE_RATE = 0.01
"""The part of the tags told as rising, or as falling, that may be expected to do so by chance."""

LEAST_FOR_LIFT = 3
"""Posts with known interactions that a kind needs to have a usual one, and a tag to have a lift."""

LEAST_TOGETHER = 2
"""Two tags that met on one post only are not told as a pair."""


class TagUse(Struct, frozen=True, kw_only=True):
    """`before`: posts in the period compared with. `trend`: in standard deviations.

    A trend beyond 2 is hardly chance for one tag, yet among a thousand tags chance alone brings twenty. As
    `rising` are told as many of all tags used now or then as leave at most FALSE_RATE of them to chance,
    and so are the `falling`.

    A collaborative post counts once, but as a use by each account that it stands under.
    """

    tag: str
    posts: int
    accounts: int
    interactions: Figure
    before: int | None
    trend: float | None
    rising: bool | None
    falling: bool | None


class TagUses(Struct, frozen=True, kw_only=True):
    """One page of the tags. `tags`: how many were used in the period; `uses`: by how many posts, added up.

    `matching`: how many all pages hold, those used in the compared period alone included.
    """

    sign: Sign
    period: Period
    compare: Period | None
    rows: tuple[TagUse, ...]
    tags: int
    matching: int
    uses: int
    uses_before: int | None
    posts: int
    """All posts of the period, with tags and without."""
    trend_unknown: Literal["not_compared", "history_too_short"] | None
    compared: Figure
    """How many of the accounts that have posts were known before the earlier period began."""
    as_of: tuple[datetime, datetime] | None
    history_since: datetime | None


class TagLift(Struct, frozen=True, kw_only=True):
    """Median of interactions ÷ the account's own median for that kind; 1 is usual."""

    tag: str
    lift: Figure


class Partner(Struct, frozen=True, kw_only=True):
    """A tag used along with another, on `together` of its `posts`. `strength` is G², `share` Jaccard's."""

    tag: str
    together: int
    posts: int
    share: float | None
    strength: float


class CoUse(Struct, frozen=True, kw_only=True):
    """`partners` of a tag, strongest first; `carrying` posts carry it, of `posts` in the period."""

    tag: str
    carrying: int
    posts: int
    partners: tuple[Partner, ...]
    as_of: tuple[datetime, datetime] | None
    history_since: datetime | None


class _Use(Struct):
    tag: str
    posts: int
    accounts: int
    interactions: int | None
    known: int
    before: int
    trend: float | None
    rising: bool
    falling: bool
    tags: int
    uses: int
    uses_before: int
    matching: int


class _Lift(Struct):
    tag: str
    posts: int
    known: int
    lift: float | None


class _Partner(Struct):
    tag: str | None
    together: int
    posts: int
    carrying: int


class Span(Struct, frozen=True):
    posts: int
    oldest: datetime | None
    newest: datetime | None

    @property
    def as_of(self) -> tuple[datetime, datetime] | None:
        return None if self.oldest is None or self.newest is None else (self.oldest, self.newest)


class _First(Struct):
    account_id: int
    published_at: datetime


@cached
async def tag_uses(
    connection: Connection,
    accounts: Sequence[int],
    period: Period,
    *,
    sign: Sign = "#",
    compare: Period | None = None,
    order: Order = "posts",
    containing: str = "",
    limit: int = 50,
    offset: int = 0,
) -> TagUses:
    """The tags of these accounts' posts in the period, a page of them in that order.

    With `compare` also those used only then; with `containing` those alone that have it in them. A trend is
    told where every account that has posts is known since before the compared period. InputError for an
    order or a page that is none.
    """
    _check(sign, order, limit, offset)
    span, firsts = await span_of(connection, accounts, period), await first_posts(connection, accounts)
    covered = Figure(*_covered(firsts, compare), len(firsts))
    told = compare is not None and covered.n == covered.of
    before = compare if told else None
    asked = tag_parameters(accounts, period, sign) | _before(before, period)
    asked |= {"order": order, "limit": limit, "offset": offset}
    asked |= {"false_rate": FALSE_RATE, "least_trend": deviate(FALSE_RATE)}
    asked |= {"containing": containing.lower()}
    async with seen(connection, accounts):
        rows = await fetch_all(connection, sql(__package__, "tag_uses"), asked, _Use)
    return TagUses(
        sign=sign,
        period=period,
        compare=compare,
        rows=tuple(_use(row, told) for row in rows),
        tags=rows[0].tags if rows else 0,
        matching=rows[0].matching if rows else 0,
        uses=rows[0].uses if rows else 0,
        uses_before=(rows[0].uses_before if rows else 0) if told else None,
        posts=span.posts,
        trend_unknown=None if told else "history_too_short" if compare else "not_compared",
        compared=covered,
        as_of=span.as_of,
        history_since=min(firsts.values(), default=None),
    )


@cached
async def lift(
    connection: Connection, accounts: Sequence[int], period: Period, tags: Sequence[str], sign: Sign = "#"
) -> dict[str, TagLift]:
    """How posts with each of these tags did against what is usual for their account and kind."""
    asked = tag_parameters(accounts, period, sign) | {"tags": list(tags), "least": LEAST_FOR_LIFT}
    async with seen(connection, accounts):
        rows = await fetch_all(connection, sql(__package__, "tag_lift"), asked, _Lift)
    found = {row.tag: row for row in rows}
    return {tag: _lifted(tag, found.get(tag)) for tag in tags}


@cached
async def co_use(
    connection: Connection,
    accounts: Sequence[int],
    period: Period,
    tag: str,
    *,
    sign: Sign = "#",
    limit: int = 50,
) -> CoUse:
    """The tags that stand on the same posts as this one more often than chance would have it."""
    asked = tag_parameters(accounts, period, sign) | {"tag": tag, "least": LEAST_TOGETHER}
    span, firsts = await span_of(connection, accounts, period), await first_posts(connection, accounts)
    async with connection.cursor(row_factory=class_row(_Partner)) as cursor:
        # Planned for these accounts each time: a plan for any number of them reads posts one by one.
        await cursor.execute(sql(__package__, "tag_partners"), asked, prepare=False)
        rows = await cursor.fetchall()
    carrying = sum(row.carrying for row in rows)
    partners = [_partner(row, row.tag, carrying, span.posts) for row in rows if row.tag is not None]
    partners.sort(key=lambda partner: (-partner.strength, -partner.together, partner.tag))
    return CoUse(
        tag=tag,
        carrying=carrying,
        posts=span.posts,
        partners=tuple(partner for partner in partners if partner.strength > 0)[:limit],
        as_of=span.as_of,
        history_since=min(firsts.values(), default=None),
    )


async def span_of(connection: Connection, accounts: Sequence[int], period: Period) -> Span:
    """How many posts the period has, a collaborative one counted once, and when they were fetched."""
    asked = {"accounts": as_array(accounts), "from": period.start, "until": period.end}
    found = await fetch_one(connection, sql(__package__, "posts_span"), asked, Span)
    return found or Span(0, None, None)


async def first_posts(connection: Connection, accounts: Sequence[int]) -> dict[int, datetime]:
    """When the earliest post known of each account was published; accounts without posts are missing."""
    asked = {"accounts": as_array(accounts)}
    rows = await fetch_all(connection, sql(__package__, "first_posts"), asked, _First)
    return {row.account_id: row.published_at for row in rows}


def _check(sign: str, order: str, limit: int, offset: int) -> None:
    if sign not in get_args(Sign):
        raise InputError(f"Nothing is marked with {sign!r}.", "Use # for hashtags, @ for mentions.")
    if order not in get_args(Order):
        raise InputError(f"Tags cannot be ordered by {order!r}.", f"Use one of {', '.join(get_args(Order))}.")
    if limit < 1 or offset < 0:
        raise InputError(
            f"{limit} tags after {offset} were asked for.", "Ask for at least one, after 0 or more."
        )


def _before(compare: Period | None, period: Period) -> dict[str, Any]:
    """The compared period; without one an empty span at the start of the period itself."""
    start, end = (compare.start, compare.end) if compare else (period.start, period.start)
    return {
        "from_before": start,
        "until_before": end,
    }


def _covered(firsts: dict[int, datetime], compare: Period | None) -> tuple[int | None, int]:
    known = sum(first < compare.start for first in firsts.values()) if compare else 0
    return known if compare else None, known


def _use(row: _Use, told: bool) -> TagUse:
    return TagUse(
        tag=row.tag,
        posts=row.posts,
        accounts=row.accounts,
        interactions=Figure(row.interactions if row.posts else 0, row.known, row.posts),
        before=row.before if told else None,
        trend=row.trend if told else None,
        rising=row.rising if told and row.trend is not None else None,
        falling=row.falling if told and row.trend is not None else None,
    )


def _lifted(tag: str, row: _Lift | None) -> TagLift:
    if row is None:
        return TagLift(tag=tag, lift=Figure(None, 0, 0))
    known = row.lift if row.known >= LEAST_FOR_LIFT else None
    return TagLift(tag=tag, lift=Figure(known, row.known, row.posts))


def _partner(row: _Partner, tag: str, carrying: int, of: int) -> Partner:
    return Partner(
        tag=tag,
        together=row.together,
        posts=row.posts,
        share=jaccard(row.together, carrying, row.posts),
        strength=log_likelihood(row.together, carrying, row.posts, of),
    )
