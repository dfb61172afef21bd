"""A recap says what the figures say, in both languages, and no number that is none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.analytics.test_anomalies import daily
from tests.analytics.world import Entry, write

from cicero.analytics.recap import METRICS, Recap, recap
from cicero.analytics.recap_words import comparable, say
from cicero.analytics.top_posts import top_posts
from cicero.analytics.wording import account, decimal, signed, span, whole
from cicero.db import Connection
from cicero.metrics import Language
from cicero.periods import Period, compared

MAY = Period(date(2024, 5, 3), date(2024, 5, 30))
APRIL = compared(MAY, "previous")
SPIKE = date(2024, 5, 14)
LANGUAGES: tuple[Language, ...] = ("en", "id")
NUMBER = re.compile(r"[−+]?\d[\d.,]*\d|[−+]?\d")


def entries() -> list[Entry]:
    """A post a day of one account, one of them viral; every second day one of another with hidden likes."""
    first = daily(date(2024, 2, 15), date(2024, 5, 30), {SPIKE: 9})
    second = daily(date(2024, 2, 15), date(2024, 5, 30), account=3)[::2]
    hidden = [replace(e, likes=None, shares=1) for e in second]
    known = [replace(e, followers=5000) for e in first]
    return [*known, *hidden]


async def told(
    connection: Connection,
    posts: list[Entry],
    compare: Period | None = APRIL,
    accounts: tuple[int, ...] = (1, 3),
) -> Recap:
    await write(connection, posts)
    await connection.execute("update account set seen_at = '2024-07-01'")
    for day, followers in ((-40, 4900), (-1, 5000), (20, 5600), (27, 5701)):
        at = MAY.start + timedelta(days=day, hours=3)
        await connection.execute("insert into account_snapshot values (1, %s, %s)", [at, followers])
    return await recap(connection, accounts, MAY, compare)


def allowed(told: Recap, language: Language) -> set[str]:
    """Every figure as the language writes it, with the changes between two of them, and the days."""
    query, result = told.result.query, told.result
    figures = [*result.totals.figures, *(result.compared_totals.figures if result.compared_totals else ())]
    judged = [one.interactions for one in told.anomalies.judged]
    numbers = [figure.value for figure in figures if figure.value is not None]
    numbers += [part for figure in figures for part in (figure.n, figure.of)]
    numbers += [sum(one.n for one in judged), sum(one.of for one in judged)]
    days = [span(period.first, period.last, language) for period in (query.period, query.compare) if period]
    texts = [*days, *_changes(told, language), *(str(at.day) for at in result.as_of or ())]
    for post in (told.best, told.worst):
        if post:
            numbers += [post.interactions, post.usual, post.usual_n, post.published_at.day]
            texts.append(decimal(post.times, language))
    for one in told.anomalies.anomalies:
        numbers += [one.value, one.usual, one.n, one.baseline_n]
        texts += [decimal(one.times or 0, language), span(one.first, one.last, language)]
    texts += [account(name) for name in told.anomalies.names.values()]
    for number in numbers:
        texts += [whole(number, language), decimal(number, language, 2), signed(number, language)]
    return {found for text in texts for found in NUMBER.findall(text)}


def _changes(told: Recap, language: Language) -> Iterator[str]:
    for metric in METRICS:
        here, there = told.here(metric), told.there(metric)
        if there and here.value is not None and there.value is not None:
            yield signed(here.value - there.value, language, 2)
            if there.value:
                yield signed(100 * (here.value / there.value - 1), language, 1)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_number_in_the_text_is_a_figure(connection: Connection, language: Language) -> None:
    found = await told(connection, entries())
    text = say(found, language)
    numbers = NUMBER.findall(text)
    assert len(numbers) > 25
    assert [number for number in numbers if number not in allowed(found, language)] == []


async def test_the_whole_text(connection: Connection) -> None:
    found = await told(connection, entries())
    posts, before = found.here("interactions"), found.there("interactions")
    assert before is not None
    assert posts.value is not None
    assert before.value is not None
    rise = signed(100 * (posts.value / before.value - 1), "en", 1)
    assert say(found, "en").splitlines()[:4] == [
        "Recap of 3–30 May 2024, 2 accounts",
        "Compared with 5 April – 2 May 2024",
        "",
        f"42 posts published (42 before, unchanged). Interactions: {posts.value:,} ({before.value:,} before, "
        f"{rise}%). The typical post got 100 interactions (100 before, unchanged). Typical engagement rate: "
        "2.00% (2.00% before, unchanged).",
    ]
    assert say(found, "en").endswith(
        "Interactions are known of 28 of 42 posts; likes that are hidden or that the source does not tell "
        "are unknown, not zero. Counts were read on 30 May – 29 July 2024."
    )
    assert "Followers: 5,701 (1 of 2 accounts), +701 (1 of 2 accounts) in this period." in say(found, "en")
    assert "Pengikut: 5.701 (1 dari 2 akun), +701 (1 dari 2 akun) selama periode ini." in say(found, "id")
    assert "Interaksi diketahui untuk 28 dari 42 post" in say(found, "id")


async def test_best_and_worst_are_told_against_what_is_usual(connection: Connection) -> None:
    found = await told(connection, entries())
    assert found.best is not None
    assert found.worst is not None
    ranked = [post for post in await top_posts(connection, found.result.query, limit=99) if post.interactions]
    assert (found.best.post_id, found.best.interactions) == (ranked[0].post_id, ranked[0].interactions)
    assert found.worst.interactions == ranked[-1].interactions
    assert found.best.times == found.best.interactions / found.best.usual
    assert found.best.usual_n == 84
    assert [one.leading_post for one in found.anomalies.anomalies] == [found.best.post_id]


async def test_a_single_post_is_the_best_and_not_the_weakest_too(connection: Connection) -> None:
    posts = daily(date(2024, 2, 15), date(2024, 5, 3))
    found = await told(connection, posts, accounts=(1,))
    assert found.here("posts").value == 1
    assert found.best is not None
    assert found.worst is None
    assert "Weakest" not in say(found, "en")


async def test_without_enough_history_there_is_no_comparison_and_the_text_says_so(
    connection: Connection,
) -> None:
    recent = [e for e in entries() if e.published_at >= MAY.start - timedelta(days=9)]
    found = await told(connection, recent)
    assert not comparable(found)
    assert " before" not in say(found, "en").split("Best post")[0]
    assert "Compared" not in say(found, "en")
    assert "There is no comparison: what is known begins on 24 April 2024." in say(found, "en")
    assert "Tanpa pembanding: riwayat akun ini baru ada sejak 24 April 2024." in say(found, "id")


async def test_too_little_before_to_call_anything_unusual_is_said(connection: Connection) -> None:
    recent = [e for e in entries() if e.published_at >= MAY.end - timedelta(days=9)]
    text = say(await told(connection, recent), "en")
    assert "Whether anything was unusual cannot be told: too little is known of the weeks before." in text


async def test_nothing_published_and_nothing_to_compare_with(connection: Connection) -> None:
    old = [e for e in entries() if e.published_at < MAY.start - timedelta(days=60)]
    found = await told(connection, old)
    assert "No posts were published (0 before, unchanged)." in say(found, "en")
    assert "Tidak ada post yang terbit (sebelumnya 0, tetap)." in say(found, "id")
    assert "%" not in say(found, "en")
    alone = await told(connection, old, compare=None)
    assert "No posts were published." in say(alone, "en")


async def test_a_base_of_zero_has_no_percentage(connection: Connection) -> None:
    gap = [e for e in entries() if not APRIL or not APRIL.start <= e.published_at < APRIL.end]
    text = say(await told(connection, gap), "en")
    assert "42 posts published (0 before)." in text


async def test_posts_that_still_grow_and_days_not_known_are_said(connection: Connection) -> None:
    young = [replace(e, observed_at=MAY.end) for e in entries()]
    await write(connection, young)
    await connection.execute("update account set seen_at = %s where account_id = 1", [MAY.end])
    found = await recap(connection, (1, 3), MAY)
    assert "The counts of the last days' posts still grow." in say(found, "en")
    assert "Posts up to the end of the period are not all known yet (1 of 2 accounts)." in say(found, "en")
    assert "Post sampai akhir periode belum seluruhnya diketahui (1 dari 2 akun)." in say(found, "id")


async def test_one_account_is_called_by_its_name(connection: Connection) -> None:
    found = await told(connection, entries(), accounts=(1,))
    assert say(found, "id").startswith("Rekap 3–30 Mei 2024, handle1 (Instagram)\n")


async def test_many_anomalies_are_counted_not_all_told(connection: Connection) -> None:
    posts = [
        replace(post, post_id=post.post_id * 10 + account, shares=0)
        for account in (1, 2, 3, 4)
        for post in daily(date(2024, 2, 15), date(2024, 5, 30), {SPIKE: 9}, account=account)
    ]
    found = await told(connection, posts, accounts=(1, 2, 3, 4))
    assert len(found.anomalies.anomalies) == 4
    assert say(found, "en").count("would have been usual") == 3
    assert "- And 1 more." in say(found, "en")
    assert "- Dan 1 hal lain." in say(found, "id")


def test_numbers_and_days_are_written_as_the_language_does() -> None:
    assert (whole(1234.6, "en"), whole(1234.6, "id")) == ("1,235", "1.235")
    assert (decimal(8.24, "en"), decimal(8.25, "id", 2)) == ("8.2", "8,25")
    assert (signed(-3.21, "id", 1), signed(0.04, "en", 1), signed(7, "en")) == ("−3,2", "0.0", "+7")
    assert span(date(2023, 12, 30), date(2024, 1, 2), "id") == "30 Desember 2023 – 2 Januari 2024"
    assert account("tiktok:kopi: gayo") == "kopi: gayo (TikTok)"
