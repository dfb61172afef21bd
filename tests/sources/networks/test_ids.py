from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicero.records import AccountRef
from cicero.sources.networks.ids import (
    instagram_uploaded_at,
    invented_id,
    media_id,
    pk_of,
    shortcode_in,
    shortcode_of,
    tiktok_uploaded_at,
)
from cicero.sources.networks.seen import RowError


@given(st.integers(1, 2**63 - 1))
def test_shortcode_and_pk_are_one(pk: int) -> None:
    assert pk_of(shortcode_of(pk)) == pk


def test_codes() -> None:
    assert pk_of("DGRO3ATgAAB") == 3571701332031045633
    assert shortcode_of(3571701332031045633) == "DGRO3ATgAAB"
    assert pk_of("DGRO3ATgAABx8R-the-secret-of-a-private-account") == 3571701332031045633
    assert pk_of("aye83DjauH") == 482584233761418119


@pytest.mark.parametrize("code", ["", "A", "DGRO3AT?AAB", "ありがとう", "___________", " DGRO3ATgAA"])
def test_what_is_no_shortcode(code: str) -> None:
    with pytest.raises(RowError, match="its shortcode is not one of Instagram's"):
        pk_of(code)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.instagram.com/p/DGRO3ATgAAB/", "DGRO3ATgAAB"),
        ("https://instagram.com/contoh_warung/reel/DGRO3ATgAAB/?img_index=1", "DGRO3ATgAAB"),
        ("https://www.instagram.com/reels/DGRO3ATgAAB", "DGRO3ATgAAB"),
        ("https://www.instagram.com/tv/DGRO3ATgAAB/c/1/", "DGRO3ATgAAB"),
        ("https://www.instagram.com/contoh_warung/", None),
        ("https://www.tiktok.com/@contoh/video/1", None),
        (None, None),
    ],
)
def test_code_in_an_address(url: str | None, code: str | None) -> None:
    assert shortcode_in(url) == code


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("3571701332031045633", (3571701332031045633, None)),
        ("3571701332031045633_58000000001", (3571701332031045633, "58000000001")),
        (3571701332031045633, (3571701332031045633, None)),
        ("12_x", (12, None)),
    ],
)
def test_instagram_ids(value: Any, found: tuple[int, str | None]) -> None:
    assert media_id(value) == found


@pytest.mark.parametrize("value", [None, "", "x_1", -5, 0, 2**63, [], {}, True, 1.5, "9" * 40])
def test_what_is_no_instagram_id(value: Any) -> None:
    with pytest.raises(RowError, match="id"):
        media_id(value)


def test_times_in_ids() -> None:
    assert tiktok_uploaded_at(7473243095040000001) == datetime(2025, 2, 19, 21, 20, tzinfo=UTC)
    assert instagram_uploaded_at(3571701332031045633) == datetime(2025, 2, 19, 21, 20, tzinfo=UTC)


WARUNG = AccountRef(platform="instagram", handle="contoh_warung")
NOON = datetime(2025, 2, 19, 12, tzinfo=UTC)


def test_invented_ids_are_stable() -> None:
    """Stored ids must not change from one release to the next: this value never does."""
    assert invented_id(WARUNG, NOON, "Buka!") == -4072572808542019592
    jakarta = NOON.astimezone(timezone(timedelta(hours=7)))
    assert invented_id(WARUNG, jakarta, "Buka!") == -4072572808542019592
    assert invented_id(WARUNG, NOON, None) == invented_id(WARUNG, NOON, "")


@given(st.text(), st.text())
def test_invented_ids_tell_posts_apart(one: str, other: str) -> None:
    first, second = invented_id(WARUNG, NOON, one), invented_id(WARUNG, NOON, other)
    assert -(2**63) <= first < 0
    assert (first == second) == (one == other)
    assert first != invented_id(WARUNG, NOON + timedelta(seconds=1), one)
    assert first != invented_id(AccountRef(platform="tiktok", handle="contoh_warung"), NOON, one)
