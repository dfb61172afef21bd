select account_id, post_id, comment_id, body as text, language
from comment
where rated_by is null and body is not null
order by created_at desc
limit %(limit)s::int
