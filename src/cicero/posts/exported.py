"""Posts and comments as files: statements that write every line of them, for `db.Exports`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg.sql import SQL, Composed

from cicero.db import Column, Format, as_lines, sql
from cicero.periods import Period
from cicero.posts.page import chosen

POSTS: dict[str, Column] = {
    "account_id": "plain", "post_id": "plain", "platform": "plain", "handle": "foreign",
    "account_name": "foreign", "published_at": "plain", "kind": "plain", "code": "foreign",
    "caption": "foreign", "url": "foreign", "thumbnail_url": "foreign", "duration": "plain",
    "likes": "plain", "comments": "plain", "shares": "plain", "saves": "plain", "views": "plain",
    "reach": "plain", "likes_hidden": "flag", "followers": "plain", "hashtags": "list", "mentions": "list",
    "observed_at": "plain", "first_seen_at": "plain", "deleted_at": "plain",
}  # fmt: skip
COMMENTS: dict[str, Column] = {
    "account_id": "plain", "post_id": "plain", "comment_id": "plain", "parent_id": "plain",
    "platform": "plain", "handle": "foreign", "created_at": "plain", "author_handle": "foreign",
    "author_id": "foreign", "text": "foreign", "language": "plain", "likes": "plain", "replies": "plain",
    "observed_at": "plain", "first_seen_at": "plain",
}  # fmt: skip
"""The columns in order."""

# By the index, without sorting: account by account, and of each the oldest first.
EXPORT = """
select l.account_id::text, l.post_id::text, l.platform, a.handle, a.name as account_name,
       to_char(l.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as published_at,
       l.kind, l.code, l.caption, l.url, l.thumbnail_url, l.duration, l.likes, l.comments, l.shares, l.saves,
       l.views, l.reach, l.likes_hidden, l.followers, told.hashtags, told.mentions,
       to_char(l.observed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as observed_at,
       to_char(l.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first_seen_at,
       to_char(l.deleted_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as deleted_at
from unnest(%(accounts)s::bigint[]) as watched (account_id)
join account a using (account_id)
cross join lateral (
    {chosen}
      and p.account_id = watched.account_id
    order by p.published_at, p.post_id
) l
cross join lateral (
    select coalesce(array_agg(t.tag order by t.tag) filter (where t.sign = '#'), '{{}}') as hashtags,
           coalesce(array_agg(t.tag order by t.tag) filter (where t.sign = '@'), '{{}}') as mentions
    from tag t
    where t.tag_id = any(l.tags)
) told"""


def export_posts(
    accounts: Sequence[int], period: Period, written: Format, **filters: Any
) -> tuple[Composed, dict[str, Any]]:
    """The posts that `page` shows with the same filters, in one go: a statement and its parameters."""
    statement = as_lines(SQL(EXPORT).format(chosen=SQL(sql(__package__, "chosen_posts"))), written, POSTS)
    return statement, chosen(accounts, period, **filters)


def export_comments(
    accounts: Sequence[int], period: Period, written: Format
) -> tuple[Composed, dict[str, Any]]:
    """The comments written in the period on posts of these accounts."""
    statement = as_lines(sql(__package__, "export_comments"), written, COMMENTS)
    return statement, {"accounts": list(accounts), "start": period.start, "end": period.end}
