update account a
set biography = coalesce(%(biography)s::text, a.biography),
    category = coalesce(%(category)s::text, a.category),
    website = coalesce(%(website)s::text, a.website),
    avatar_url = coalesce(%(avatar_url)s::text, a.avatar_url),
    verified = coalesce(%(verified)s::boolean, a.verified),
    private = coalesce(%(private)s::boolean, a.private),
    observed_at = %(observed_at)s::timestamptz
where a.account_id = %(account_id)s::bigint
  and (a.observed_at is null or a.observed_at < %(observed_at)s::timestamptz)
