"""An invented world of posts, made inside the database: 2,000 accounts, 2 years, 2 M posts, 10 M hashtags."""

from __future__ import annotations

import psycopg

POSTS, ACCOUNTS, TAGS = 2_000_000, 2_000, 5
FIRST_DAY, DAYS = "2024-11-01", 730

ACCOUNT_ROWS = """
insert into account (platform, handle, name)
select case when n %% 2 = 0 then 'instagram' else 'tiktok' end, 'account' || n, 'Account ' || n
from generate_series(%(since_account)s + 1, %(accounts)s) n
"""

# Posts arrive in order of time over all accounts, as collecting them would: an account's rows lie scattered.
POST_ROWS = """
insert into post (
    account_id, post_id, platform, published_at, kind, caption, url, likes, comments, shares, saves, views,
    likes_hidden, followers, followers_gap, observed_at, first_seen_at
)
select a.account_id, n, a.platform, at, (array['image', 'carousel', 'video', 'video'])[1 + n %% 4],
       'Invented post ' || n || ' #tag' || n %% 97, 'https://example.org/' || n,
       case when hidden then null else size end, size / 40,
       case when a.platform = 'tiktok' then size / 60 end, case when a.platform = 'tiktok' then size / 50 end,
       case when a.platform = 'tiktok' or n %% 4 >= 2 then size * 20 end, hidden,
       10000 + a.account_id, interval '1 day', at + interval '30 days', at + interval '1 hour'
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

# So many of 50,000 to each post, the nth used 1/n as often as the first: few are everywhere, most are rare.
TAG_ROWS = """
insert into post_tag (account_id, post_id, sign, tag)
select account_id, post_id, '#', 'tag' || %(tags)s * floor(exp(random() * ln(50000 / %(tags)s)))::int + slot
from post cross join generate_series(0, %(tags)s - 1) slot
where post_id > %(since_post)s
order by account_id, post_id
"""

FOLLOWER_ROWS = """
insert into account_snapshot (account_id, observed_at, followers, posts)
select a.account_id, %(first)s::timestamptz + d * interval '1 day', 10000 + a.account_id + d * 3, d
from account a cross join generate_series(0, %(days)s, 7) d
where a.account_id > %(since_account)s
"""

# What storing keeps of these beside them.
GATHERED = (
    """
insert into follower_history (account_id, month, times, followers)
select account_id, month_of(observed_at), array_agg(observed_at order by observed_at),
       array_agg(followers order by observed_at)
from account_snapshot
where account_id > %(since_account)s
group by 1, 2
order by 1, 2
""",
    """
insert into tag_use (account_id, sign, tag, year, minutes, posts, interactions, unknown)
select account_id, sign, tag, year, array_agg(minute order by published_at, post_id),
       array_agg(post_id order by published_at, post_id),
       array_agg(coalesce(running, 0) order by published_at, post_id),
       array_agg(minute order by published_at, post_id) filter (where interactions is null)
from (
    select t.account_id, t.sign, t.tag, p.post_id, p.published_at, i.interactions,
           extract(year from p.published_at at time zone 'UTC')::int as year,
           floor(extract(epoch from p.published_at) / 60)::int as minute,
           total(i.interactions) over earlier as running
    from post_tag t
    join post p on p.account_id = t.account_id and p.post_id = t.post_id
    cross join lateral (
        select interactions_of(p.platform, p.likes, p.comments, p.shares) as interactions
    ) i
    where t.account_id > %(since_account)s
    window earlier as (
        partition by t.account_id, t.sign, t.tag, extract(year from p.published_at at time zone 'UTC')
        order by p.published_at, p.post_id
    )
) used
group by account_id, sign, tag, year
order by account_id, sign, tag, year
""",
)

NOTES = """
update account a set posts = p.posts, seen_at = p.seen_at
from (select account_id, count(*) as posts, max(published_at) as seen_at from post group by 1) p
where p.account_id = a.account_id
"""

NOTING = ("post", "post_tag", "account_snapshot", "account")
"""Tables whose changes are noted, which takes time and room where ten million rows come in one statement."""


def fill(
    conninfo: str,
    posts: int = POSTS,
    accounts: int = ACCOUNTS,
    *,
    tags: int = TAGS,
    since_post: int = 0,
    since_account: int = 0,
) -> None:
    """Make the world and leave it as autovacuum would: visible to index-only scans, with fresh statistics.

    `since_post`, `since_account`: how many there are already; the new posts are those of the new accounts.
    """
    parameters = {
        "posts": posts, "accounts": accounts, "first": FIRST_DAY, "days": DAYS, "tags": tags,
        "since_post": since_post, "since_account": since_account,
    }  # fmt: skip
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for table in NOTING:
            connection.execute(f"alter table {table} disable trigger user".encode())
        connection.execute("set work_mem = '512MB'")
        for statement in (ACCOUNT_ROWS, POST_ROWS, FOLLOWER_ROWS, TAG_ROWS, *GATHERED):
            connection.execute(statement, parameters)
        connection.execute(NOTES)
        for table in NOTING:
            connection.execute(f"alter table {table} enable trigger user".encode())
        connection.execute("vacuum analyze")
