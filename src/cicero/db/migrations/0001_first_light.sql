-- Clients, people, accounts, posts and what was counted over time.
-- Every big table starts with account_id: it is the shard key. Unknown is NULL everywhere.

create table client (
    client_id   bigint generated always as identity primary key,
    slug        text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name        text not null check (name <> ''),
    zone        text not null default 'Asia/Jakarta',
    language    text not null default 'id' check (language in ('id', 'en')),
    created_at  timestamptz not null default now()
);

create table person (
    person_id     bigint generated always as identity primary key,
    username      text not null unique check (username = lower(username) and username <> ''),
    name          text not null,
    password_hash text not null,
    is_admin      boolean not null default false,
    language      text not null default 'en' check (language in ('id', 'en')),
    theme         text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
    created_at    timestamptz not null default now()
);

create table client_person (
    client_id bigint not null references client on delete cascade,
    person_id bigint not null references person on delete cascade,
    role      text not null check (role in ('manager', 'analyst', 'viewer')),
    primary key (client_id, person_id)
);
create index on client_person (person_id);

-- The token itself is never stored, only its SHA-256.
create table session (
    token_hash   bytea primary key,
    person_id    bigint not null references person on delete cascade,
    created_at   timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at   timestamptz not null,
    user_agent   text,
    address      text
);
create index on session (person_id);

-- A public account that several clients watch stands here once.
create table account (
    account_id  bigint generated always as identity primary key,
    platform    text not null check (platform in ('instagram', 'tiktok')),
    platform_id text,
    handle      text check (handle = lower(handle) and handle <> ''),
    name        text,
    biography   text,
    category    text,
    website     text,
    avatar_url  text,
    verified    boolean,
    private     boolean,
    observed_at timestamptz,
    -- noted after posts were stored, so that a list of accounts need not count them: how many, known until when
    posts       bigint not null default 0,
    seen_at     timestamptz,
    created_at  timestamptz not null default now(),
    check (platform_id is not null or handle is not null or name is not null)
);
create unique index account_platform_id on account (platform, platform_id) where platform_id is not null;
create unique index account_handle on account (platform, handle) where handle is not null;
-- A display name identifies an account only while nothing better is known of it.
create unique index account_name on account (platform, lower(name)) where platform_id is null and handle is null;

create table client_account (
    client_id  bigint not null references client on delete cascade,
    account_id bigint not null references account on delete cascade,
    role       text not null check (role in ('own', 'competitor')),
    added_at   timestamptz not null default now(),
    primary key (client_id, account_id)
);
create index on client_account (account_id);

create table post (
    account_id    bigint not null,
    post_id       bigint not null,
    platform      text not null check (platform in ('instagram', 'tiktok')),
    published_at  timestamptz not null,
    kind          text check (kind in ('image', 'carousel', 'video', 'photos')),
    code          text,
    caption       text,
    url           text,
    thumbnail_url text,
    duration      real,
    language      text,
    likes         bigint check (likes >= 0),
    comments      bigint check (comments >= 0),
    shares        bigint check (shares >= 0),
    saves         bigint check (saves >= 0),
    views         bigint check (views >= 0),
    reach         bigint check (reach >= 0),
    likes_hidden  boolean,
    pinned        boolean,
    -- followers of the account when the post was published: the nearest sample, and how far away it was
    followers     bigint,
    followers_gap interval,
    -- smaller account ids under which this same collaborative post stands too: a sum over several
    -- accounts skips the row when one of them is among those asked for, so that the post counts once
    also_under    bigint[],
    observed_at   timestamptz not null,
    first_seen_at timestamptz not null,
    deleted_at    timestamptz,
    -- which counters are known, and whose they are: posts of one pattern add up to what reads like one post
    pattern       smallint not null generated always as (
        (likes is not null)::int + 2 * (comments is not null)::int + 4 * (shares is not null)::int
        + 8 * (saves is not null)::int + 16 * (views is not null)::int + 32 * (followers is not null)::int
        + 64 * (platform = 'tiktok')::int
    ) stored,
    primary key (account_id, post_id)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
-- Answers every sum, series, heatmap and ranking without touching the table. Columns of fixed width that are
-- seldom unknown come first: they are found in a row of the index without walking over the others.
create index post_by_time on post (account_id, published_at)
    include (post_id, observed_at, pattern, likes, comments, views, followers, shares, saves, kind, also_under);
create index post_by_id on post (post_id);

-- Append-only: written when a counter differs from the sample before it.
create table post_snapshot (
    account_id  bigint not null,
    post_id     bigint not null,
    observed_at timestamptz not null,
    likes       bigint,
    comments    bigint,
    shares      bigint,
    saves       bigint,
    views       bigint,
    reach       bigint,
    primary key (account_id, post_id, observed_at)
);

create table account_snapshot (
    account_id  bigint not null,
    observed_at timestamptz not null,
    followers   bigint check (followers >= 0),
    following   bigint check (following >= 0),
    posts       bigint check (posts >= 0),
    likes       bigint check (likes >= 0),
    primary key (account_id, observed_at)
);

create table post_tag (
    account_id bigint not null,
    post_id    bigint not null,
    sign       text not null check (sign in ('#', '@')),
    tag        text not null,
    primary key (account_id, post_id, sign, tag)
);

create table comment (
    account_id    bigint not null,
    post_id       bigint not null,
    comment_id    bigint not null,
    parent_id     bigint,
    created_at    timestamptz not null,
    author_handle text,
    author_id     text,
    body          text not null,
    language      text,
    likes         bigint,
    replies       bigint,
    observed_at   timestamptz not null,
    first_seen_at timestamptz not null,
    primary key (account_id, post_id, comment_id)
);
create index on comment (account_id, created_at);

-- One row per file given to an import; `rows_read` is the resume point after a kill.
create table import_file (
    import_id    bigint generated always as identity primary key,
    client_id    bigint not null references client on delete cascade,
    fingerprint  bytea not null,
    path         text not null,
    size         bigint not null,
    rows_read    bigint not null default 0,
    posts        bigint not null default 0,
    profiles     bigint not null default 0,
    comments     bigint not null default 0,
    rejected     bigint not null default 0,
    status       text not null default 'running' check (status in ('running', 'done', 'failed')),
    message      text,
    started_at   timestamptz not null default now(),
    finished_at  timestamptz
);
create index on import_file (client_id, fingerprint);

-- The first value when it may lead and is known, else the second, else the first: unknown never erases.
create function prefer(fresh anyelement, stored anyelement, fresh_leads boolean) returns anyelement
    language sql immutable parallel safe as $$
    select case when fresh_leads then coalesce(fresh, stored) else coalesce(stored, fresh) end
$$;

-- A time that only knows the minute does not blur one that knows the second.
create function prefer_time(fresh timestamptz, stored timestamptz, fresh_leads boolean) returns timestamptz
    language sql immutable parallel safe as $$
    select case
        when date_trunc('minute', stored, 'UTC') = fresh then stored
        when date_trunc('minute', fresh, 'UTC') = stored then fresh
        when fresh_leads then fresh
        else stored
    end
$$;

-- The sum of bigints as a bigint: exact, an error where it would overflow, and half the work of `sum`, which
-- answers in numeric.
create aggregate total(bigint) (sfunc = int8pl, stype = bigint, combinefunc = int8pl, parallel = safe);
