insert into complaint (client_id, member_id, platform, body, person_id)
select %(client_id)s::bigint, %(member_id)s::bigint, %(platform)s, %(body)s, %(person_id)s::bigint
where (
    select count(*)
    from complaint
    where person_id = %(person_id)s::bigint and client_id = %(client_id)s::bigint
      and created_at > now() - interval '24 hours'
) < %(most)s::integer
returning complaint_id
