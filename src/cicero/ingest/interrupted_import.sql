select import_id, rows_read, posts, profiles, comments, rejected
from import_file
where client_id = %(client_id)s::bigint
  and fingerprint = %(fingerprint)s::bytea
  and status = 'running'
order by import_id desc
limit 1
