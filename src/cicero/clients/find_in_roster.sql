select member_id, code, name, title, division, email, instagram, tiktok, active, joined_on
from roster_member
where client_id = %(client_id)s::bigint and code = %(code)s
for update
