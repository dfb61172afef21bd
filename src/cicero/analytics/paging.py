"""Query → SQL for a page of posts, from whitelisted parts like those of `ranking`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from cicero.analytics.compiler import Statement
from cicero.analytics.conditions import conditions, parameters
from cicero.analytics.grouping import INTERACTIONS_OF_POST
from cicero.analytics.query import Query
from cicero.analytics.ranking import FIELDS, RANKED, RANKS, check_ranking
from cicero.db import as_array

TIME = "published_at"

# The index ranks the posts of all accounts; the table is read for those of the page only.
BY_COUNT = """
    select account_id, post_id, published_at, rank
    from ({ranked}) ranked
    where {reached}
    order by {order}
    limit %(limit)s::bigint"""

# Each account gives at most a page by its index before all are put in order.
BY_TIME = """
    select p.account_id, p.post_id, p.published_at, null::float8 as rank
    from unnest(%(accounts)s::bigint[]) as watched (account_id)
    cross join lateral (
        select p.account_id, p.post_id, p.published_at
        from post p
        where p.account_id = watched.account_id
          and {reached}
          and {conditions}
        order by p.published_at {way}, p.post_id {way}
        limit %(limit)s::bigint
    ) p
    order by {order}
    limit %(limit)s::bigint"""

PAGE = """
with chosen as ({chosen}
)
select {fields}, chosen.rank, deleted_at
from chosen
join post p using (account_id, post_id)
order by {order}"""

FIRST = """
select rank, published_at, post_id, account_id
from ({chosen}
) chosen
order by {order}"""

OF_PLACES = """
select {fields}, place.rank, deleted_at
from unnest(%(accounts)s::bigint[], %(posts)s::bigint[], %(ranks)s::float8[])
    with ordinality as place (account_id, post_id, rank, at)
join post p using (account_id, post_id)
order by place.at"""

PLACE = "%(at)s::timestamptz, %(at_post)s::bigint"


class Place(Struct, frozen=True):
    """Where a post stands. `rank`: by what it is ordered, None where unknown, or where time is the order."""

    rank: float | None
    published_at: datetime
    post_id: int
    account_id: int


def compile_page(
    query: Query, order: str, descending: bool, place: Place | None, backward: bool, limit: int
) -> Statement:
    """The `limit` posts next to the place, nearest first."""
    check_ranking(query, order, limit)
    if order == TIME:
        text, ordered = _by_time(query, descending, place, backward)
    else:
        text, ordered = _by_count(query, order, descending, place, backward)
    at = {
        "limit": limit,
        "rank": place and place.rank,
        "at": place and place.published_at,
        "at_post": place and place.post_id,
        "at_account": place and place.account_id,
    }
    text = PAGE.format(chosen=text, order=ordered, fields=FIELDS.format(interactions=INTERACTIONS_OF_POST))
    return Statement(text, {**parameters(query), **at})


def compile_first(query: Query, order: str, descending: bool, limit: int) -> Statement:
    """The places of the `limit` first posts, whose order is not that of time."""
    check_ranking(query, order, limit)
    text, ordered = _by_count(query, order, descending, None, False)
    text = FIRST.format(chosen=text, order=ordered.replace("p.", ""))
    return Statement(text, {**parameters(query), "limit": limit})


def compile_places(places: Sequence[Place]) -> Statement:
    """The posts at these places, in their order."""
    text = OF_PLACES.format(fields=FIELDS.format(interactions=INTERACTIONS_OF_POST))
    asked = {
        "accounts": as_array(place.account_id for place in places),
        "posts": as_array(place.post_id for place in places),
        "ranks": [place.rank for place in places],
    }
    return Statement(text, asked)


def _by_time(query: Query, descending: bool, place: Place | None, backward: bool) -> tuple[str, str]:
    falling = descending != backward
    way, sign = ("desc", "<") if falling else ("asc", ">")
    ordered = f"p.published_at {way}, p.post_id {way}, p.account_id{' desc' if backward else ''}"
    # The bound by itself is what the index can begin at.
    reached = f"p.published_at {sign}= %(at)s::timestamptz and {_tied(sign, backward)}" if place else "true"
    return BY_TIME.format(reached=reached, conditions=conditions(query), way=way, order=ordered), ordered


def _by_count(
    query: Query, order: str, descending: bool, place: Place | None, backward: bool
) -> tuple[str, str]:
    falling = descending != backward
    nulls = "first" if backward else "last"
    newest, last = ("asc", " desc") if backward else ("desc", "")
    ordered = (
        f"rank {'desc' if falling else 'asc'} nulls {nulls}, p.published_at {newest}, p.post_id {newest}"
    )
    ordered += f", p.account_id{last}"
    ranked = RANKED.format(rank=RANKS[order], interactions=INTERACTIONS_OF_POST, conditions=conditions(query))
    text = BY_COUNT.format(
        ranked=ranked,
        reached=_reached("<" if falling else ">", place, backward).replace("p.", ""),
        order=ordered.replace("p.", ""),
    )
    return text, ordered


def _reached(sign: str, place: Place | None, backward: bool) -> str:
    """The unknown stand after all that is known, so after them comes nothing but unknown ones."""
    if place is None:
        return "true"
    tied = _tied(">" if backward else "<", backward)
    if place.rank is None:
        return f"(rank is not null or {tied})" if backward else f"(rank is null and {tied})"
    beyond = f"rank {sign} %(rank)s::float8 or rank = %(rank)s::float8 and {tied}"
    return f"({beyond})" if backward else f"({beyond} or rank is null)"


def _tied(sign: str, backward: bool) -> str:
    return (
        f"((p.published_at, p.post_id) {sign} ({PLACE}) or (p.published_at, p.post_id) = ({PLACE})"
        f" and p.account_id {'<' if backward else '>'} %(at_account)s::bigint)"
    )
