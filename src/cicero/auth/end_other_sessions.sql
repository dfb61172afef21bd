delete from session where person_id = %(person_id)s::bigint and session_id is distinct from %(keep)s::bigint
