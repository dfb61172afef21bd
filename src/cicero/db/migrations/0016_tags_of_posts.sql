-- depends: 0015_answered
-- The tags of a post stand with it, as numbers, and in the index that answers every sum: what is asked about tags is
-- asked of the posts of a period, and storing a post has nothing to gather.

-- Public words and nothing more: not whose posts carry them. Nothing is ever changed or removed here.
create table tag (
    tag_id integer generated always as identity,
    sign   text not null check (sign in ('#', '@')),
    tag    text not null,
    unique (sign, tag),
    primary key (tag_id) include (sign, tag)
);
insert into tag (sign, tag) select distinct sign, tag from post_tag order by 1, 2;

-- In order of their numbers; so many at most as an entry of the index has room for.
alter table post add column tags integer[] not null default '{}' check (cardinality(tags) <= 500);
drop index post_by_time, post_shared;
update post p
set tags = carried.tags
from (
    select account_id, post_id, (array_agg(tag_id order by tag_id))[:500] as tags
    from post_tag
    join tag using (sign, tag)
    group by account_id, post_id
) carried
where p.account_id = carried.account_id and p.post_id = carried.post_id;

-- Answers every sum, series, heatmap and ranking without touching the table. Columns of fixed width that are
-- seldom unknown come first: they are found in a row of the index without walking over the others.
create index post_by_time on post (account_id, published_at)
    include (post_id, observed_at, pattern, likes, comments, views, followers, shares, saves, kind, also_under, tags);

drop table tag_use, post_tag;
alter table post drop column moved_from;

create function tags_of_both(stored integer[], fresh integer[]) returns integer[]
    language sql immutable parallel safe as $$
    select array(
        select tag_id
        from (select unnest((stored || array(select unnest(fresh) except select unnest(stored)))[:500])) u (tag_id)
        order by 1
    )
$$;

-- A newer caption tells all tags, also that there are none any more; without one, more of them may be known.
create function prefer_tags(fresh integer[], stored integer[], fresh_leads boolean, fresh_is_whole boolean)
    returns integer[] language sql immutable parallel safe as $$
    select case when not fresh_leads then stored when fresh_is_whole then fresh else tags_of_both(stored, fresh) end
$$;

-- As before, but the samples of a month are put in order again only where some come late.
create or replace function add_followers() returns trigger language plpgsql as $$
begin
    insert into follower_history as h (account_id, month, times, followers)
    select account_id, month_of(observed_at), array_agg(observed_at order by observed_at),
           array_agg(followers order by observed_at)
    from fresh
    where followers is not null
    group by 1, 2
    order by 1, 2
    on conflict (account_id, month) do update
    set (times, followers) = (
        select h.times || excluded.times, h.followers || excluded.followers
        where (h.times[cardinality(h.times)] < excluded.times[1]) is true
        union all
        select array_agg(observed_at order by observed_at), array_agg(counted order by observed_at)
        from (
            select * from unnest(excluded.times, excluded.followers) as new (observed_at, counted)
            union all
            select * from unnest(h.times, h.followers) as old (observed_at, counted)
        ) sample
        having (h.times[cardinality(h.times)] < excluded.times[1]) is not true
    );
    return null;
end
$$;
