"""One post as a list shows it, how its counters went, and its place among its account's posts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from msgspec import Struct
from psycopg.rows import class_row

from cicero.analytics.ages import Curve
from cicero.analytics.counting import MEASURES, Measure, curves_of
from cicero.analytics.curves import check_measure
from cicero.analytics.grouping import INTERACTIONS_OF_POST
from cicero.analytics.listing import ListedPost
from cicero.analytics.ranking import FIELDS, RANKS
from cicero.db import Connection
from cicero.errors import NotFoundError

ONE = """
select {fields}, null::float8 as rank, deleted_at
from post p
where account_id = %(account_id)s::bigint and post_id = %(post_id)s::bigint"""

# Read from the index, as all posts of an account.
PLACING = """
with counted as (
    select post_id, published_at, {measure} as value
    from (
        select p.post_id, p.published_at, {interactions} as interactions, p.likes, p.comments, p.shares,
               p.saves, p.views
        from post p
        where p.account_id = %(account_id)s::bigint
    ) post
),
own as (select value from counted where post_id = %(post_id)s::bigint)
select case when own.value is not null
            then 1 + count(*) filter (where counted.value > own.value) end as place,
       count(counted.value) as n, count(*) as of, min(published_at) as since
from own cross join counted
group by own.value"""


class PostHistory(Struct, frozen=True, kw_only=True):
    """`curves`: of each counter, and of interactions, the count by age in hours, as far as it is known."""

    post: ListedPost
    curves: dict[Measure, Curve]


class Placing(Struct, frozen=True, kw_only=True):
    """By a count, `place` 1 is the highest of the account's posts; equal ones share a place.

    The count is known of `n` of `of` posts, the first of which was published at `since`. `place` is None
    where the post's own is not known.
    """

    place: int | None
    n: int
    of: int
    since: datetime


async def post_history(connection: Connection, account_id: int, post_id: int) -> PostHistory:
    """NotFoundError where the account has no such post."""
    text = ONE.format(fields=FIELDS.format(interactions=INTERACTIONS_OF_POST))
    asked = {"account_id": account_id, "post_id": post_id}
    async with connection.cursor(row_factory=class_row(ListedPost)) as cursor:
        post = await (await cursor.execute(cast(Any, text), asked)).fetchone()
    if post is None:
        raise NotFoundError("The account has no such post.")
    key = (account_id, post_id)
    found = {measure: await curves_of(connection, [key], measure) for measure in MEASURES}
    return PostHistory(
        post=post, curves={measure: some.get(key, ((), ())) for measure, some in found.items()}
    )


async def placing(connection: Connection, account_id: int, post_id: int, measure: Measure) -> Placing:
    """NotFoundError where the account has no such post; InputError for a count that is none."""
    check_measure(measure)
    text = PLACING.format(measure=RANKS[measure], interactions=INTERACTIONS_OF_POST)
    asked = {"account_id": account_id, "post_id": post_id}
    async with connection.cursor(row_factory=class_row(Placing)) as cursor:
        found = await (await cursor.execute(cast(Any, text), asked)).fetchone()
    if found is None:
        raise NotFoundError("The account has no such post.")
    return found
