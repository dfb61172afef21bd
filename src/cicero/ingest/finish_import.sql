update import_file
set status = %(status)s, message = %(message)s::text, finished_at = now()
where import_id = %(import_id)s::bigint
