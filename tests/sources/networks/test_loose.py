from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cicero.records import AccountRef
from cicero.sources.networks.loose import (
    account_ref,
    count,
    first_count,
    flag,
    instant,
    language,
    observed,
    owner,
    seconds,
    whole_id,
    words,
)
from cicero.sources.networks.seen import RowError, Seen

MADE = Seen(observed_at=datetime(2025, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (0, 0), (12, 12), ("12", 12), (" 12 ", 12), ("0", 0), (12.0, 12), ("12.0", 12), ("1e3", 1000),
        (Decimal("12"), 12), (2**63 - 1, 2**63 - 1),
        (None, None), ("", None), (-1, None), ("-1", None), (-1.0, None), (12.5, None), ("n/a", None),
        ("1_000", None), ("1,000", None), ("12K", None), (True, None), ([], None), ({"count": 1}, None),
        (2**63, None), ("9" * 30, None), (float("inf"), None), (float("nan"), None), ("nan", None),
        ("inf", None), (Decimal("1e400"), None), ("٣", None),
    ],
)  # fmt: skip
def test_counts(value: Any, known: int | None) -> None:
    assert count(value) == known


def test_the_first_known_count_wins_and_zero_is_known() -> None:
    assert first_count(None, "", -1, "0", 7) == 0
    assert first_count(None, "x") is None


@pytest.mark.parametrize(
    "value",
    [1740000000, "1740000000", 1740000000.0, Decimal(1740000000), 1740000000000, "1740000000000",
     "2025-02-19T21:20:00.000Z", "2025-02-19T21:20:00+0000", "2025-02-20T04:20:00+07:00"],
)  # fmt: skip
def test_times(value: Any) -> None:
    assert instant(value, "t", MADE) == datetime(2025, 2, 19, 21, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", [None, 0, -1, 5, True, [], {}, "", "besok", "nan", 1e30, 10**40, "9" * 50, "2025-02-19 21:20",
              "1999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"],
)  # fmt: skip
def test_what_is_no_time(value: Any) -> None:
    with pytest.raises(RowError, match="its createTime is not a time"):
        instant(value, "createTime", MADE)


def test_wall_clock_times_need_a_zone() -> None:
    told = Seen(observed_at=MADE.observed_at, zone="Asia/Jakarta")
    assert instant("2025-02-20 04:20:00", "t", told) == datetime(2025, 2, 19, 21, 20, tzinfo=UTC)


def test_counters_are_never_seen_before_the_post_was_there() -> None:
    day = datetime(2025, 2, 19, tzinfo=UTC)
    assert observed(day, day + timedelta(hours=3)) == day + timedelta(hours=3)
    assert observed(day + timedelta(hours=20), day) == day + timedelta(hours=20)
    with pytest.raises(RowError, match="published 2025-02-22 00:00 UTC, after it was collected"):
        observed(day + timedelta(days=3), day)


@pytest.mark.parametrize(
    ("value", "known"),
    [(True, True), (0, False), (1, True), ("true", True), ("x", None), (None, None), ([], None), (2, None)],
)
def test_flags(value: Any, known: bool | None) -> None:
    assert flag(value) is known


def test_durations_words_and_languages() -> None:
    durations = [seconds(value) for value in (34, "9.5", 0, -1, None, "x", [])]
    assert durations == [34.0, 9.5, None, None, None, None, None]
    assert [words(value) for value in ("kopi", "", "  ", None, 5, "a\ud800b")] == [
        "kopi",
        None,
        None,
        None,
        None,
        "a?b",
    ]
    assert [language(value) for value in ("id", "un", "", None, "x" * 99)] == ["id", None, None, None, None]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (None, "it has no id"),
        ("", "it has no id"),
        ("x", "not a number"),
        (0, "not a number"),
        (2**63, "not a number"),
    ],
)
def test_ids_that_cannot_be_kept(value: Any, why: str) -> None:
    with pytest.raises(RowError, match=why):
        whole_id(value)


def test_accounts() -> None:
    full = AccountRef(platform="tiktok", platform_id="7", handle="contoh.kopi", name="Contoh Kopi")
    assert account_ref("tiktok", 7, " @Contoh.Kopi", "Contoh Kopi") == full
    assert account_ref("tiktok", None, "@", "") is None
    assert account_ref("tiktok", [], {}, 5) is None


def test_whose_a_row_is() -> None:
    told = Seen(observed_at=MADE.observed_at, account=AccountRef(platform="tiktok", handle="contoh.kopi"))
    named = AccountRef(platform="tiktok", handle="lain")
    by_name = AccountRef(platform="tiktok", name="Contoh Kopi")
    assert owner(named, told, "tiktok") == named
    assert owner(by_name, told, "tiktok") == told.account
    assert owner(by_name, MADE, "tiktok") == by_name
    assert owner(None, told, "tiktok") == told.account
    with pytest.raises(RowError, match="does not say whose") as caught:
        owner(None, told, "instagram")
    assert caught.value.hint == "Name it: --account instagram:HANDLE."
