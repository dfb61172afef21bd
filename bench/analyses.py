"""The analyses beside the compiler's questions, and what was gained, for both to answer.

Where an analysis goes on in Python, the peer is asked for what its statements answer; `peer_answers` says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

from bench import world
from bench.question import HOUR, INTERACTIONS, TAGGED, YEAR, Call, Question
from cicero.analytics import Query, run
from cicero.analytics.anomalies import BACK, anomalies
from cicero.analytics.benchmark import benchmark
from cicero.analytics.best_time import best_time
from cicero.analytics.comparing import compare
from cicero.analytics.curves import curve
from cicero.analytics.growth import growth
from cicero.analytics.hashtags import co_use, lift, tag_uses
from cicero.analytics.ranks import ranks
from cicero.analytics.recap import recap
from cicero.db import Connection
from cicero.periods import Period

HALF = Period(date(2026, 5, 1), date(2026, 10, 31), "Asia/Jakarta")
HALF_BEFORE = Period(date(2025, 11, 1), date(2026, 4, 30), "Asia/Jakarta")
MONTH = Period(date(2026, 10, 4), date(2026, 10, 31), "Asia/Jakarta")
MONTH_BEFORE = Period(date(2026, 9, 6), date(2026, 10, 3), "Asia/Jakarta")

GAINED = ("likes", "comments", "shares", "views", "interactions")
TAGS = tuple(f"tag{n}" for n in range(10))

HALF_START, MONTH_START, MONTH_BEFORE_START = (
    int(period.start.timestamp()) for period in (HALF, MONTH, MONTH_BEFORE)
)
USUAL = "usual as (select account_id, kind, median(i) as usual from {of} group by 1, 2)"

RANKED = f""", known as (
    select account_id, post_id, kind, seconds, {INTERACTIONS} from post
    where account_id <= {{accounts}} and seconds < {{end}}
),
ranked as (
    select known.*, list_sort(list(i) filter (where i is not null) over (
        partition by account_id, kind order by seconds, post_id rows between 100 preceding and 1 preceding
    )) as usual
    from known
),
scored as (
    select ranked.*, i / list_avg(usual[len(usual) // 4 + 1 : len(usual) - len(usual) // 4]) as times
    from ranked where seconds >= {{start}} and i is not null
)
(select * from scored order by i desc limit 10) union all
(select * from scored where len(usual) >= 10 order by times desc limit 10) union all
(select * from scored where len(usual) >= 10 order by times limit 10)"""

RISING = f""", used as (
    select tag, count(*) filter (where seconds >= {HALF_START}) as now,
           count(*) filter (where seconds < {HALF_START}) as before,
           sum(i) filter (where seconds >= {HALF_START}) as i, count(distinct account_id) as accounts
    from {TAGGED} group by 1
),
shared as (select used.*, sum(now) over () as all_now, sum(before) over () as all_before from used)
select *, (ln((now + 0.1 * (now + before)) / (all_now + 0.1 * (all_now + all_before - now - before)))
           - ln((before + 0.1 * (now + before)) / (all_before + 0.1 * (all_now + all_before - now - before))))
          / sqrt(1 / (now + 0.1 * (now + before)) + 1 / (before + 0.1 * (now + before))) as trend
from shared order by trend desc limit 50"""

TAG_USES = f"""select tag, count(*), count(distinct account_id), sum(i), count(i) from {TAGGED}
group by 1 order by 2 desc limit 50"""

LIFT = f""", {USUAL.format(of="asked")}
select tag, count(*), count(i), median(i / usual) from {TAGGED} join usual u using (account_id, kind)
where tag in {TAGS} group by 1"""

CO_USE = f""", carrying as (select account_id, post_id from {TAGGED} where tag = 'tag5'),
partner as (
    select tag, count(*) as together from carrying join post_tag using (account_id, post_id)
    where tag <> 'tag5' group by 1 having count(*) >= 2
)
select tag, any_value(together), count(*) from partner join post_tag using (tag)
join asked using (account_id, post_id) group by 1"""

SPREAD = """select account_id, count(*), quantile_cont(i, [0.25, 0.5, 0.75]),
quantile_cont(i / followers, [0.25, 0.5, 0.75]), quantile_cont(i / nullif(views, 0), [0.25, 0.5, 0.75])
from asked group by 1"""
ACCOUNT_TAGS = f"select account_id, tag, count(*) from {TAGGED} group by 1, 2"
DAILY = """select account_id, (seconds - {start}) // 86400, count(*), count(i), sum(i), count(views),
sum(views) from asked group by 1, 2"""
ACCOUNT_SUMS = """select account_id, count(*), sum(i), count(i), sum(views), count(views),
sum(i) filter (where followers is not null), sum(followers) filter (where i is not null),
sum(i) filter (where views is not null), sum(views) filter (where i is not null), median(i / followers)
from {table} group by 1"""
FOLLOWER_DAYS = """select account_id, (seconds - {start}) // 86400, last(followers order by seconds)
from account_snapshot where account_id <= {accounts} and seconds >= {start} and seconds < {end}
group by 1, 2"""
BEST_TIME = f""", {USUAL.format(of="asked")},
times as (
    select {HOUR} as cell, i / usual as times from asked join usual using (account_id, kind)
    where i is not null and usual > 0
),
ranked as (
    select cell // 24 as weekday, cell % 24 as hour, times, count(*) over (partition by times) as same,
           rank() over (order by times) as place
    from times
)
select weekday, hour, count(*), median(times), list_sort(list(times))[count(*) // 3 + 1], sum(place),
       sum(same)
from ranked group by grouping sets ((), (weekday, hour), (hour), (weekday))"""

CURVE = """, curved as (
    select account_id, post_id from post
    where account_id = 1 and kind = 'image' order by seconds desc, post_id desc limit 101
)
select * from curved join post_snapshot using (account_id, post_id) order by post_id, seconds"""

EXTREMES = f""", around as (
    select *, {INTERACTIONS} from post
    where account_id <= {{accounts}} and seconds >= {MONTH_START} - 56 * 86400 and seconds < {{end}}
), {USUAL.format(of="around")},
compared as (select *, i / usual as times from around join usual using (account_id, kind)
             where seconds >= {MONTH_START} and usual > 0 and i is not null)
(select * from compared order by times desc limit 1) union all
(select * from compared order by times limit 1)"""
MONTHS = f"""select seconds >= {MONTH_START}, count(*), sum(i), count(i), median(i), median(i / followers),
sum(views), count(views) from asked where seconds >= {MONTH_BEFORE_START} group by 1"""

GREW = f""", looked as (
    select s.*, p.platform, p.seconds as published, {
    ", ".join(
        f"s.{count} - coalesce(lag(s.{count}) over looks, 0) as more_{count}"
        for count in ("likes", "comments", "shares", "views")
    )
}, lag(s.seconds) over looks as before
    from post_snapshot s join post p using (account_id, post_id)
    where s.account_id <= {{accounts}} and s.seconds < {{end}}
    window looks as (partition by s.account_id, s.post_id order by s.seconds)
),
grown as (
    select account_id, post_id, (seconds - {MONTH_START}) // 86400 as day, platform,
           sum(more_likes) as likes, sum(more_comments) as comments, sum(more_shares) as shares,
           sum(more_views) as views, min(seconds) as oldest, max(seconds) as newest
    from looked
    where seconds >= {MONTH_START} and (before is not null or published >= {MONTH_START})
    group by 1, 2, 3, 4
)
"""
_GREW = """count(distinct post_id), sum(likes), count(likes), sum(comments), count(comments), sum(shares),
count(shares), sum(views), count(views),
sum(likes + comments + case when platform = 'tiktok' then shares else 0 end), min(oldest), max(newest)"""


PEERS = f"""(
    select *, {INTERACTIONS} from post
    where seconds >= {{start}} and seconds < {{end}}
      and platform in (select distinct platform from post where account_id <= {{accounts}})
)"""


def _days(period: Period) -> str:
    """Each account's days of the period, and those before by which they are judged."""
    since = int(period.start.timestamp()) - BACK * 86400
    return f""", around as (
    select *, {INTERACTIONS} from post
    where account_id <= {{accounts}} and seconds >= {since} and seconds < {{end}}
), {USUAL.format(of="around")}
select account_id, (seconds - {since}) // 86400, count(*), count(i), sum(ln((i + 1) / (usual + 1))), sum(i),
       sum(usual) filter (where i is not null), max(i), arg_max(post_id, i), min(observed), max(observed)
from around left join usual using (account_id, kind) group by 1, 2"""


def _analysis(
    analysis: Callable[..., Awaitable[object]], period: Period, *arguments: Any, **named: Any
) -> Call:
    async def ask(connection: Connection, accounts: Sequence[int]) -> object:
        return await analysis(connection, accounts, period, *arguments, **named)

    return ask


def _gained(by: Any = None) -> Call:
    async def ask(connection: Connection, accounts: tuple[int, ...]) -> object:
        query = Query(accounts=accounts, metrics=GAINED, period=MONTH, by=by, basis="gained")
        return await run(connection, query)

    return ask


async def _curve(connection: Connection, accounts: Sequence[int]) -> object:
    """The newest post of the first account."""
    return await curve(connection, accounts[0], world.POSTS)


ANALYSES = (
    Question(
        name="ranks",
        ours=_analysis(ranks, YEAR),
        theirs=(RANKED,),
        peer_answers="without ages and deviations",
    ),
    Question(name="tags by use", ours=_analysis(tag_uses, YEAR), theirs=(TAG_USES,)),
    Question(
        name="rising tags",
        ours=_analysis(tag_uses, HALF, compare=HALF_BEFORE, order="rising"),
        theirs=(RISING,),
    ),
    Question(name="lift of ten tags", ours=_analysis(lift, YEAR, TAGS), theirs=(LIFT,)),
    Question(name="tags along with one", ours=_analysis(co_use, YEAR, "tag5"), theirs=(CO_USE,)),
    Question(
        name="comparison",
        ours=_analysis(compare, YEAR),
        theirs=(ACCOUNT_SUMS.format(table="asked"), SPREAD, ACCOUNT_TAGS, DAILY, FOLLOWER_DAYS),
        sizes=(20,),
        peer_answers="its five tables",
    ),
    Question(
        name="follower growth",
        ours=_analysis(growth, YEAR),
        theirs=(FOLLOWER_DAYS,),
        peer_answers="the days",
    ),
    Question(
        name="anomalies",
        ours=_analysis(anomalies, YEAR),
        theirs=(_days(YEAR), FOLLOWER_DAYS),
        peer_answers="the days",
    ),
    Question(
        name="best time",
        ours=_analysis(best_time, YEAR),
        theirs=(BEST_TIME,),
        peer_answers="all but the tests",
    ),
    Question(name="curve of a post", ours=_curve, theirs=(CURVE,), sizes=(1,), peer_answers="the looks"),
    Question(
        name="benchmark",
        ours=_analysis(benchmark, YEAR),
        theirs=(ACCOUNT_SUMS.format(table=PEERS),),
        sizes=(1, 20),
        peer_answers="the peers' sums",
    ),
    Question(
        name="recap of 4 weeks",
        ours=_analysis(recap, MONTH, MONTH_BEFORE),
        theirs=(MONTHS, EXTREMES, _days(MONTH), FOLLOWER_DAYS),
        peer_answers="all but the judging",
    ),
    Question(name="5 sums gained", ours=_gained(), theirs=(f"{GREW} select {_GREW} from grown",)),
    Question(
        name="5 sums gained by day",
        ours=_gained("day"),
        theirs=(f"{GREW} select day, {_GREW} from grown group by grouping sets ((day), ())",),
    ),
    Question(
        name="5 sums gained by account",
        ours=_gained("account"),
        theirs=(f"{GREW} select account_id, {_GREW} from grown group by grouping sets ((account_id), ())",),
    ),
)
