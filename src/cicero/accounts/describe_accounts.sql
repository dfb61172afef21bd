update account a
set biography = coalesce(i.biography, a.biography),
    category = coalesce(i.category, a.category),
    website = coalesce(i.website, a.website),
    avatar_url = coalesce(i.avatar_url, a.avatar_url),
    verified = coalesce(i.verified, a.verified),
    private = coalesce(i.private, a.private),
    sec_uid = coalesce(i.sec_uid, a.sec_uid),
    observed_at = i.observed_at
from json_to_recordset(%(profiles)s::json) as i (
    account_id bigint, observed_at timestamptz, biography text, category text, website text, avatar_url text,
    verified boolean, private boolean, sec_uid text
)
where a.account_id = i.account_id
  and (a.observed_at is null or a.observed_at < i.observed_at)
