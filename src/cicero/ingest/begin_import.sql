insert into import_file (client_id, fingerprint, path, size)
values (%(client_id)s::bigint, %(fingerprint)s::bytea, %(path)s, %(size)s::bigint)
returning import_id, rows_read, posts, profiles, comments, rejected
