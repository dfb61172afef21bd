-- Another account carried this handle before: it was renamed, and its new handle is not known yet.
update account
set handle = null
where platform = %(platform)s
  and handle = %(handle)s::text
  and platform_id is not null
  and platform_id <> %(platform_id)s::text
