-- A comment that was edited since it was read is left for the next time.
update comment c
set rated_language = r.rated_language, language_confidence = r.language_confidence, sentiment = r.sentiment,
    sentiment_confidence = r.sentiment_confidence, rated_by = r.rated_by, rated_at = now()
from json_to_recordset(%(ratings)s::json) as r (
    account_id bigint, post_id bigint, comment_id bigint, text text, rated_language text, language_confidence real,
    sentiment text, sentiment_confidence real, rated_by text
)
where c.account_id = r.account_id and c.post_id = r.post_id and c.comment_id = r.comment_id and c.body = r.text
