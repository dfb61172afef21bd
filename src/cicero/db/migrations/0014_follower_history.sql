-- depends: 0013_saved_views
-- Follower samples of an account, gathered by month: how many followers there were at the ends of each week of a year
-- is then found in a few arrays, and not by walking over all samples in between.

create table follower_history (
    account_id bigint not null,
    -- in UTC, numbered as `month_of` does
    month      integer not null,
    -- in order; samples that do not know the followers are not among them
    times      timestamptz[] not null,
    followers  bigint[] not null,
    primary key (account_id, month)
);
select guard_by_account(array['follower_history']);
-- Looking into a compressed array would unpack it each time.
alter table follower_history alter times set storage external, alter followers set storage external;

create function month_of(instant timestamptz) returns integer language sql immutable parallel safe as $$
    select (date_part('year', instant at time zone 'UTC') * 12 + date_part('month', instant at time zone 'UTC') - 1)::int
$$;

-- What stands in the row is changed and not read again from the samples: of two that store samples of one account at
-- the same time, the second then adds to what the first has written.
create function add_followers() returns trigger language plpgsql as $$
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
        select case when h.times[cardinality(h.times)] < excluded.times[1] then h.times || excluded.times
                    else array_agg(observed_at order by observed_at) end,
               case when h.times[cardinality(h.times)] < excluded.times[1] then h.followers || excluded.followers
                    else array_agg(counted order by observed_at) end
        from (
            select * from unnest(excluded.times, excluded.followers) as new (observed_at, counted)
            union all
            select * from unnest(h.times, h.followers) as old (observed_at, counted)
        ) sample
    );
    return null;
end
$$;
create function drop_followers() returns trigger language plpgsql as $$
begin
    update follower_history h
    set (times, followers) = (
        select coalesce(array_agg(observed_at order by observed_at), '{}'),
               coalesce(array_agg(counted order by observed_at), '{}')
        from unnest(h.times, h.followers) as old (observed_at, counted)
        where observed_at <> all (g.times)
    )
    from (
        select account_id, month_of(observed_at) as month, array_agg(observed_at) as times
        from gone
        where followers is not null
        group by 1, 2
    ) g
    where h.account_id = g.account_id and h.month = g.month;
    return null;
end
$$;
-- An update is a row that goes and one that comes: triggers run in the order of their names.
create trigger followers_inserted after insert on account_snapshot
    referencing new table as fresh for each statement execute function add_followers();
create trigger followers_deleted after delete on account_snapshot
    referencing old table as gone for each statement execute function drop_followers();
create trigger followers_left after update on account_snapshot
    referencing old table as gone for each statement execute function drop_followers();
create trigger followers_updated after update on account_snapshot
    referencing new table as fresh for each statement execute function add_followers();

insert into follower_history (account_id, month, times, followers)
select account_id, month_of(observed_at), array_agg(observed_at order by observed_at),
       array_agg(followers order by observed_at)
from account_snapshot
where followers is not null
group by 1, 2
order by 1, 2;

-- Whether all of a thousand accounts are among a thousand, by looking each of them up: comparing array with array went
-- over half a million pairs.
alter policy scope on result using (
    (select scope_everything())
    or not exists (
        select from unnest(accounts) as its (account_id)
        where its.account_id not in (select w.account_id from client_account w)
    )
);
