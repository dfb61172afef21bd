-- In what others wrote, … stands in place of their handle.
with said as (
    update comment c
    set body = without_erased(a.platform, c.body)
    from account a
    where a.account_id = c.account_id and a.platform = %(platform)s and c.body ~* %(mention)s
    returning 1
), before as (
    update comment_edit e
    set body = without_erased(a.platform, e.body)
    from account a
    where a.account_id = e.account_id and a.platform = %(platform)s and e.body ~* %(mention)s
), notes as (
    update comment_note set body = without_erased(%(platform)s, body) where body ~* %(mention)s
), complaints as (
    update complaint set body = without_erased(%(platform)s, body) where body ~* %(mention)s
)
select count(*) from said
