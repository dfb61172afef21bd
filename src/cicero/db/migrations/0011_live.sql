-- depends: 0010_moved_posts
-- Lists that were read because somebody asked for an account's posts at that moment: when, and how many posts deep.
-- They let the same question wait for a while, also of an account that nobody watches and that only requests ask for.

create table live_reading (
    account_id bigint primary key,
    read_at    timestamptz not null,
    posts      integer not null check (posts > 0)
);
select guard_by_account(array['live_reading']);
