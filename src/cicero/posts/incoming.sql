-- Two statements' worth of temporary tables, kept for the connection and emptied at each commit.
do $$
begin
    if to_regclass('pg_temp.incoming_post') is null then
        create temp table incoming_post (
            account_id bigint, post_id bigint, platform text, published_at timestamptz, kind text, code text,
            caption text, url text, thumbnail_url text, duration real, language text,
            likes bigint, comments bigint, shares bigint, saves bigint, views bigint, reach bigint,
            likes_hidden boolean, pinned boolean, hashtags text[], mentions text[],
            observed_at timestamptz, first_seen_at timestamptz
        ) on commit delete rows;
        create temp table incoming_sample (
            account_id bigint, post_id bigint, observed_at timestamptz,
            likes bigint, comments bigint, shares bigint, saves bigint, views bigint, reach bigint
        ) on commit delete rows;
    else
        delete from pg_temp.incoming_post;
        delete from pg_temp.incoming_sample;
    end if;
end
$$
