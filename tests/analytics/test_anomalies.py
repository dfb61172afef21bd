"""Spikes, drops, losses and silence are found and put in words; what is unknown raises no alarm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.analytics.world import Entry, write

from cicero.analytics.anomalies import anomalies
from cicero.analytics.anomaly import Anomalies, Anomaly, DayFollowers
from cicero.analytics.anomaly_words import sentence
from cicero.analytics.deviations import date_of, day_number, of_followers
from cicero.analytics.result import Figure
from cicero.db import Connection
from cicero.periods import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
WOBBLE = (80, 95, 100, 104, 125, 99, 90, 110, 101, 97, 118)


def at(day: date, hour: int = 12) -> datetime:
    """An hour of that day in Jakarta."""
    return MAY.start + timedelta(days=(day - MAY.first).days, hours=hour)


def daily(
    first: date, last: date, changed: dict[date, float] | None = None, account: int = 1, each: int = 1
) -> list[Entry]:
    """`each` posts a day with some hundred likes, on the changed days so many times as many."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        Entry(
            account_id=account,
            post_id=day.toordinal() * 10 + number,
            published_at=at(day, 12 + number),
            kind="image",
            likes=round(WOBBLE[(n * 3 + number) % len(WOBBLE)] * (changed or {}).get(day, 1)),
            comments=0,
            observed_at=at(day) + timedelta(days=60),
        )
        for n, day in enumerate(days)
        for number in range(each)
    ]


async def find(
    connection: Connection,
    entries: Iterable[Entry],
    followers: Sequence[tuple[date, int | None]] = (),
    until: date | None = date(2024, 6, 30),
    accounts: Sequence[int] = (1,),
    period: Period = MAY,
) -> Anomalies:
    await write(connection, entries)
    await connection.execute("update account set seen_at = %s", [at(until) if until else None])
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "insert into account_snapshot (account_id, observed_at, followers) values (1, %s, %s)",
            [(at(day), number) for day, number in followers],
        )
    return await anomalies(connection, accounts, period)


def told(found: Anomalies) -> list[tuple[str, bool, date, date]]:
    return [(one.what, one.up, one.first, one.last) for one in found.anomalies]


HISTORY = daily(date(2024, 2, 15), date(2024, 5, 31))


async def test_usual_days_raise_no_alarm_and_are_judged(connection: Connection) -> None:
    found = await find(connection, HISTORY)
    assert found.anomalies == ()
    assert found.judged[0].interactions == Figure(31, 31, 31)
    assert found.judged[0].followers == Figure(0, 0, 31)
    assert found.names == {1: "instagram:handle1"}
    read = [e.observed_at for e in HISTORY if e.published_at >= MAY.start - timedelta(days=70)]
    assert found.as_of == (min(read), max(read))
    assert found.history_since == HISTORY[0].published_at


async def test_a_spike_says_how_much_against_what(connection: Connection) -> None:
    day = date(2024, 5, 14)
    found = await find(connection, daily(date(2024, 2, 15), date(2024, 5, 31), {day: 9}))
    assert told(found) == [("interactions", True, day, day)]
    [spike] = found.anomalies
    [post] = [e for e in HISTORY if e.published_at == at(day)]
    assert spike.value == 9 * (post.likes or 0)
    assert spike.usual == pytest.approx(100, rel=0.1)
    assert spike.times == spike.value / spike.usual
    assert (spike.n, spike.baseline_n, spike.leading_post) == (1, 56, day.toordinal() * 10)
    assert spike.score > 3.5


async def test_a_week_of_less_is_one_drop_though_no_day_of_it_would_be(connection: Connection) -> None:
    week = [date(2024, 5, 8) + timedelta(days=n) for n in range(7)]
    found = await find(connection, daily(date(2024, 2, 15), date(2024, 5, 31), dict.fromkeys(week, 0.6)))
    [drop] = found.anomalies
    assert (drop.what, drop.up, drop.n) == ("interactions", False, (drop.last - drop.first).days + 1)
    assert week[0] <= drop.first
    assert drop.last <= week[-1] + timedelta(days=1)
    assert drop.times == pytest.approx(0.6, abs=0.08)


async def test_a_little_more_is_not_worth_a_word_however_steady_the_account(connection: Connection) -> None:
    steady = [replace(e, likes=200) for e in HISTORY]
    week = [at(date(2024, 5, 8) + timedelta(days=n)) for n in range(7)]
    more = [replace(e, likes=290) if e.published_at in week else e for e in steady]
    assert (await find(connection, more)).anomalies == ()
    much = [replace(e, likes=310) if e.published_at in week else e for e in steady]
    assert len((await find(connection, much)).anomalies) == 1


