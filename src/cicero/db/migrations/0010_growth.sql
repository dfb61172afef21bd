-- depends: 0005_installation
-- What counts grew by in a period is read by time, whatever the post's age; captions are searched as they read.

create index post_snapshot_by_time on post_snapshot (account_id, observed_at)
    include (post_id, likes, comments, views, shares, saves);

-- Text as it is searched: without accents and styles of letters (𝗸𝗼𝗽𝗶 is kopi), in lower case.
create function folded(written text) returns text
    language sql immutable parallel safe as $$
    select lower(regexp_replace(normalize(written, NFKD), '[\u0300-\u036f]+', '', 'g'))
$$;
