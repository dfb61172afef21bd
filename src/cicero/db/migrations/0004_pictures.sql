-- depends: 0003_queue
-- Small copies of the pictures of posts and accounts: the networks' links to them expire within days.

create table picture (
    account_id bigint not null,
    -- 0: the account's own picture
    post_id    bigint not null,
    -- missing: the link was over; there may be a picture at the next link. failed: to be tried again
    state      text not null check (state in ('kept', 'missing', 'failed')),
    media_type text,
    body       bytea,
    width      integer,
    height     integer,
    bytes      integer,
    -- when the body was fetched
    fetched_at timestamptz,
    -- md5 of the link that was tried last, and of the path in the link that the body came from: a network
    -- signs a link anew for each answer, but the path changes only with the picture
    link       uuid not null,
    path       uuid,
    failures   integer not null default 0,
    -- nothing is tried before
    retry_at   timestamptz,
    primary key (account_id, post_id),
    check ((state = 'kept') = (body is not null))
);
-- Compressed already.
alter table picture alter column body set storage external;

create function link_path(link text) returns text language sql immutable parallel safe as $$
    select regexp_replace(link, '^[a-z]+://[^/?#]*|[?#].*$', '', 'gi')
$$;
