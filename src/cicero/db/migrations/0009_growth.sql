-- depends: 0008_tags
-- What each look at a post found more of than the look before: what counts grew by in a period is then a sum over
-- the looks of the period, read by time from the index alone, whatever the age of the posts.

create table post_growth (
    account_id  bigint not null,
    post_id     bigint not null,
    observed_at timestamptz not null,
    -- the look before; null: the first one known
    before_at   timestamptz,
    -- counts that no look before knew, which stand here whole: 1 likes, 2 comments, 4 shares, 8 saves, 16 views
    opening     smallint not null,
    likes       bigint,
    comments    bigint,
    shares      bigint,
    saves       bigint,
    views       bigint,
    primary key (account_id, observed_at, post_id)
        include (before_at, opening, likes, comments, views, shares, saves)
) with (autovacuum_vacuum_insert_scale_factor = 0.05);
select guard_by_account(array['post_growth']);

-- The last value known before a look, of the look before where that one told it.
create function growth_of(touched_account bigint, touched_post bigint, since timestamptz)
    returns setof post_growth language sql stable as $$
    select s.account_id, s.post_id, s.observed_at, b.observed_at,
           ((s.likes is not null and k.likes is null)::int
            + 2 * (s.comments is not null and k.comments is null)::int
            + 4 * (s.shares is not null and k.shares is null)::int
            + 8 * (s.saves is not null and k.saves is null)::int
            + 16 * (s.views is not null and k.views is null)::int)::smallint,
           s.likes - coalesce(k.likes, 0), s.comments - coalesce(k.comments, 0),
           s.shares - coalesce(k.shares, 0), s.saves - coalesce(k.saves, 0), s.views - coalesce(k.views, 0)
    from post_snapshot s
    left join lateral (
        select * from post_snapshot e
        where e.account_id = s.account_id and e.post_id = s.post_id and e.observed_at < s.observed_at
        order by e.observed_at desc
        limit 1
    ) b on true
    cross join lateral (
        select case when b.observed_at is null then null when b.likes is not null then b.likes else (
                   select e.likes from post_snapshot e
                   where e.account_id = s.account_id and e.post_id = s.post_id and e.observed_at < b.observed_at
                     and e.likes is not null and s.likes is not null order by e.observed_at desc limit 1) end,
               case when b.observed_at is null then null when b.comments is not null then b.comments else (
                   select e.comments from post_snapshot e
                   where e.account_id = s.account_id and e.post_id = s.post_id and e.observed_at < b.observed_at
                     and e.comments is not null and s.comments is not null
                   order by e.observed_at desc limit 1) end,
               case when b.observed_at is null then null when b.shares is not null then b.shares else (
                   select e.shares from post_snapshot e
                   where e.account_id = s.account_id and e.post_id = s.post_id and e.observed_at < b.observed_at
                     and e.shares is not null and s.shares is not null
                   order by e.observed_at desc limit 1) end,
               case when b.observed_at is null then null when b.saves is not null then b.saves else (
                   select e.saves from post_snapshot e
                   where e.account_id = s.account_id and e.post_id = s.post_id and e.observed_at < b.observed_at
                     and e.saves is not null and s.saves is not null
                   order by e.observed_at desc limit 1) end,
               case when b.observed_at is null then null when b.views is not null then b.views else (
                   select e.views from post_snapshot e
                   where e.account_id = s.account_id and e.post_id = s.post_id and e.observed_at < b.observed_at
                     and e.views is not null and s.views is not null
                   order by e.observed_at desc limit 1) end
    ) k (likes, comments, shares, saves, views)
    where s.account_id = touched_account and s.post_id = touched_post and s.observed_at >= since
$$;

-- A look that comes late changes what the looks after it found: they are worked out again.
create function note_growth() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        delete from post_growth g using fresh f
        where g.account_id = f.account_id and g.observed_at = f.observed_at and g.post_id = f.post_id;
    end if;
    insert into post_growth as g
    select found.*
    from (select account_id, post_id, min(observed_at) as since from fresh group by 1, 2) touched
    cross join lateral growth_of(touched.account_id, touched.post_id, touched.since) found
    order by found.account_id, found.observed_at, found.post_id
    on conflict (account_id, observed_at, post_id) do update
    set before_at = excluded.before_at, opening = excluded.opening, likes = excluded.likes,
        comments = excluded.comments, shares = excluded.shares, saves = excluded.saves, views = excluded.views
    where (g.before_at, g.opening, g.likes, g.comments, g.shares, g.saves, g.views) is distinct from
        (excluded.before_at, excluded.opening, excluded.likes, excluded.comments, excluded.shares,
         excluded.saves, excluded.views);
    return null;
end
$$;
create trigger growth_of_inserted after insert on post_snapshot
    referencing new table as fresh for each statement execute function note_growth();
create trigger growth_of_updated after update on post_snapshot
    referencing new table as fresh for each statement execute function note_growth();
create trigger growth_of_deleted after delete on post_snapshot
    referencing old table as fresh for each statement execute function note_growth();

insert into post_growth
select found.*
from (select account_id, post_id, min(observed_at) as since from post_snapshot group by 1, 2) known
cross join lateral growth_of(known.account_id, known.post_id, known.since) found;

-- Text as it is searched: without accents and styles of letters (𝗸𝗼𝗽𝗶 is kopi), in lower case.
create function folded(written text) returns text
    language sql immutable parallel safe as $$
    select lower(regexp_replace(normalize(written, NFKD), '[\u0300-\u036f]+', '', 'g'))
$$;
