update import_file
set rows_read = %(rows_read)s::bigint, posts = %(posts)s::bigint, profiles = %(profiles)s::bigint,
    comments = %(comments)s::bigint, rejected = %(rejected)s::bigint
where import_id = %(import_id)s::bigint
