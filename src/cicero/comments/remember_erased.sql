insert into erased_person (digest)
select erased_digest(%(platform)s, 'id', id) from unnest(%(ids)s::text[]) as id
union
select erased_digest(%(platform)s, 'handle', handle) from unnest(%(handles)s::text[]) as handle
on conflict do nothing
