-- depends: 0011_live
-- The people whose part in a client's own posts is followed, who was seen to like posts, and complaints about it.

create table roster_member (
    client_id       bigint not null references client on delete cascade,
    member_id       bigint generated always as identity,
    -- the organisation's own number of them; it may change
    code            text not null check (code <> ''),
    name            text not null check (name <> ''),
    title           text,
    division        text,
    email           text check (email = lower(email) and email <> ''),
    instagram       text check (instagram = lower(instagram) and instagram <> ''),
    tiktok          text check (tiktok = lower(tiktok) and tiktok <> ''),
    -- since when these are known to be theirs
    instagram_since timestamptz,
    tiktok_since    timestamptz,
    active          boolean not null default true,
    -- null: they were always there
    joined_on       date,
    created_at      timestamptz not null default now(),
    primary key (client_id, member_id)
);
create unique index roster_code on roster_member (client_id, code);
create unique index roster_instagram on roster_member (client_id, instagram) where instagram is not null;
create unique index roster_tiktok on roster_member (client_id, tiktok) where tiktok is not null;
create index roster_active on roster_member (client_id) where active;

-- Handles that a member had: under posts published until then they still stand for them.
create table roster_former_handle (
    client_id bigint not null,
    member_id bigint not null,
    platform  text not null check (platform in ('instagram', 'tiktok')),
    handle    text not null,
    until     timestamptz not null,
    primary key (client_id, member_id, platform, handle),
    foreign key (client_id, member_id) references roster_member on delete cascade
);

create table complaint (
    complaint_id bigint generated always as identity primary key,
    client_id    bigint not null references client on delete cascade,
    platform     text not null check (platform in ('instagram', 'tiktok')),
    member_id    bigint not null,
    body         text not null check (body <> ''),
    person_id    bigint references person on delete set null,
    created_at   timestamptz not null default now(),
    foreign key (client_id, member_id) references roster_member on delete cascade
);
create index on complaint (client_id, complaint_id desc);
create index on complaint (client_id, member_id);
create index on complaint (person_id, created_at);

-- Who was seen among those who like a post. The lists are samples: whoever is not here may like it all the same.
create table post_liker (
    account_id    bigint not null,
    post_id       bigint not null,
    -- the platform's id of them, else their handle with @
    liker         text not null,
    handle        text,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    primary key (account_id, post_id, liker) include (handle)
);

-- Posts whose likers were asked for: how many likes the platform counted then, how many likers are here.
create table liker_collection (
    account_id   bigint not null,
    post_id      bigint not null,
    collected_at timestamptz not null,
    counted      bigint,
    seen         bigint not null,
    -- how often in a row they could not be read
    failures     integer not null default 0,
    primary key (account_id, post_id)
);

select guard_by_client(array['roster_member', 'roster_former_handle', 'complaint']);
select guard_by_account(array['post_liker', 'liker_collection']);

-- Who commented on which posts, without reading the comments.
create index comment_author on comment (account_id, post_id, author_handle);

-- Posts that are gone are few: what is left is counted from the indexes alone.
create index post_deleted on post (account_id, published_at) include (post_id) where deleted_at is not null;
