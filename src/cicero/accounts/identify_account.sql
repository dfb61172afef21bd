-- Learn what was not known; take over a changed handle or name of the same platform id.
-- A handle that a second, id-less account already carries stays there: merging is for people to decide.
update account a
set platform_id = coalesce(a.platform_id, %(platform_id)s::text),
    handle = case
        when %(handle)s::text is null then a.handle
        when exists (select from account o
                     where o.platform = a.platform and o.handle = %(handle)s::text
                       and o.account_id <> a.account_id) then a.handle
        else %(handle)s::text
    end,
    name = coalesce(%(name)s::text, a.name)
where a.account_id = %(account_id)s::bigint
  and ((a.platform_id is null and %(platform_id)s::text is not null)
       or (%(handle)s::text is not null and a.handle is distinct from %(handle)s::text)
       or (%(name)s::text is not null and a.name is distinct from %(name)s::text))
