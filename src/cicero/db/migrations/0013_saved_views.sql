-- depends: 0012_roster
-- What somebody chose on a page, kept under a name: for themselves, or for everybody at the client.
create table saved_view (
    view_id    bigint generated always as identity primary key,
    client_id  bigint not null references client on delete cascade,
    person_id  bigint not null references person on delete cascade,
    name       text not null check (name <> ''),
    page       text not null check (page ~ '^[a-z][a-z-]*$'),
    query      text not null,
    shared     boolean not null default false,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    unique (client_id, person_id, page, name)
);
create index on saved_view (person_id);

select guard_by_client(array['saved_view']);
-- Within a client, only its owner sees one that is not shared.
create policy own on saved_view as restrictive using (
    (select scope_everything()) or shared or person_id = (select scope_person())
);
