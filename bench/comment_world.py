"""Invented comments, made inside the database: 5 M on 2,000 accounts over a year, of 200,000 people.

Words are made of syllables, 40,000 of them, the nth used 1/n as often as the first: as in any language.
"""

from __future__ import annotations

import psycopg

from bench.world import bare

COMMENTS, ACCOUNTS, POSTS = 5_000_000, 2_000, 100_000

# 100,000 pieces of one to five words, of which a comment has three: putting word to word takes hours.
PIECES = """
create function invented_word(n int) returns text language sql immutable parallel safe as $$
    select string_agg(
        substr('bkdgmnprstlwjhyc', 1 + n / (80 ^ i)::int % 16, 1)
        || substr('aiueo', 1 + n / (80 ^ i)::int % 5, 1)
        || case when (n + i) % 3 = 0 then 'n' else '' end, '' order by i)
    from generate_series(0, 2) i
$$;
create table invented_word_list as select n, invented_word(n * 13) as word from generate_series(0, 39999) n;
create index on invented_word_list (n);
create table invented_piece as
select p.piece, string_agg(w.word, ' ') as body
from (
    select piece, floor(exp(random() * ln(40000)))::int - 1 as n
    from generate_series(0, 99999) piece cross join lateral generate_series(1, 1 + piece % 5) slot
) p
join invented_word_list w using (n)
group by piece;
create index on invented_piece (piece);
analyze invented_word_list;
analyze invented_piece;
"""

ACCOUNT_ROWS = """
insert into account (platform, handle, name)
select case when n %% 2 = 0 then 'instagram' else 'tiktok' end, 'account' || n, 'Account ' || n
from generate_series(1, %(accounts)s) n
"""

POST_ROWS = """
insert into post (account_id, post_id, platform, published_at, observed_at, first_seen_at)
select a.account_id, n, a.platform, timestamptz '2025-11-01' + n * (interval '365 days' / %(posts)s), now(),
       now()
from generate_series(1, %(posts)s) n
join account a on a.account_id = 1 + (n * 7919::bigint) %% %(accounts)s
"""

COMMENT_ROWS = """
insert into comment (
    account_id, post_id, comment_id, created_at, author_handle, author_id, body, language, likes, replies,
    sentiment, sentiment_confidence, rated_language, rated_by, observed_at, first_seen_at
)
select p.account_id, p.post_id, n,
       p.published_at + interval '2 days' * ((n * 69621 %% 2147483647) / 2147483647.0) ^ 3,
       'orang' || who, who::text, one.body || ' ' || two.body || ' ' || three.body,
       (array['id', 'id', 'id', 'en'])[1 + n %% 4], 0, 0,
       (array['negative', 'positive', 'neutral', 'neutral', 'positive'])[1 + n %% 5], 0.8,
       (array['id', 'id', 'id', 'en'])[1 + n %% 4], 'bench', now(), now()
from generate_series(%(first)s::bigint, %(last)s::bigint) n
join post p on p.post_id = 1 + (n * 104729) %% %(posts)s
join invented_piece one on one.piece = n * 7919 %% 100000
join invented_piece two on two.piece = n * 104729 / 31 %% 100000
join invented_piece three on three.piece = n * 1299709 / 977 %% 100000
cross join lateral (select floor(200000 * ((n * 48271 %% 2147483647) / 2147483647.0) ^ 2)::int as who) someone
"""


def fill(conninfo: str, comments: int = COMMENTS, accounts: int = ACCOUNTS, posts: int = POSTS) -> None:
    """Make the world and leave it as autovacuum would: fresh statistics, visible to index-only scans."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("set work_mem = '256MB'; set maintenance_work_mem = '512MB'")
        connection.execute(PIECES)
        known = {"accounts": accounts, "posts": posts}
        connection.execute(ACCOUNT_ROWS, known)
        connection.execute(POST_ROWS, known)
        with bare(connection, ("comment",)):
            step = 500_000
            for first in range(1, comments + 1, step):
                span = {"first": first, "last": min(first + step - 1, comments)}
                connection.execute(COMMENT_ROWS, {**known, **span})
        connection.execute("vacuum analyze comment, post, account")
