-- depends: 0014_follower_history
-- Answers to requests that carried an Idempotency-Key, for when the same request comes again: for a day.
create table answered (
    person_id   bigint not null references person on delete cascade,
    key         text not null check (key <> ''),
    -- of what was asked: method, address and body
    digest      bytea not null,
    status      smallint not null,
    media_type  text,
    -- null: it held a secret and was not kept
    body        bytea,
    answered_at timestamptz not null default now(),
    primary key (person_id, key)
);
create index on answered (answered_at);
select guard_by_person(array['answered']);
