"""An invented world of posts, made inside the database: 2,000 accounts, 2 years, 2 M posts, 10 M hashtags,
3 M looks at the posts of the last eight weeks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

POSTS, ACCOUNTS, TAGS, LOOKED = 2_000_000, 2_000, 5, 56
FIRST_DAY, DAYS = "2024-11-01", 730

ACCOUNT_ROWS = """
insert into account (platform, handle, name)
select case when n %% 2 = 0 then 'instagram' else 'tiktok' end, 'account' || n, 'Account ' || n
from generate_series(%(since_account)s + 1, %(accounts)s) n
"""

# Posts arrive in order of time over all accounts, as collecting them would: an account's rows lie scattered.
# So many of 50,000 tags to each, the nth used 1/n as often as the first: few are everywhere, most are rare.
# `n > 0` has them drawn for each post anew.
POST_ROWS = """
insert into post (
    account_id, post_id, platform, published_at, kind, caption, url, likes, comments, shares, saves, views,
    likes_hidden, followers, followers_gap, observed_at, first_seen_at, tags
)
select a.account_id, n, a.platform, at, (array['image', 'carousel', 'video', 'video'])[1 + n %% 4],
       'Invented post ' || n || ' #tag' || n %% 97, 'https://example.org/' || n,
       case when hidden then null else size end, size / 40,
       case when a.platform = 'tiktok' then size / 60 end, case when a.platform = 'tiktok' then size / 50 end,
       case when a.platform = 'tiktok' or n %% 4 >= 2 then size * 20 end, hidden,
       10000 + a.account_id, interval '1 day',
       greatest(least(at + interval '30 days', %(first)s::timestamptz + %(days)s * interval '1 day'), at),
       at + interval '1 hour',
       array(
           select 1 + %(tags)s * floor(exp(random() * ln(50000 / %(tags)s)))::int + slot
           from generate_series(0, %(tags)s - 1) slot
           where n > 0
           order by 1
       )
from generate_series(%(since_post)s + 1, %(posts)s) n
cross join lateral (select (10 ^ (1.5 + 2.5 * random()))::bigint as size, n %% 23 = 0 as hidden) s
cross join lateral (
    select %(first)s::timestamptz
           + (n - %(since_post)s) * (%(days)s * interval '1 day' / (%(posts)s - %(since_post)s))
           + interval '1 hour' * floor(9 * random()) as at
) t
join account a
  on a.account_id = %(since_account)s + 1 + (n * 7919::bigint) %% (%(accounts)s - %(since_account)s)
"""

# In a fresh database the nth has the number n + 1.
TAG_ROWS = """
insert into tag (sign, tag)
select '#', 'tag' || n from generate_series(0, 50000 + %(tags)s) n
on conflict do nothing
"""

# At most 24 of each post in its first four weeks, ever rarer, until the world ends.
LOOK_ROWS = """
insert into post_snapshot (account_id, post_id, observed_at, likes, comments, shares, saves, views)
select account_id, post_id, published_at + hours * interval '1 hour', (likes * part)::bigint,
       (comments * part)::bigint, (shares * part)::bigint, (saves * part)::bigint, (views * part)::bigint
from (
    select *
    from post
    where post_id > %(since_post)s
      and published_at > %(first)s::timestamptz + (%(days)s - %(looked)s) * interval '1 day'
    offset 0
) lately
cross join (
    select hours, (hours / 672.0) ^ 0.3 as part
    from unnest(array[1, 2, 4, 6, 9, 12, 18, 24, 30, 36, 48, 60, 72, 96, 120, 144, 168, 216, 264, 336, 408,
                      504, 600, 672]::float8[]) hours
) looks
where published_at + hours * interval '1 hour' < %(first)s::timestamptz + %(days)s * interval '1 day'
"""

# As the trigger would have told them.
GROWN_ROWS = """
insert into post_growth
select account_id, post_id, observed_at, lag(observed_at) over looks,
       case when lag(observed_at) over looks is null
            then (likes is not null)::int + 2 * (comments is not null)::int + 4 * (shares is not null)::int
                 + 8 * (saves is not null)::int + 16 * (views is not null)::int else 0 end,
       likes - coalesce(lag(likes) over looks, 0), comments - coalesce(lag(comments) over looks, 0),
       shares - coalesce(lag(shares) over looks, 0), saves - coalesce(lag(saves) over looks, 0),
       views - coalesce(lag(views) over looks, 0)
