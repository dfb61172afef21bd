from __future__ import annotations

import pytest

from cicero.auth.password import hashed, matches
from cicero.errors import InputError

GOOD = "tiga cangkir kopi"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("sebelas kar", "has 11 characters; it needs at least 12"),
        ("", "has 0 characters"),
        ("aaaaaaaaaaaaaaaa", "too easy"),
        ("sari.w123", "has 9 characters"),
        ("sari.wulan1234", "too easy"),
        ("x" * 501, "longer than 500"),
    ],
)
async def test_a_weak_password_is_refused_with_its_rule(password: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        await hashed(password, "sari.wulan")


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
