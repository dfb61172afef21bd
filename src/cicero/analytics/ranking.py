"""Query → SQL for the highest posts, from whitelisted parts like those of `compiler`."""

from __future__ import annotations

from cicero.analytics.compiler import Statement
from cicero.analytics.conditions import conditions, parameters
from cicero.analytics.grouping import INTERACTIONS_OF_POST
from cicero.analytics.query import Query
from cicero.db import as_array
from cicero.errors import InputError

RANKED = """
    select account_id, post_id, published_at, ({rank})::float8 as rank
    from (
        select p.account_id, p.post_id, p.published_at, {interactions} as interactions, p.likes, p.comments,
               p.shares, p.saves, p.views, p.followers
        from post p
        where {conditions}
    ) post"""

FIELDS = """account_id, post_id, platform, code, url, caption, thumbnail_url, kind, p.published_at,
       likes, comments, shares, saves, views, {interactions} as interactions,
       followers, followers_gap > interval '7 days' as followers_far,
       100 * {interactions}::float8 / nullif(followers, 0) as engagement_rate_followers,
       100 * {interactions}::float8 / nullif(views, 0) as engagement_rate_views,
       likes_hidden, observed_at,
       coalesce(
           (select k.state = 'kept' from picture k
            where k.account_id = p.account_id and k.post_id = p.post_id), false
       ) as has_picture"""
"""What is told of a post `p` that is shown."""

RANKING = """
with {least}ranked as ({ranked}{high_enough}
    order by rank desc nulls last, published_at desc, post_id desc, account_id
    limit %(limit)s::bigint
)
select {fields}
from ranked
join post p using (account_id, post_id)
order by rank desc nulls last, p.published_at desc, post_id desc, account_id"""

# Of many accounts a few tell what a post must reach: those of the others that do not are not put in order.
LEAST = """least as materialized ({ranked}
    order by rank desc nulls last
    offset %(limit)s::bigint - 1
    limit 1
),
"""
OF_FEW = "\n      and p.account_id = any(%(few)s::bigint[])"
HIGH_ENOUGH = "\n    where coalesce(({rank})::float8 >= (select rank from least), true)"
MANY, FEW = 100, 10

RANKS = {
    "interactions": "interactions",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "saves": "saves",
    "views": "views",
    "engagement_rate_followers": "interactions::float8 / nullif(followers, 0)",
    "engagement_rate_views": "interactions::float8 / nullif(views, 0)",
    "published_at": "extract(epoch from published_at)",
}


def compile_ranking(query: Query, order: str, limit: int) -> Statement:
    """The `limit` highest posts by one of RANKS. The index ranks them; the table is read for those only."""
    check_ranking(query, order, limit)
    many = len(query.accounts) >= MANY
    text = RANKING.format(
        least=LEAST.format(ranked=_ranked(order, conditions(query) + OF_FEW)) if many else "",
        ranked=_ranked(order, conditions(query)),
        high_enough=HIGH_ENOUGH.format(rank=RANKS[order]) if many else "",
        fields=FIELDS.format(interactions=INTERACTIONS_OF_POST),
    )
    few = as_array(query.accounts[:FEW])
    return Statement(text, {**parameters(query), "limit": limit, "few": few})


def check_ranking(query: Query, order: str, limit: int) -> None:
    """InputError for what posts cannot be ordered by."""
    if query.basis != "published":
        raise InputError("Posts are ordered by all that they have counted so far.", "Use basis=published.")
    if order not in RANKS:
        raise InputError(f"Posts cannot be ordered by {order!r}.", f"Use one of {', '.join(RANKS)}.")
    if limit < 1:
        raise InputError(f"{limit} posts were asked for.", "Ask for at least one.")


def _ranked(order: str, conditions: str) -> str:
    return RANKED.format(rank=RANKS[order], interactions=INTERACTIONS_OF_POST, conditions=conditions)
