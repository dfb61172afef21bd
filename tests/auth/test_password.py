from __future__ import annotations

import asyncio
import os
import threading

import pytest

from cicero.auth import strength
from cicero.auth.password import hashed, matches
from cicero.errors import InputError

GOOD = "tiga cangkir kopi"


@pytest.fixture(autouse=True)
def quick_passwords() -> None:
    """Not here."""


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("sebelas kar", "too short; it needs at least 12"),
        ("", "too short"),
        ("aaaaaaaaaaaaaaaa", "too easy"),
        ("password123456", "too easy"),
        ("Qwertyuiop123", "too easy"),
        ("sari.wulan1234", "too easy"),
        ("wulandari-1990", "too easy"),
        ("x" * 501, "longer than 500"),
    ],
)
async def test_a_weak_password_is_refused_with_its_rule(password: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        await hashed(password, "sari.wulan", "Sari Wulandari")


async def test_a_refusal_says_why_where_the_library_knows() -> None:
    with pytest.raises(InputError) as refused:
        await hashed("password123456")
    assert refused.value.hint == "This is similar to a commonly used password."


async def test_a_text_made_to_keep_the_library_busy_is_weighed_in_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weighed: list[int] = []

    def weigh(password: str, _words: list[str]) -> tuple[int, str]:
        weighed.append(len(password))
        return 4, ""

    monkeypatch.setattr(strength, "_weigh", weigh)
    await hashed("4@8({[<369&#!1|0$5+7%2/" * 20)
    assert weighed == [40]


async def test_many_at_once_leave_cores_to_the_pages() -> None:
    before = {one.name for one in threading.enumerate()}
    kept = await hashed(GOOD)
    assert all(await asyncio.gather(*(matches(GOOD, kept) for _ in range(12))))
    mine = [one.name for one in threading.enumerate() if one.name.startswith("passwords")]
    assert 1 <= len(mine) <= max(1, (os.cpu_count() or 2) // 2)
    assert {one.name for one in threading.enumerate()} - before <= set(mine)


async def test_the_hash_is_argon2id_and_never_the_same() -> None:
    first, second = await hashed(GOOD, "sari"), await hashed(GOOD, "sari")
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second
    assert GOOD not in first


async def test_only_the_same_password_matches() -> None:
    kept = await hashed("café di sudut jalan", "sari")
    assert await matches("café di sudut jalan", kept)
    assert await matches("cafe\u0301 di sudut jalan", kept)
    assert not await matches("cafe di sudut jalan", kept)
    assert not await matches("", kept)
    assert not await matches("x" * 100_000, kept)


async def test_nobody_matches_nothing() -> None:
    assert not await matches(GOOD, None)
    assert not await matches("", None)
