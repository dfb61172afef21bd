-- depends: 0005_installation
-- People: ways in, keys, invitations, the audit log, mail; and the second wall between clients.
--
-- Requests run as the role `cicero_app` (see `db.roles`), which owns nothing: row-level security lets it see only
-- what the scope of the transaction covers, `cicero.person` (who is signed in) and `cicero.clients` ('*', or an
-- array of ids). Without a scope there is nothing to see. Migrations, the collector and commands on the server
-- run as the owner, whom the policies leave alone.

alter table person
    add column email       text unique check (email = lower(email) and email <> ''),
    -- null: the zone of the client that is looked at
    add column zone        text,
    -- someone who may no longer sign in; what they did stays theirs
    add column disabled_at timestamptz;

-- What proves that somebody is who they say they are, apart from what others may read of them.
create table credential (
    person_id     bigint primary key references person on delete cascade,
    password_hash text not null,
    changed_at    timestamptz not null default now(),
    -- the secret of the authenticator app, sealed; it counts once totp_since is set
    sealed_totp   bytea,
    totp_since    timestamptz,
    -- the last time step that was used: a code serves once
    totp_step     bigint not null default 0
);
insert into credential (person_id, password_hash) select person_id, password_hash from person;
alter table person drop column password_hash;

create table recovery_code (
    person_id bigint not null references person on delete cascade,
    code_hash bytea not null,
    used_at   timestamptz,
    primary key (person_id, code_hash)
);

alter table session add column session_id bigint generated always as identity unique;

create table api_key (
    key_id       bigint generated always as identity primary key,
    person_id    bigint not null references person on delete cascade,
    name         text not null check (name <> ''),
    token_hash   bytea not null unique,
    -- its first characters, by which the owner knows it again
    hint         text not null,
    scopes       text[] not null check (scopes <@ array['read', 'write', 'admin'] and scopes <> '{}'),
    -- null: all clients that its owner sees
    clients      bigint[],
    created_at   timestamptz not null default now(),
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index on api_key (person_id);

create table invitation (
    invitation_id bigint generated always as identity primary key,
    token_hash    bytea not null unique,
    email         text not null check (email = lower(email) and email <> ''),
    -- to a client with a role, or (both null) to the installation alone
    client_id     bigint references client on delete cascade,
    role          text check (role in ('manager', 'analyst', 'viewer')),
    is_admin      boolean not null default false,
    invited_by    bigint references person on delete set null,
    created_at    timestamptz not null default now(),
    expires_at    timestamptz not null,
    accepted_at   timestamptz,
    accepted_by   bigint references person on delete set null,
    withdrawn_at  timestamptz,
    check ((client_id is null) = (role is null))
);
create index on invitation (client_id);

create table password_reset (
    token_hash bytea primary key,
    person_id  bigint not null references person on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index on password_reset (person_id);

-- Guessing: how many tries are left of each bucket, and since when. Lost after a crash, which does no harm.
create unlogged table guess (
    bucket bytea primary key,
    tries  double precision not null,
    at     timestamptz not null default now()
);

create table audit (
    audit_id   bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    -- no foreign keys: what was done stays told after a person or client is gone
    person_id  bigint,
    actor      text not null,
    -- 'session', 'key' with its hint, 'command', or 'nobody' for who is not signed in
    through    text not null,
    action     text not null,
    client_id  bigint,
    thing      text,
    details    jsonb not null default '{}',
    address    text,
    request_id text
);
create index on audit (at desc, audit_id desc);
create index on audit (client_id, at desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end
$$;
create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change();

create table mail (
    mail_id    bigint generated always as identity primary key,
    recipient  text not null check (recipient <> ''),
    subject    text not null,
    -- taken away once it was sent: it may hold a link that lets somebody in
    body       text,
    created_at timestamptz not null default now(),
    sent_at    timestamptz,
    failures   integer not null default 0,
    retry_at   timestamptz not null default now(),
    message    text
);
create index on mail (retry_at) where sent_at is null;

alter table client
    add column colour text check (colour ~ '^#[0-9a-f]{6}$');

create table client_logo (
    client_id  bigint primary key references client on delete cascade,
    media_type text not null,
    body       bytea not null,
    changed_at timestamptz not null default now()
);

-- Short names that a client had before: links to them lead on to the one of now.
create table client_former_slug (
    slug      text primary key,
    client_id bigint not null references client on delete cascade
);

create function scope_person() returns bigint language sql stable parallel safe as $$
    select nullif(current_setting('cicero.person', true), '')::bigint
$$;
create function scope_everything() returns boolean language sql stable parallel safe as $$
    select coalesce(current_setting('cicero.clients', true), '') = '*'
$$;
create function scope_clients() returns bigint[] language sql stable parallel safe as $$
    select case
        when coalesce(current_setting('cicero.clients', true), '') in ('', '*') then '{}'::bigint[]
        else current_setting('cicero.clients')::bigint[]
    end
$$;

-- One call for each new table that belongs to a client, an account or a person.
create function guard_by_client(tables text[]) returns void language plpgsql as $$
declare one text;
begin
    foreach one in array tables loop
        execute format('alter table %I enable row level security', one);
        execute format(
            'create policy scope on %I using ((select scope_everything())'
            ' or client_id = any ((select scope_clients())::bigint[]))', one);
    end loop;
end
$$;
create function guard_by_account(tables text[]) returns void language plpgsql as $$
declare one text;
begin
    foreach one in array tables loop
        execute format('alter table %I enable row level security', one);
        execute format(
            'create policy scope on %I using ((select scope_everything())'
            ' or account_id in (select w.account_id from client_account w))', one);
    end loop;
end
$$;
create function guard_by_person(tables text[]) returns void language plpgsql as $$
declare one text;
begin
    foreach one in array tables loop
        execute format('alter table %I enable row level security', one);
        execute format(
            'create policy scope on %I using ((select scope_everything())'
            ' or person_id = (select scope_person()))', one);
    end loop;
end
$$;

select guard_by_client(array[
    'client', 'client_person', 'client_account', 'client_logo', 'client_former_slug', 'import_file', 'invitation'
]);
select guard_by_account(array[
    'account', 'post', 'post_snapshot', 'account_snapshot', 'post_tag', 'comment', 'collection',
    'comment_collection', 'raw_payload', 'accuracy', 'picture'
]);
select guard_by_person(array['credential', 'recovery_code', 'session', 'api_key', 'password_reset']);

-- People see themselves and those who share a client with them.
alter table person enable row level security;
create policy scope on person using (
    (select scope_everything())
    or person_id = (select scope_person())
    or person_id in (select m.person_id from client_person m)
);
-- Everybody may cause a note or a mail; only who sees everything reads them.
alter table audit enable row level security;
create policy reading on audit for select using ((select scope_everything()));
create policy writing on audit for insert with check (true);
alter table mail enable row level security;
create policy reading on mail using ((select scope_everything()));
create policy writing on mail for insert with check (true);
alter table guess enable row level security;
create policy scope on guess using ((select scope_everything()));
