"""A question in words becomes the Query that was meant, or a refusal that says what is allowed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cicero import accounts, clients
from cicero.accounts import Account
from cicero.analytics import Filters, Range
from cicero.analytics.asking import (
    PARAMETERS,
    ask,
    choose_accounts,
    choose_comparison,
    choose_filters,
    choose_period,
)
from cicero.db import Connection
from cicero.errors import InputError, NotFoundError
from cicero.periods import Period, today
from cicero.records import AccountRef

WATCHED = [
    Account(account_id=1, platform="instagram", role="own", handle="kopi.contoh", name="Kopi"),
    Account(account_id=2, platform="tiktok", role="own", handle="kopi.contoh", platform_id="680"),
    Account(account_id=3, platform="tiktok", role="competitor", handle="saingan", name="Kopi"),
    Account(account_id=4, platform="instagram", role="competitor", name="Warung Bu Tini"),
    Account(account_id=680, platform="tiktok", role="own", handle="3"),
]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ({}, [1, 2, 680]),
        ({"role": "competitor"}, [3, 4]),
        ({"role": "all"}, [1, 2, 3, 4, 680]),
        ({"platform": "instagram"}, [1]),
        ({"accounts": "tiktok:kopi.contoh"}, [2]),
        ({"accounts": "tiktok:@Kopi.Contoh , instagram:kopi.contoh"}, [1, 2]),
        ({"accounts": "kopi.contoh"}, [1, 2]),
        ({"accounts": "saingan"}, [3]),
        ({"accounts": "saingan", "role": "own"}, []),
        ({"accounts": "warung bu tini"}, [4]),
        ({"accounts": "kopi"}, [1, 3]),
        ({"accounts": "tiktok:kopi"}, [3]),
        ({"accounts": "3"}, [680]),
        ({"accounts": "680"}, [2]),
        ({"accounts": "4"}, [4]),
    ],
)
def test_accounts_are_meant_by_handle_then_name_then_id(text: dict[str, str], chosen: list[int]) -> None:
    assert [account.account_id for account in choose_accounts(WATCHED, text)] == chosen


@pytest.mark.parametrize("name", ["nobody", "instagram:saingan", "youtube:kopi.contoh", "@", "tiktok:"])
def test_an_account_that_the_client_does_not_watch(name: str) -> None:
    with pytest.raises(NotFoundError, match="The client has no account") as error:
        choose_accounts(WATCHED, {"accounts": name})
    assert error.value.hint.startswith("It watches instagram:kopi.contoh, tiktok:kopi.contoh, ")


def test_periods() -> None:
    day = today("Asia/Jakarta")
    assert choose_period({}, "Asia/Jakarta") == Period(day - timedelta(days=27), day, "Asia/Jakarta")
    assert choose_period({"period": "7d"}, "UTC").days == 7
    may = {"from": "2026-05-01", "to": "2026-05-31"}
    assert choose_period(may, "Asia/Makassar") == Period(date(2026, 5, 1), date(2026, 5, 31), "Asia/Makassar")
    assert choose_period({"from": "2026-05-01"}, "UTC") == Period(date(2026, 5, 1), today("UTC"), "UTC")


@pytest.mark.parametrize(
    "day", ["2026-5-1", "20260501", "2026-W18-5", "2026-05-01T00:00", "٢٠٢٦-٠٥-٠١", "1999-12-31"]
)
def test_a_day_is_written_in_one_way(day: str) -> None:
    with pytest.raises(InputError, match="is not a day"):
        choose_period({"from": day}, "UTC")


def test_filters() -> None:
    assert choose_filters({}) == Filters()
    text = {"kind": "video, photos,video", "hashtag": " #KopiPagi", "weekday": "7", "hour": "0"}
    assert choose_filters(text) == Filters(kinds=("video", "photos"), hashtag="kopipagi", weekday=7, hour=0)
    text = {"mention": " @Kopi.Contoh ", "text": " Kopi, susu "}
    assert choose_filters(text) == Filters(mention="kopi.contoh", text="Kopi, susu")


def test_conditions_on_counts() -> None:
    text = {"counts": "likes>=100, views<5000 ,comments=0,shares>2,interactions <= 9"}
    assert choose_filters(text).counts == (
        Range(count="likes", least=100),
        Range(count="views", most=4999),
        Range(count="comments", least=0, most=0),
        Range(count="shares", least=3),
        Range(count="interactions", most=9),
    )


@pytest.mark.parametrize("counts", ["likes", "fame>=1", "likes=>1", "likes>=-1", "likes>=1.5", "likes>=²"])
def test_a_condition_that_is_none(counts: str) -> None:
    with pytest.raises(InputError, match=r"counts=.* is not known") as error:
        choose_filters({"counts": counts})
    assert "interactions" in error.value.hint


MAY = Period(date(2026, 5, 4), date(2026, 5, 10))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ({"compare": "previous"}, date(2026, 4, 27)),
        ({"compare": "year-weekdays"}, date(2025, 5, 5)),
        ({"compare": "custom", "compare_from": "2026-01-01"}, date(2026, 1, 1)),
        ({"compare_from": "2026-01-01"}, date(2026, 1, 1)),
        ({"compare_from": "2026-01-01", "compare_to": "2026-01-07"}, date(2026, 1, 1)),
    ],
)
def test_comparisons_have_as_many_days(text: dict[str, str], first: date) -> None:
    assert choose_comparison(text, MAY) == Period(first, first + timedelta(days=6))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ({"compare": "custom"}, "has no first day"),
        ({"compare_to": "2026-01-07"}, "has no first day"),
        ({"compare": "year", "compare_from": "2026-01-01"}, "Both compare=year and single days are given"),
        ({"compare_from": "2026-01-01", "compare_to": "2026-01-31"}, "not as many as those of the period"),
    ],
)
def test_comparisons_that_are_none(text: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        choose_comparison(text, MAY)
    assert error.value.hint


@pytest.mark.parametrize("number", ["0", "8", "-1", "1.0", "²", "1" * 5000, "one"])
def test_a_weekday_is_a_number_from_1_to_7(number: str) -> None:
    with pytest.raises(InputError, match=r"weekday=.* is not known"):
        choose_filters({"weekday": number})


async def test_a_whole_question(connection: Connection) -> None:
    client = await clients.create(connection, slug="kopi", name="Kopi", zone="Asia/Makassar")
    ref = AccountRef(platform="tiktok", handle="kopi.contoh")
    own = (await accounts.resolve(connection, [ref]))[ref]
    await clients.add_accounts(connection, client.client_id, [own], "own")
    text = {
        "metrics": "likes, posts,likes", "from": "2026-05-04", "to": "2026-05-10", "compare": "weekdays",
        "by": "week", "kind": "", "hashtag": None,
    }  # fmt: skip
    query = await ask(connection, client, text)
    assert query.accounts == (own,)
    assert query.metrics == ("likes", "posts")
    assert query.period == Period(date(2026, 5, 4), date(2026, 5, 10), "Asia/Makassar")
    assert query.compare == Period(date(2026, 4, 27), date(2026, 5, 3), "Asia/Makassar")
    assert (query.basis, query.by, query.filters) == ("published", "week", Filters())
    gained = await ask(connection, client, {"metrics": "likes", "basis": "gained"})
    assert gained.basis == "gained"
    with pytest.raises(InputError, match="basis=lost is not known"):
        await ask(connection, client, {"metrics": "likes", "basis": "lost"})
    with pytest.raises(InputError, match="posts has no meaning on the basis gained"):
        await ask(connection, client, {"metrics": "posts", "basis": "gained"})


async def test_what_is_not_a_parameter_is_refused(connection: Connection) -> None:
    client = await clients.create(connection, slug="kopi", name="Kopi")
    with pytest.raises(InputError, match="There is no parameter 'metric'") as error:
        await ask(connection, client, {"metric": "likes"})
    assert all(name in error.value.hint for name in PARAMETERS)
    with pytest.raises(InputError, match="names no metric"):
        await ask(connection, client, {"metrics": " , "})
