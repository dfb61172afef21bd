"""Passwords: the rule for new ones, and Argon2id.

19 MiB, two passes, one lane: the first of OWASP's recommended settings, 21 ms on one core. The library's
default takes 125 ms on both cores, so that a few dozen people who sign in at once would wait for seconds.
"""

from __future__ import annotations

import asyncio
import unicodedata

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from cicero.errors import InputError

SHORTEST = 12
LONGEST = 500

_HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))

_DECOY = "$argon2id$v=19$m=19456,t=2,p=1$cqwVRJ9QroxpzyWPkkE7gg$LGL0fbm1ttVivVjRNsssXHCoAGQoYWthB/2/eBBXyxk"
"""The hash of a password that nobody knows, checked where there is no such person."""


async def hashed(password: str, username: str) -> str:
    """The hash to keep of a new password; InputError says which rule it breaks."""
    _check(password, username)
    return await asyncio.to_thread(_HASHER.hash, _normal(password))


async def matches(password: str, kept: str | None) -> bool:
    """Whether that is the password. Takes as long where nothing is kept, so that nobody learns who is."""
    if len(password) > LONGEST:
        return False
    same = await asyncio.to_thread(_HASHER.verify, _normal(password), kept or _DECOY)
    return same and kept is not None


def _check(password: str, username: str) -> None:
    if len(password) < SHORTEST:
        raise InputError(
            f"The password has {len(password)} characters; it needs at least {SHORTEST}.",
            "A few unrelated words in a row are easy to remember and hard to guess.",
        )
    if len(password) > LONGEST:
        raise InputError(f"The password is longer than {LONGEST} characters.", "Use a shorter one.")
    built_from_name = username in password.lower() and len(password) < len(username) + 8
    if len(set(password)) < 4 or built_from_name:
        raise InputError(
            "The password is too easy to guess.", "Do not build it from the username or one key."
        )


def _normal(password: str) -> str:
    """The same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)
