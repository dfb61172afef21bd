-- depends: 0007_results
-- Which posts of an account carry a tag, gathered so that a question about thousands of accounts reads one row
-- for each tag and year of an account instead of one for each tag of a post.

create table tag_use (
    account_id   bigint not null,
    sign         text not null check (sign in ('#', '@')),
    tag          text not null,
    -- of publication, in UTC
    year         integer not null,
    -- in order of publication: the minute since 1970 and the post
    minutes      integer[] not null,
    posts        bigint[] not null,
    -- running sums of their interactions, a post whose interactions are unknown adding nothing
    interactions bigint[] not null,
    -- the minutes of those; null when there are none
    unknown      integer[],
    primary key (account_id, sign, tag, year)
);

select guard_by_account(array['tag_use']);

-- Collaborative posts that stand under a smaller account id too: few, and asked for by themselves.
create index post_shared on post (account_id, published_at) where also_under is not null;

-- A count that no network can have reached is somebody's mistake; nothing is summed with it.
create function interactions_of(platform text, likes bigint, comments bigint, shares bigint) returns bigint
    language sql immutable parallel safe as $$
    select case when greatest(likes, comments, shares) < 1000000000000000
                then likes + comments + case when platform = 'tiktok' then shares else 0 end end
$$;

insert into tag_use (account_id, sign, tag, year, minutes, posts, interactions, unknown)
select account_id, sign, tag, year, array_agg(minute order by published_at, post_id),
       array_agg(post_id order by published_at, post_id),
       array_agg(running order by published_at, post_id),
       array_agg(minute order by published_at, post_id) filter (where interactions is null)
from (
    select t.account_id, t.sign, t.tag, p.post_id, p.published_at, i.interactions,
           extract(year from p.published_at at time zone 'UTC')::int as year,
           floor(extract(epoch from p.published_at) / 60)::int as minute,
           coalesce(sum(i.interactions) over earlier, 0)::bigint as running
    from post_tag t
    join post p on p.account_id = t.account_id and p.post_id = t.post_id
    cross join lateral (
        select interactions_of(p.platform, p.likes, p.comments, p.shares) as interactions
    ) i
    window earlier as (
        partition by t.account_id, t.sign, t.tag, extract(year from p.published_at at time zone 'UTC')
        order by p.published_at, p.post_id
    )
) used
group by account_id, sign, tag, year
order by account_id, sign, tag, year;
