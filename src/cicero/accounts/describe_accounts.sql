update account a
set biography = coalesce(i.biography, a.biography),
    category = coalesce(i.category, a.category),
    website = coalesce(i.website, a.website),
    avatar_url = coalesce(i.avatar_url, a.avatar_url),
    verified = coalesce(i.verified, a.verified),
    private = coalesce(i.private, a.private),
    sec_uid = coalesce(i.sec_uid, a.sec_uid),
    observed_at = i.observed_at
from unnest(
    %(account_id)s::bigint[], %(observed_at)s::timestamptz[], %(biography)s::text[], %(category)s::text[],
    %(website)s::text[], %(avatar_url)s::text[], %(verified)s::boolean[], %(private)s::boolean[],
    %(sec_uid)s::text[]
) as i (account_id, observed_at, biography, category, website, avatar_url, verified, private, sec_uid)
where a.account_id = i.account_id
  and (a.observed_at is null or a.observed_at < i.observed_at)
