-- depends: 0001_first_light
-- Live sources: how they are reached, what they cost, when to ask what, and how right the answers stay.

alter table account
    add column sec_uid      text,
    add column renamed_from text,
    add column renamed_at   timestamptz;

-- How a live source is reached, and how it does. `name` is the registry's. Keys are sealed, never plain.
create table source (
    name                text primary key,
    url                 text not null check (url ~ '^https?://'),
    sealed_key          bytea,
    fallback_url        text check (fallback_url ~ '^https?://'),
    fallback_host       text,
    sealed_fallback_key bytea,
    enabled             boolean not null default true,
    per_minute          integer not null default 60 check (per_minute > 0),
    -- calls a month that may be spent; null: what the plan's headers say
    budget              bigint check (budget >= 0),
    state               text not null default 'untried'
        check (state in ('untried', 'ok', 'key_refused', 'not_subscribed', 'expired', 'quota', 'failing')),
    message             text,
    state_since         timestamptz not null default now(),
    -- while it is in the future nothing is asked of the source
    retry_at            timestamptz,
    failures            integer not null default 0,
    last_success_at     timestamptz,
    last_failure_at     timestamptz,
    -- when the next call may leave, so that all processes together keep to `per_minute`
    next_call_at        timestamptz not null default now(),
    -- error-hours that a call must save to be worth making, and what is needed ÷ what is left of the budget
    price               double precision not null default 0,
    shortage            double precision,
    balanced_at         timestamptz
);

-- What the answers' headers said of the plan: the last reading of each hour.
create table source_quota (
    name        text not null references source on delete cascade,
    hour        timestamptz not null,
    observed_at timestamptz not null,
    plan_limit  bigint,
    remaining   bigint,
    resets_at   timestamptz,
    primary key (name, hour)
);

-- Calls made, by UTC day and purpose: profile, list, backfill, detail, comments, sample, test, live.
create table source_calls (
    name    text not null references source on delete cascade,
    day     date not null,
    purpose text not null,
    calls   bigint not null default 0,
    failed  bigint not null default 0,
    primary key (name, day, purpose)
);

-- What collecting knows of a watched account: how it does, when to look at it next, how far its past was read.
create table collection (
    account_id        bigint primary key,
    state             text not null default 'new'
        check (state in ('new', 'ok', 'private', 'gone', 'failing')),
    message           text,
    state_since       timestamptz not null default now(),
    failures          integer not null default 0,
    profile_due_at    timestamptz not null default now(),
    list_due_at       timestamptz not null default now(),
    list_depth        integer not null default 1 check (list_depth > 0),
    -- deeper posts that the plan finds worth a call of their own at that visit
    list_details      bigint[] not null default '{}',
    comments_due_at   timestamptz not null default now(),
    profile_at        timestamptz,
    list_at           timestamptz,
    comments_at       timestamptz,
    page_size         real,
    -- the way back through its posts; the cursor is where the next page begins
    backfill          text not null default 'todo' check (backfill in ('todo', 'running', 'done', 'off')),
    backfill_until    timestamptz,
    backfill_cursor   text,
    backfill_pages    integer not null default 0,
    backfill_posts    integer not null default 0,
    backfill_oldest   timestamptz,
    backfill_message  text,
    backfill_tries    integer not null default 0,
    backfill_due_at   timestamptz not null default now(),
    backfill_at       timestamptz
);
create index on collection (least(profile_due_at, list_due_at, comments_due_at));
create index on collection (backfill_due_at) where backfill in ('todo', 'running');

-- Posts whose comments were read: how many the platform counted then, how many of them are here.
create table comment_collection (
    account_id   bigint not null,
    post_id      bigint not null,
    collected_at timestamptz not null,
    counted      bigint,
    collected    bigint not null,
    complete     boolean not null,
    -- how often in a row its comments could not be read
    failures     integer not null default 0,
    primary key (account_id, post_id)
);

-- Answers as they came (zlib), for a set time, so that a corrected parser can be run again.
create table raw_payload (
    account_id bigint not null,
    fetched_at timestamptz not null,
    source     text not null,
    endpoint   text not null,
    digest     bytea not null,
    body       bytea not null,
    primary key (account_id, fetched_at, source, endpoint, digest)
);
create index on raw_payload (fetched_at);

-- The accuracy ledger: stored counts against fetched ones. `age`: how old the stored value was, in classes of at
-- most so many minutes (0: compared directly after storing). `basis`: live, every fetch on its way in · sample,
-- the daily random one by detail call · stored, what stands here directly after a fetch.
create table accuracy (
    account_id   bigint not null,
    day          date not null,
    source       text not null,
    basis        text not null check (basis in ('live', 'sample', 'stored')),
    metric       text not null,
    age          integer not null,
    n            bigint not null default 0,
    equal        bigint not null default 0,
    within_1pct  bigint not null default 0,
    relative_sum double precision not null default 0,
    primary key (account_id, day, source, basis, metric, age)
);
