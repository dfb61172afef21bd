-- Members stay members, of whom no handle is known on that network.
with former as (
    delete from roster_former_handle
    where platform = %(platform)s and handle = any(%(handles)s::text[])
), views as (
    delete from saved_view v
    using unnest(%(handles)s::text[]) as handle
    where position(handle in lower(v.query)) > 0
)
update roster_member
set instagram = case when %(platform)s <> 'instagram' then instagram end,
    tiktok = case when %(platform)s <> 'tiktok' then tiktok end
where case %(platform)s when 'instagram' then instagram else tiktok end = any(%(handles)s::text[])
