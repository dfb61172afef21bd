"""Posts in order of time, page by page.

A page begins after the last post of the one before: posts that arrive meanwhile neither repeat nor hide any.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct
from psycopg.sql import SQL, Composed

from cicero.db import Connection, fetch_all, sql
from cicero.periods import Period
from cicero.records import COUNTED, Kind, Platform, Range

Order = Literal["newest", "oldest"]
ORDERS: tuple[Order, ...] = ("newest", "oldest")

# Each account gives at most a page by its index before all are put in order, so that a thousand accounts cost
# a thousand short index scans and no sort of everything.
PAGE = """
with page as (
    select p.account_id, p.post_id
    from unnest(%(accounts)s::bigint[]) as watched (account_id)
    cross join lateral (
        {chosen}
          and p.account_id = watched.account_id
          and p.published_at {reaching} coalesce(%(at)s::timestamptz, {end})
          and (
              %(at)s::timestamptz is null
              or (p.published_at, p.account_id, p.post_id)
                  {beyond} (%(at)s::timestamptz, %(at_account)s::bigint, %(at_post)s::bigint)
          )
        order by p.published_at {way}, p.post_id {way}
        limit %(limit)s::int
    ) p
    order by p.published_at {way}, p.account_id {way}, p.post_id {way}
    limit %(limit)s::int
)
{stored}
join page using (account_id, post_id)
order by p.published_at {way}, p.account_id {way}, p.post_id {way}"""
WAYS: dict[Order, dict[str, SQL]] = {
    "newest": {
        "reaching": SQL("<="), "beyond": SQL("<"), "end": SQL("'infinity'"), "way": SQL("desc")
    },
    "oldest": {
        "reaching": SQL(">="), "beyond": SQL(">"), "end": SQL("'-infinity'"), "way": SQL("asc")
    },
}  # fmt: skip


class StoredPost(Struct, frozen=True, kw_only=True):
    """A post as it stands here; counters are None where no source said. `followers`: at its publication."""

    account_id: int
    post_id: int
    platform: Platform
    handle: str | None
    account_name: str | None
    published_at: datetime
    kind: Kind | None
    code: str | None
    caption: str | None
    url: str | None
    thumbnail_url: str | None
    duration: float | None
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    views: int | None
    reach: int | None
    likes_hidden: bool | None
    followers: int | None
    hashtags: list[str]
    mentions: list[str]
    observed_at: datetime
    first_seen_at: datetime
    deleted_at: datetime | None


class Position(Struct, frozen=True):
    """Where a page begins: after this post."""

    published_at: datetime
    account_id: int
    post_id: int


async def page(
    connection: Connection,
    accounts: Sequence[int],
    period: Period,
    *,
    kinds: Sequence[Kind] = (),
    hashtag: str | None = None,
    mention: str | None = None,
    text: str | None = None,
    counts: Sequence[Range] = (),
    weekday: int | None = None,
    hour: int | None = None,
    order: Order = "newest",
    after: Position | None = None,
    limit: int = 50,
) -> list[StoredPost]:
    """Up to `limit` posts of these accounts; a collaborative post of several of them comes once.

    `text` is part of the caption, whatever case and accents.
    """
    parameters = {
        **chosen(
            accounts,
            period,
            kinds=kinds,
            hashtag=hashtag,
            mention=mention,
            text=text,
            counts=counts,
            weekday=weekday,
            hour=hour,
        ),
        "at": after and after.published_at,
        "at_account": after and after.account_id,
        "at_post": after and after.post_id,
        "limit": limit,
    }
    return await fetch_all(connection, _page(order), parameters, StoredPost)


def _page(order: Order) -> Composed:
    parts = {"chosen": SQL(sql(__package__, "chosen_posts")), "stored": SQL(sql(__package__, "stored_posts"))}
    return SQL(PAGE).format(**parts, **WAYS[order])


def chosen(
    accounts: Sequence[int],
    period: Period,
    *,
    kinds: Sequence[Kind],
    hashtag: str | None,
    mention: str | None,
    text: str | None,
    counts: Sequence[Range],
    weekday: int | None,
    hour: int | None,
) -> dict[str, Any]:
    """The parameters of what chooses posts."""
    return {
        "accounts": list(accounts),
        "start": period.start,
        "end": period.end,
        "zone": period.zone,
        "kinds": list(kinds),
        "hashtag": hashtag,
        "mention": mention,
        "text": text,
        **_bounds(counts),
        "weekday": weekday,
        "hour": hour,
    }


def _bounds(counts: Sequence[Range]) -> dict[str, int | None]:
    """The narrowest of the bounds of each count; None where it has none."""
    bounds: dict[str, int | None] = {}
    for name in COUNTED:
        mine = [range_ for range_ in counts if range_.count == name]
        bounds[f"least_{name}"] = max((one.least for one in mine if one.least is not None), default=None)
        bounds[f"most_{name}"] = min((one.most for one in mine if one.most is not None), default=None)
    return bounds
