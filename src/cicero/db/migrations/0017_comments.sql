-- depends: 0016_tags_of_posts
-- The daily work on comments: what became of each, whose turn it is, what it is about, and what is to be forgotten.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

alter table comment
    -- null: taken away, see forgotten_at
    alter column body drop not null,
    -- written by the account itself
    add column own                  boolean not null default false,
    -- when the account first replied in its thread after it was written, and when that was found out
    add column answered_at          timestamptz,
    add column answer_seen_at       timestamptz,
    -- when another text was first seen; what it said before stands in comment_edit
    add column edited_at            timestamptz,
    -- since which complete reading it has not been found; at the second one it counts as deleted (or hidden:
    -- what the network no longer shows looks the same)
    add column missing_since        timestamptz,
    add column deleted_at           timestamptz,
    -- text and author are gone for good: retention, or somebody asked for it. Later readings bring back neither.
    add column forgotten_at         timestamptz,
    -- what a rater (`rated_by`: its version) made of the text; null: unrated. `language` is what the source said.
    add column rated_language       text,
    add column language_confidence  real check (language_confidence between 0 and 1),
    add column sentiment            text check (sentiment in ('positive', 'neutral', 'negative')),
    add column sentiment_confidence real check (sentiment_confidence between 0 and 1),
    add column rated_by             text,
    add column rated_at             timestamptz;

update comment c
set own = true
from account a
where a.account_id = c.account_id and (c.author_id = a.platform_id or lower(c.author_handle) = a.handle);

create index comment_thread on comment (account_id, post_id, parent_id) where parent_id is not null;
create index comment_answered on comment (account_id, created_at) where answered_at is not null;
create index comment_by_time on comment (created_at, account_id);
create index comment_text on comment using gin (account_id, body gin_trgm_ops);
create index comment_unrated on comment (created_at) where rated_by is null and body is not null;
create index comment_missing on comment (account_id, post_id) where missing_since is not null and deleted_at is null;
create index comment_by_author on comment (author_id) where author_id is not null;
create index comment_by_handle on comment (author_handle) where author_handle is not null;

-- Whether a comment was edited: sources differ in blanks, and what was forgotten cannot be compared.
create function says_else(fresh text, stored text) returns boolean language sql immutable parallel safe as $$
    select fresh <> stored
       and regexp_replace(fresh, '\s+', '', 'g') <> regexp_replace(stored, '\s+', '', 'g')
$$;

-- When the account first replied in the thread of a comment after it was written; null: not yet.
create function first_answer(
    account bigint, post bigint, thread bigint, since timestamptz
) returns timestamptz language sql stable as $$
    select min(o.created_at)
    from comment o
    where o.account_id = account and o.post_id = post and o.parent_id = thread and o.own
      and o.created_at >= since and o.deleted_at is null
$$;

update comment c
set answered_at = first_answer(c.account_id, c.post_id, coalesce(c.parent_id, c.comment_id), c.created_at),
    answer_seen_at = now()
where not c.own
  and first_answer(c.account_id, c.post_id, coalesce(c.parent_id, c.comment_id), c.created_at) is not null;

-- A rating is of a text: with another, or none, there is none.
create function forget_rating() returns trigger language plpgsql as $$
begin
    new.rated_language := null;
    new.language_confidence := null;
    new.sentiment := null;
    new.sentiment_confidence := null;
    new.rated_by := null;
    new.rated_at := null;
    return new;
end
$$;
create trigger reworded before update of body on comment
    for each row when (old.body is distinct from new.body and old.rated_by is not null)
    execute function forget_rating();

-- What a comment said before it was edited: whoever answered or flagged it must be able to see what they read.
create table comment_edit (
    account_id  bigint not null,
    post_id     bigint not null,
    comment_id  bigint not null,
    replaced_at timestamptz not null,
    body        text not null,
    primary key (account_id, post_id, comment_id, replaced_at)
);

-- What a client's people made of a comment. No row: nobody has touched it.
create table comment_work (
    client_id   bigint not null references client on delete cascade,
    account_id  bigint not null,
    post_id     bigint not null,
    comment_id  bigint not null,
    state       text check (state in ('new', 'seen', 'answered', 'flagged')),
    state_at    timestamptz,
    assigned_to bigint references person on delete set null,
    -- corrections of what the rater said
    sentiment   text check (sentiment in ('positive', 'neutral', 'negative')),
    language    text check (language <> ''),
    changed_by  bigint references person on delete set null,
    changed_at  timestamptz not null default now(),
    primary key (client_id, account_id, post_id, comment_id)
);
create index on comment_work (client_id, state);
create index on comment_work (client_id, assigned_to) where assigned_to is not null;
create index on comment_work (account_id, post_id, comment_id);
create index on comment_work (assigned_to);
create index on comment_work (changed_by);

