insert into account (platform, platform_id, handle, name)
values (%(platform)s, %(platform_id)s::text, %(handle)s::text, %(name)s::text)
on conflict do nothing
returning account_id
