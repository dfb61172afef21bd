"""Passwords: Argon2id, worked out beside the pages and not in place of them.

19 MiB, two passes, one lane: the first of OWASP's recommended settings, 21 ms on one core. The library's
default takes 125 ms on both cores, so that a few dozen people who sign in at once would wait for seconds.
"""

from __future__ import annotations

import asyncio
import os
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from cicero.auth.strength import LONGEST, check_strength

_HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))

_DECOY = "$argon2id$v=19$m=19456,t=2,p=1$cqwVRJ9QroxpzyWPkkE7gg$LGL0fbm1ttVivVjRNsssXHCoAGQoYWthB/2/eBBXyxk"
"""The hash of a password that nobody knows, checked where there is no such person."""

_workers = ThreadPoolExecutor(max(1, (os.cpu_count() or 2) // 2), thread_name_prefix="passwords")
"""Half of the cores at most: however many people sign in, or try to, the pages have the others."""


async def hashed(password: str, *names: str) -> str:
    """The hash to keep of a new password of who is called so; InputError says which rule it breaks."""
    return await asyncio.get_running_loop().run_in_executor(_workers, _checked, _normal(password), names)


async def matches(password: str, kept: str | None) -> bool:
    """Whether that is the password. Takes as long where nothing is kept, so that nobody learns who is."""
    if len(password) > LONGEST:
        return False
    loop = asyncio.get_running_loop()
    same = await loop.run_in_executor(_workers, _HASHER.verify, _normal(password), kept or _DECOY)
    return same and kept is not None


def _checked(password: str, names: tuple[str, ...]) -> str:
    check_strength(password, names)
    return _HASHER.hash(password)


def _normal(password: str) -> str:
    """The same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)
