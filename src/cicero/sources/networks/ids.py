"""Ids of posts: what they say of themselves, and made-up ones for rows that have none. Pure functions.

Both platforms put the time of the upload into their 64-bit ids. The time of publication may differ: a
post can be scheduled or wait as a draft.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from cicero.records import AccountRef
from cicero.sources.networks.loose import BIGGEST, Loose, shown, whole_id
from cicero.sources.networks.seen import RowError

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_PUBLIC_LENGTH = 11
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INSTAGRAM_EPOCH_MS = 1314220021721
_CODE_IN_URL = re.compile(r"instagram\.com/(?:[^/?#]+/)?(?:p|reels?|tv)/([\w-]+)", re.ASCII)


def shortcode_of(pk: int) -> str:
    """The shortcode of an Instagram media: its pk in URL-safe base64."""
    letters = []
    while pk > 0:
        pk, value = divmod(pk, 64)
        letters.append(_ALPHABET[value])
    return "".join(reversed(letters))


def pk_of(shortcode: str) -> int:
    """The pk behind a shortcode; those of private accounts carry a secret after the first eleven letters."""
    pk = 0
    for letter in shortcode[:_PUBLIC_LENGTH]:
        value = _VALUES.get(letter)
        if value is None:
            raise RowError(f"its shortcode is not one of Instagram's: {shown(shortcode)}")
        pk = pk * 64 + value
    if not 0 < pk <= BIGGEST:
        raise RowError(f"its shortcode is not one of Instagram's: {shown(shortcode)}")
    return pk


def shortcode_in(url: str | None) -> str | None:
    """The shortcode in the address of an Instagram post, reel or video."""
    found = _CODE_IN_URL.search(url) if url else None
    return found[1] if found else None


def media_id(value: Loose) -> tuple[int, str | None]:
    """(pk, pk of the owner) of an Instagram id, which is `<pk>` or `<pk>_<pk of the owner>`."""
    pk, _, owner = value.partition("_") if type(value) is str else (value, "", "")
    return whole_id(pk), owner if owner.isascii() and owner.isdecimal() else None


def tiktok_uploaded_at(post_id: int) -> datetime:
    """When a TikTok post was uploaded, to the second."""
    return _EPOCH + timedelta(seconds=post_id >> 32)


def instagram_uploaded_at(pk: int) -> datetime:
    """When an Instagram media was uploaded, to the millisecond."""
    return _EPOCH + timedelta(milliseconds=(pk >> 23) + _INSTAGRAM_EPOCH_MS)


def invented_id(account: AccountRef, published_at: datetime, text: str | None) -> int:
    """A negative id that is the same whenever the same post comes again without an id of its own."""
    whose = account.handle or account.platform_id or account.name or ""
    when = published_at.astimezone(UTC).isoformat()
    said = "\x1f".join((account.platform, whose, when, text or ""))
    digest = blake2b(said.encode("utf-8", "replace"), digest_size=8).digest()
    return -((int.from_bytes(digest) & BIGGEST) or 1)
