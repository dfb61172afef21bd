-- Words of the newest comments of these accounts that are spelt nearly like those: the likest first.
select asked.word, array_agg(said.word order by similarity(said.word, asked.word) desc) as alike
from unnest(%(words)s::text[]) as asked (word)
join (
    select distinct word
    from (
        select c.body
        from unnest(%(accounts)s::bigint[]) as w (account_id)
        cross join lateral (
            select body from comment
            where account_id = w.account_id
            order by created_at desc
            limit %(each)s::int
        ) c
    ) newest
    cross join lateral regexp_split_to_table(lower(newest.body), '[^[:alnum:]]+') word
    where length(word) between 3 and 30
) said on similarity(said.word, asked.word) >= 0.33
group by asked.word