async def test_a_young_post_is_never_a_drop_but_may_be_a_spike(connection: Connection) -> None:
    """Looked at within three days of publication it has not got what it will get."""
    low, high = date(2024, 5, 20), date(2024, 5, 27)
    entries = daily(date(2024, 2, 15), date(2024, 5, 31), {low: 0.05, high: 9})
    ripe = await find(connection, entries)
    assert told(ripe) == [("interactions", False, low, low), ("interactions", True, high, high)]
    young = [
        replace(e, observed_at=e.published_at) if e.published_at in (at(low), at(high)) else e
        for e in entries
    ]
    found = await find(connection, young)
    assert told(found) == [("interactions", True, high, high)]
    assert found.judged[0].interactions == Figure(29, 29, 31)


async def test_hidden_likes_and_too_short_a_history_are_not_judged(connection: Connection) -> None:
    hidden = [replace(e, likes=None) for e in HISTORY]
    found = await find(connection, hidden)
    assert found.anomalies == ()
    assert found.judged[0].interactions == Figure(0, 0, 31)
    recent = daily(date(2024, 4, 29), date(2024, 5, 10), {date(2024, 5, 10): 20})
    found = await find(connection, recent)
    assert found.anomalies == ()
    assert found.judged[0].interactions == Figure(0, 0, 10)


async def test_an_account_is_judged_by_itself_and_only_those_asked_for(connection: Connection) -> None:
    day = date(2024, 5, 14)
    entries = HISTORY + daily(date(2024, 2, 15), date(2024, 5, 31), {day: 9}, account=2)
    assert (await find(connection, entries)).anomalies == ()
    both = await find(connection, entries, accounts=(1, 2))
    assert [one.account_id for one in both.anomalies] == [2]
    assert [one.account_id for one in both.judged] == [1, 2]


async def test_a_spike_belongs_to_the_day_of_the_asking_zone(connection: Connection) -> None:
    day = date(2024, 5, 14)
    entries = daily(date(2024, 2, 15), date(2024, 5, 31), {day: 9})
    there = await find(connection, entries, period=Period(MAY.first, MAY.last, "Pacific/Honolulu"))
    assert told(there) == [("interactions", True, day - timedelta(days=1), day - timedelta(days=1))]


SAMPLES = [(date(2024, 2, 15) + timedelta(days=n), 10_000 + 20 * n + n % 3) for n in range(110)]


async def test_a_loss_of_followers_is_found_and_a_burst_over_days_is_one(connection: Connection) -> None:
    loss, burst = date(2024, 5, 8), date(2024, 5, 20)
    samples = [
        (day, n - (300 if day >= loss else 0) + 200 * min(max((day - burst).days + 1, 0), 3))
        for day, n in SAMPLES
    ]
    found = await find(connection, [], samples)
    assert sorted(told(found)) == [
        ("followers", False, loss, loss),
        ("followers", True, burst, burst + timedelta(days=2)),
    ]
    lost, gained = sorted(found.anomalies, key=lambda one: one.up)
    before = dict(samples)
    assert lost.value == before[loss] - before[loss - timedelta(days=1)]
    assert lost.before == before[loss - timedelta(days=1)]
    assert gained.value == before[burst + timedelta(days=2)] - before[burst - timedelta(days=1)]
    assert gained.usual == pytest.approx(60, abs=6)
    assert gained.n == 3
    assert found.judged[0].followers == Figure(31, 31, 31)


async def test_days_without_a_sample_are_unknown_not_a_loss(connection: Connection) -> None:
    """Growth over a gap is spread over its days; over more than a week nothing is said."""
    some = [(day, n) for day, n in SAMPLES if not date(2024, 5, 5) <= day <= date(2024, 5, 8)]
    found = await find(connection, [], some)
    assert (found.anomalies, found.judged[0].followers) == ((), Figure(31, 31, 31))
    few = [(day, n) for day, n in SAMPLES if not date(2024, 5, 5) <= day <= date(2024, 5, 14)]
    dropped = [(day, n - (5_000 if day > date(2024, 5, 14) else 0)) for day, n in few]
    found = await find(connection, [], dropped)
    assert (found.anomalies, found.judged[0].followers) == ((), Figure(20, 20, 31))
    unknown = [(day, None if day == date(2024, 5, 9) else n) for day, n in SAMPLES]
    assert (await find(connection, [], unknown)).anomalies == ()


@given(st.sets(st.integers(0, 109), max_size=60))
def test_leaving_out_follower_samples_never_raises_an_alarm(missing: set[int]) -> None:
    rows = [
        DayFollowers(1, day_number(day), n, at(day))
        for number, (day, n) in enumerate(SAMPLES)
        if number not in missing
    ]
    assert of_followers(rows, day_number(MAY.first), day_number(MAY.last))[0] == []


