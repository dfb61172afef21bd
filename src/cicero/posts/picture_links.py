"""Signed links to kept pictures: they need no session, cannot be guessed, and end by themselves.

A link is made for a week of the calendar and holds until the end of the week after it: for 7 to 14 days. It
stays the same within a week, so that browsers need not fetch the picture again.
"""

from __future__ import annotations

import hmac
import re
from datetime import datetime
from functools import lru_cache

from cicero.config import Settings
from cicero.secret import installation_key

FOLDER = "/pictures/"
WEEK = 7 * 86_400
_NAME = re.compile(r"([1-9][0-9]{0,18})-(0|-?[1-9][0-9]{0,18})-([0-9a-f]{32})\.webp", re.ASCII)


def picture_link(settings: Settings, account_id: int, post_id: int, at: datetime) -> str:
    """The path under which `read_link` finds the picture, for 7 days at least."""
    signature = _signature(settings, account_id, post_id, _week(at))
    return f"{FOLDER}{account_id}-{post_id}-{signature}.webp"


def read_link(settings: Settings, name: str, at: datetime) -> tuple[int, int] | None:
    """Account and post of a link's last part; None for one that was not made here or is over."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    account_id, post_id, week = int(found[1]), int(found[2]), _week(at)
    valid = [_signature(settings, account_id, post_id, made) for made in (week, week - 1)]
    matches = [hmac.compare_digest(found[3], signature) for signature in valid]
    return (account_id, post_id) if any(matches) else None


def _week(at: datetime) -> int:
    return int(at.timestamp() // WEEK)


def _signature(settings: Settings, account_id: int, post_id: int, week: int) -> str:
    message = f"{account_id} {post_id} {week}".encode()
    return hmac.digest(_key(settings), message, "sha256")[:16].hex()


@lru_cache(maxsize=8)
def _key(settings: Settings) -> bytes:
    """A key for this alone, made of the installation's."""
    return hmac.digest(installation_key(settings).encode(), b"cicero picture links", "sha256")