-- Where a comment stands for a client. What the account's reply says leads over what somebody set before it was seen,
-- but for a flag.
create function work_state(
    state text, state_at timestamptz, answered_at timestamptz, answer_seen_at timestamptz
) returns text language sql immutable parallel safe as $$
    select case
        when state in ('flagged', 'answered') then state
        when answered_at is not null and (state is null or answer_seen_at > state_at) then 'answered'
        else coalesce(state, 'new')
    end
$$;

-- Comments of these accounts whose text fits, by the index of texts. As the owner, because row-level security would
-- keep the index from being asked: so it is looked at here whether the accounts may be seen. The owner itself, which
-- no policy holds back either, has no other role.
create function comments_saying(accounts bigint[], saying text, since timestamptz, until timestamptz)
    returns setof comment language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if current_setting('role') <> 'none' and not scope_everything() then
        accounts := array(
            select distinct w.account_id from client_account w
            where w.client_id = any (scope_clients()) and w.account_id = any (accounts)
        );
    end if;
    if cardinality(accounts) <= 50 then
        return query
            select c.*
            from unnest(accounts) as w (account_id)
            join comment c on c.account_id = w.account_id
            where c.body ~* saying and c.created_at >= since and c.created_at < until;
    else
        return query
            select c.*
            from comment c
            where c.body ~* saying and c.created_at >= since and c.created_at < until
              and c.account_id = any (accounts);
    end if;
end
$$;

create table comment_note (
    note_id    bigint generated always as identity primary key,
    client_id  bigint not null references client on delete cascade,
    account_id bigint not null,
    post_id    bigint not null,
    comment_id bigint not null,
    person_id  bigint references person on delete set null,
    body       text not null check (body <> ''),
    created_at timestamptz not null default now()
);
create index on comment_note (client_id, account_id, post_id, comment_id);
create index on comment_note (person_id);

-- Every correction of a rating, so that it can be counted how often which rater was right.
create table comment_correction (
    correction_id bigint generated always as identity primary key,
    client_id     bigint not null references client on delete cascade,
    account_id    bigint not null,
    post_id       bigint not null,
    comment_id    bigint not null,
    what          text not null check (what in ('sentiment', 'language')),
    rated_by      text,
    rated         text,
    corrected     text not null,
    person_id     bigint references person on delete set null,
    corrected_at  timestamptz not null default now()
);
create index on comment_correction (client_id, corrected_at);
create index on comment_correction (account_id, post_id, comment_id);
create index on comment_correction (person_id);

-- What a client looks out for: comments with one of the words.
create table topic (
    topic_id   bigint generated always as identity primary key,
    client_id  bigint not null references client on delete cascade,
    name       text not null check (name <> ''),
    words      text[] not null check (cardinality(words) between 1 and 50),
    created_at timestamptz not null default now()
);
create unique index topic_name on topic (client_id, lower(name));

-- Days for which this client's comments keep their texts and authors; null: as the installation does, 0: for ever.
alter table client add column comment_days integer check (comment_days between 0 and 3650);

-- Who asked to be forgotten: a digest of their id or handle, made with the salt, and never the thing itself.
create table erased_person (
    digest    bytea primary key,
    erased_at timestamptz not null default now()
);
alter table installation add column erasure_salt bytea not null default uuid_send(gen_random_uuid());


create function erased_digest(platform text, what text, said text) returns bytea language sql stable as $$
    select sha256(erasure_salt || convert_to(platform || ':' || what || ':' || said, 'UTF8')) from installation
$$;

create function is_erased(platform text, id text, handle text) returns boolean language sql stable as $$
    select exists (select from erased_person)
       and exists (
           select from erased_person
           where digest in (erased_digest(platform, 'id', id), erased_digest(platform, 'handle', lower(handle)))
       )
$$;

-- The text, with … in place of the handles of those who asked to be forgotten.
create function without_erased(platform text, said text) returns text language plpgsql stable as $$
declare named text;
begin
    if position('@' in said) = 0 or not exists (select from erased_person) then
        return said;
    end if;
    for named in select distinct rtrim(lower(m[1]), '.') from regexp_matches(said, '@([\w.]+)', 'g') m loop
        if is_erased(platform, null, named) then
            said := regexp_replace(said, '@' || replace(named, '.', '\.') || '(?![\w])', '@…', 'gi');
        end if;
    end loop;
    return said;
end
$$;

alter table erased_person enable row level security;
create policy scope on erased_person using ((select scope_everything()));

select guard_by_client(array['comment_work', 'comment_note', 'comment_correction', 'topic']);
select guard_by_account(array['comment_edit']);