from post_snapshot
where post_id > %(since_post)s
window looks as (partition by account_id, post_id order by observed_at)
"""

FOLLOWER_ROWS = """
insert into account_snapshot (account_id, observed_at, followers, posts)
select a.account_id, %(first)s::timestamptz + d * interval '1 day', 10000 + a.account_id + d * 3, d
from account a cross join generate_series(0, %(days)s, 7) d
where a.account_id > %(since_account)s
"""

# As its trigger would have gathered them.
FOLLOWER_HISTORY_ROWS = """
insert into follower_history (account_id, month, times, followers)
select account_id, month_of(observed_at), array_agg(observed_at order by observed_at),
       array_agg(followers order by observed_at)
from account_snapshot
where account_id > %(since_account)s
group by 1, 2
order by 1, 2
"""

NOTES = """
update account a set posts = p.posts, seen_at = p.seen_at
from (select account_id, count(*) as posts, max(published_at) as seen_at from post group by 1) p
where p.account_id = a.account_id
"""

FILLED = (
    "post",
    "post_snapshot",
    "post_growth",
    "account_snapshot",
    "follower_history",
)

INDEXES = """
select format('alter table %%I drop constraint %%I', conrelid::regclass, conname),
       format(
           'alter table %%I add constraint %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid)
       )
from pg_constraint
where contype = 'p' and conrelid = any(%(tables)s::regclass[])
union all
select format('drop index %%I', indexrelid::regclass), pg_get_indexdef(indexrelid)
from pg_index
where indrelid = any(%(tables)s::regclass[]) and not indisprimary
"""
"""How the indexes of these tables are dropped and made again."""


def fill(
    conninfo: str,
    posts: int = POSTS,
    accounts: int = ACCOUNTS,
    *,
    tags: int = TAGS,
    looked: int = LOOKED,
    since_post: int = 0,
    since_account: int = 0,
) -> None:
    """Make the world and leave it as autovacuum would: visible to index-only scans, with fresh statistics.

    `looked`: over how many of the last days posts were looked at again. `since_post`, `since_account`: how
    many there are already; the new posts are those of the new accounts.
    """
    parameters = {
        "posts": posts, "accounts": accounts, "first": FIRST_DAY, "days": DAYS, "tags": tags,
        "since_post": since_post, "since_account": since_account, "looked": looked,
    }  # fmt: skip
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("set work_mem = '512MB'; set maintenance_work_mem = '512MB'")
        connection.execute(ACCOUNT_ROWS, parameters)
        with bare(connection, FILLED):
            for statement in (TAG_ROWS, POST_ROWS, FOLLOWER_ROWS, LOOK_ROWS):
                connection.execute(statement, parameters)
            connection.execute("analyze post, post_snapshot")
            for statement in (GROWN_ROWS, FOLLOWER_HISTORY_ROWS):
                connection.execute(statement, parameters)
        connection.execute(NOTES)
        connection.execute("vacuum analyze")


@contextmanager
def bare(connection: psycopg.Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    """Without indexes and triggers, which take time and room where ten million rows come in one statement."""
    indexes = connection.execute(INDEXES, {"tables": list(tables)}).fetchall()
    for table in tables:
        connection.execute(f"alter table {table} disable trigger user".encode())
    for drop, _ in indexes:
        connection.execute(drop)
    yield
    for _, make in indexes:
        connection.execute(make)
    for table in tables:
        connection.execute(f"alter table {table} enable trigger user".encode())
