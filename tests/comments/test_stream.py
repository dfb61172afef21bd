"""The stream of comments: what is in it, in which order, and what a search finds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.comments.conftest import POST, SINCE, Desk, asked, comment

from cicero import comments
from cicero.comments import Place
from cicero.comments.composing import pattern
from cicero.db import APP_ROLE, Scope, open_pool, scoped
from cicero.errors import InputError


async def seen(desk: Desk, topic: tuple[str, ...] = (), **given: str) -> list[int]:
    page = await comments.stream(desk.connection, [desk.client_id], None, asked(topic, **given))
    return [item.comment_id for item in page.items]


async def test_newest_first_without_deleted_ones_and_the_accounts_own(desk: Desk) -> None:
    await desk.hear(
        comment(1, "Harganya berapa kak?"),
        comment(2, "Keren"),
        comment(3, "Siap", parent_id=1, author="kopi.contoh"),
    )
    await desk.connection.execute("update comment set deleted_at = now() where comment_id = 2")
    assert await seen(desk) == [1]


async def test_pages_stay_put_while_comments_arrive(desk: Desk) -> None:
    await desk.hear(*(comment(n, "Mantap") for n in range(1, 8)))
    found: list[int] = []
    after: Place | None = None
    for turn in range(3):
        page = await comments.stream(desk.connection, [desk.client_id], None, asked(), after=after, limit=3)
        found += [item.comment_id for item in page.items]
        after = page.after
        await desk.hear(comment(20 + turn, "baru"))
    assert found == [7, 6, 5, 4, 3, 2, 1]
    assert after is None


async def test_how_many_are_newer(desk: Desk) -> None:
    await desk.hear(comment(1, "Halo"), comment(2, "Mahal ya"))
    than = Place(SINCE + timedelta(minutes=2), desk.client_id, desk.account_id, POST, 2)
    where = (desk.connection, [desk.client_id], None)
    assert await comments.newer(*where, asked(), than) == 0
    await desk.hear(*(comment(n, "mahal" if n % 2 else "murah") for n in range(3, 123)))
    assert await comments.newer(*where, asked(), than) == comments.COUNTED
    assert await comments.newer(*where, asked(search="mahal"), than) == 60


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("harga", [2, 1]),
        ("harganya", [2, 1]),
        ("pelayanan", [4, 3]),
        ("HARGA kak", [1]),
        ('"harga naik"', [2]),
        ("complaints", [5]),
        ("pelyanan", [3]),
        ("hrga", [2, 1]),
        ("zzzzzz", []),
    ],
)
async def test_a_search_finds_other_forms_and_other_spellings(
    desk: Desk, search: str, found: list[int]
) -> None:
    await desk.hear(
        comment(1, "Harganya berapa kak?"),
        comment(2, "Pantesan harga naik 500 persen"),
        comment(3, "pelayanan lambat, 100 persen kecewa"),
        comment(4, "Mereka melayani dengan ramah"),
        comment(5, "Any complaint is ignored"),
    )
    assert await seen(desk, search=search) == found


async def test_what_was_searched_for_instead_is_told(desk: Desk) -> None:
    await desk.hear(comment(1, "pelayanan lambat"))
    page = await comments.stream(desk.connection, [desk.client_id], None, asked(search="pelyanan"))
    assert page.instead == ("pelayanan",)
    page = await comments.stream(desk.connection, [desk.client_id], None, asked(search="pelayanan"))
    assert page.instead == ()


@pytest.mark.parametrize(
    "search", ["ya", "🔥", "a b c", "x" * 201, "satu dua tiga empat lima enam tujuh delapan sembilan"]
)
def test_what_cannot_be_searched_for_is_refused(search: str) -> None:
    with pytest.raises(InputError):
        asked(search=search)


def test_what_stands_for_others_in_a_pattern_stands_for_itself() -> None:
    assert pattern("50%_\\") == "%50\\%\\_\\\\%"


async def test_one_word_of_a_topic_is_enough(desk: Desk) -> None:
    await desk.hear(comment(1, "mahal banget"), comment(2, "murah kok"), comment(3, "enak"))
    assert await seen(desk, topic=("mahal", "murah")) == [2, 1]
    assert await seen(desk, topic=("mahal", "murah"), search="banget") == [1]


async def test_every_filter_narrows_it_down(desk: Desk) -> None:
    await desk.hear(
        comment(1, "kecewa", language="id"),
        comment(2, "love it", language="en", author="sari.w"),
        comment(3, "biasa"),
    )
    rated = [
        comments.Rating(
            account_id=desk.account_id,
            post_id=POST,
            comment_id=1,
            text="kecewa",
            rated_by="test 1",
            sentiment="negative",
        )
    ]
    assert await comments.store_ratings(desk.connection, rated) == 1
    assert await seen(desk, sentiment="negative") == [1]
    assert await seen(desk, sentiment="unrated") == [3, 2]
    assert await seen(desk, sentiment="negative,unrated") == [3, 2, 1]
    assert await seen(desk, language="en") == [2]
    assert await seen(desk, members="1") == [2]
    assert await seen(desk, author="@Sari.W") == [2]
    assert await seen(desk, post="7440") == [3, 2, 1]
    assert await seen(desk, post="1") == []
    assert await seen(desk, unanswered="1") == [3, 2, 1]


async def test_a_reply_of_the_account_answers_its_thread(desk: Desk) -> None:
    await desk.hear(
        comment(1, "Buka sampai jam berapa?"), comment(2, "iya nih", parent_id=1), comment(3, "Up")
    )
    assert await seen(desk, state="new") == [3, 2, 1]
    await desk.hear(comment(9, "Sampai jam 10 kak", parent_id=1, author="kopi.contoh"))
    assert await seen(desk, state="answered") == [2, 1]
    assert await seen(desk, unanswered="1") == [3]
    await desk.hear(comment(12, "makasih", parent_id=1))
    assert await seen(desk, state="answered") == [2, 1]


async def test_an_answer_counts_whichever_comes_first(desk: Desk) -> None:
    await desk.hear(comment(9, "Sampai jam 10 kak", parent_id=1, author="kopi.contoh"))
    await desk.hear(comment(1, "Buka sampai jam berapa?"))
    assert await seen(desk, state="answered") == [1]


async def test_another_client_sees_none_of_it(desk: Desk, database: str) -> None:
    await desk.hear(comment(1, "mahal"))
    async with open_pool(database, 1, APP_ROLE) as pool:
        for scope, found in ((Scope(1, (desk.client_id,)), [1]), (Scope(1, (desk.client_id + 1,)), [])):
            async with scoped(pool, scope) as connection:
                for given in (asked(), asked(search="mahal"), asked(search="mahall")):
                    page = await comments.stream(connection, [desk.client_id], None, given)
                    assert [item.comment_id for item in page.items] == found
                cursor = await connection.execute(
                    "select comment_id from comments_saying(%s, 'mahal', '-infinity', 'infinity')",
                    [[desk.account_id]],
                )
                assert [row[0] for row in await cursor.fetchall()] == found


async def test_many_accounts_are_asked_together(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.hear(*(comment(n, "mahal" if n == 1 else "murah") for n in range(1, 40)))
    monkeypatch.setattr("cicero.comments.streaming.FEW", 0)
    monkeypatch.setattr("cicero.comments.composing.WALKED", 5)
    assert await seen(desk, search="mahal") == [1]
    assert await seen(desk, author="orang3") == [3]
    assert len(await seen(desk)) == 39
