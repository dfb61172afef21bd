-- An answer holds comments of every age: where texts are not kept for ever, none is kept over night.
delete from raw_payload r
where r.endpoint ~ 'comment'
  and not exists (
      select from client_account w join client l using (client_id)
      where w.account_id = r.account_id and coalesce(l.comment_days, %(days)s::int) = 0
  )
  and (%(days)s::int > 0 or exists (select from client_account w where w.account_id = r.account_id))
