do $$
begin
    if to_regclass('pg_temp.incoming_comment') is null then
        create temp table incoming_comment (
            platform text, post_id bigint, comment_id bigint, parent_id bigint, created_at timestamptz,
            author_handle text, author_id text, body text, language text, likes bigint, replies bigint,
            observed_at timestamptz
        ) on commit delete rows;
    else
        delete from pg_temp.incoming_comment;
    end if;
end
$$