async def test_silence_is_told_until_where_posts_are_known_and_not_beyond(connection: Connection) -> None:
    entries = daily(date(2024, 2, 15), date(2024, 5, 9))
    found = await find(connection, entries, until=date(2024, 5, 25))
    assert told(found) == [("silence", False, date(2024, 5, 10), date(2024, 5, 25))]
    [silence] = found.anomalies
    assert (silence.value, silence.usual, silence.baseline_n) == (16, 0, 56)
    assert (await find(connection, entries, until=date(2024, 5, 11))).anomalies == ()
    assert (await find(connection, entries, until=None)).anomalies == ()


async def test_a_pause_that_is_usual_is_no_silence(connection: Connection) -> None:
    """Ten posts every tenth day: by their pace alone nine days without any would be most unlikely."""
    bursts = [date(2024, 2, 15) + timedelta(days=10 * n) for n in range(11)]
    entries = [post for day in bursts for post in daily(day, day, each=10)]
    assert (await find(connection, entries, until=date(2024, 6, 2))).anomalies == ()
    late = [post for post in entries if not at(bursts[8], 0) < post.published_at < at(bursts[9], 0)]
    found = await find(connection, late, until=date(2024, 6, 2))
    assert told(found) == [("silence", False, bursts[7] + timedelta(days=1), bursts[9] - timedelta(days=1))]


async def test_everything_unknown_is_no_anomaly(connection: Connection) -> None:
    found = await find(connection, [], until=None)
    assert (found.anomalies, found.as_of, found.history_since) == ((), None, None)
    assert found.known_until == {1: None}


NAMES = {1: "instagram:kopi.gayo"}
SPIKE = Anomaly(
    account_id=1, what="interactions", up=True, first=date(2024, 5, 14), last=date(2024, 5, 14), value=12345,
    usual=1500, n=1, baseline_n=56, score=5.0, leading_post=7, leading_interactions=12345,
)  # fmt: skip


def changed(**values: object) -> Anomaly:
    return replace(SPIKE, **values)


LATER = {
    "en": " The usual is that of 56 posts in the eight weeks before.",
    "id": " Pembandingnya 56 post dalam delapan minggu sebelumnya.",
}


@pytest.mark.parametrize(
    ("anomaly", "en", "id"),
    [
        (
            SPIKE,
            "the post of 14 May 2024 got 12,345 interactions, where about 1,500 would have been usual "
            "(8.2 times as many)." + LATER["en"],
            "post tanggal 14 Mei 2024 mendapat 12.345 interaksi, padahal biasanya sekitar 1.500 "
            "(8,2 kali lipat)." + LATER["id"],
        ),
        (
            changed(n=3, last=date(2024, 5, 16), leading_interactions=9000),
            "the 3 posts of 14–16 May 2024 got 12,345 interactions, where about 1,500 would have been usual "
            "(8.2 times as many)." + LATER["en"] + " 73% of them came from one post.",
            "3 post pada 14–16 Mei 2024 mendapat 12.345 interaksi, padahal biasanya sekitar 1.500 "
            "(8,2 kali lipat)." + LATER["id"] + " 73% di antaranya berasal dari satu post.",
        ),
        (
            changed(up=False, value=300, n=2, last=date(2024, 6, 1)),
            "the 2 posts of 14 May – 1 June 2024 got 300 interactions, where about 1,500 would have been "
            "usual (80% less)." + LATER["en"],
            "2 post pada 14 Mei – 1 Juni 2024 mendapat 300 interaksi, padahal biasanya sekitar 1.500 "
            "(turun 80%)." + LATER["id"],
        ),
        (
            changed(what="followers", up=False, value=-1240, usual=60.4, before=48000),
            "lost 1,240 followers (2.6%) on 14 May 2024; +60 would have been usual in that time, by 56 days "
            "in the eight weeks before.",
            "kehilangan 1.240 pengikut (2,6%) pada 14 Mei 2024; biasanya +60 dalam waktu yang sama, menurut "
            "56 hari dalam delapan minggu sebelumnya.",
        ),
        (
            changed(what="silence", up=False, value=16, usual=2, last=date(2024, 5, 29), n=0),
            "no post for 16 days (14–29 May 2024); in the eight weeks before there were 56 posts, and the "
            "longest pause between them took 2 days.",
            "tidak ada post selama 16 hari (14–29 Mei 2024); dalam delapan minggu sebelumnya ada 56 post dan "
            "jeda terpanjangnya 2 hari.",
        ),
    ],
)  # fmt: skip
def test_what_happened_in_a_sentence(anomaly: Anomaly, en: str, id: str) -> None:
    assert sentence(anomaly, NAMES, "en") == f"kopi.gayo (Instagram): {en}"
    assert sentence(anomaly, NAMES, "id") == f"kopi.gayo (Instagram): {id}"


def test_days_have_numbers_from_a_monday_on() -> None:
    days = [date_of(n) for n in range(7 * 1200, 7 * 1200 + 8)]
    assert days[0].weekday() == 0
    assert all(late - early == timedelta(days=1) for early, late in pairwise(days))
    assert [day_number(day) for day in days] == list(range(7 * 1200, 7 * 1200 + 8))
