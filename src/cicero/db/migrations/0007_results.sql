-- depends: 0006_people
-- Answers kept for whoever asks the same again, and what tells that they are out of date.

-- Which transactions changed what is known of an account. Rows are only added, so that writers never wait for
-- one another here, and swept when they are older than any answer that is still given. Unlogged: after a crash
-- these and the answers are gone together.
create unlogged table account_change (
    account_id bigint not null,
    change     bigint not null,
    changed_at timestamptz not null default now(),
    primary key (account_id, change)
);
select guard_by_account(array['account_change']);

-- `question` is a digest of what was asked of `accounts`; `version` one of all their changes that were visible;
-- `answer` names this row. Only those who see all of the accounts see the answer. No key is unique: two processes that answer the same need not wait for
-- one another.
create unlogged table result (
    question uuid not null,
    version  bigint not null,
    answer   uuid not null,
    accounts bigint[] not null,
    made_at  timestamptz not null default now(),
    body     bytea not null
);
alter table result enable row level security;
create policy scope on result using (
    (select scope_everything())
    or accounts <@ (select coalesce(array_agg(w.account_id), '{}') from client_account w)
);
create index on result (question, version);
-- The time that packing takes is longer than what it saves.
alter table result alter column body set storage external;

-- Once for a statement, whatever number of rows it touched, and stored once for a transaction.
-- As the owner: what is noted does not depend on what whoever changes it may see afterwards.
create function note_change() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
begin
    insert into account_change (account_id, change)
    select account_id, pg_current_xact_id()::text::bigint
    from (select distinct account_id from changed) touched
    on conflict do nothing;
    return null;
end
$$;

-- Every table that a figure is made of. One that joins them gets the same three.
create trigger inserted after insert on post
    referencing new table as changed for each statement execute function note_change();
create trigger updated after update on post
    referencing new table as changed for each statement execute function note_change();
create trigger deleted after delete on post
    referencing old table as changed for each statement execute function note_change();

create trigger inserted after insert on post_snapshot
    referencing new table as changed for each statement execute function note_change();
create trigger updated after update on post_snapshot
    referencing new table as changed for each statement execute function note_change();
create trigger deleted after delete on post_snapshot
    referencing old table as changed for each statement execute function note_change();

create trigger inserted after insert on post_tag
    referencing new table as changed for each statement execute function note_change();
create trigger updated after update on post_tag
    referencing new table as changed for each statement execute function note_change();
create trigger deleted after delete on post_tag
    referencing old table as changed for each statement execute function note_change();

create trigger inserted after insert on account_snapshot
    referencing new table as changed for each statement execute function note_change();
create trigger updated after update on account_snapshot
    referencing new table as changed for each statement execute function note_change();
create trigger deleted after delete on account_snapshot
    referencing old table as changed for each statement execute function note_change();

create trigger inserted after insert on account
    referencing new table as changed for each statement execute function note_change();
create trigger updated after update on account
    referencing new table as changed for each statement execute function note_change();
create trigger deleted after delete on account
    referencing old table as changed for each statement execute function note_change();

-- The arrays of several rows as one; without a given order.
create aggregate concatenated(anycompatiblearray) (sfunc = array_cat, stype = anycompatiblearray);
