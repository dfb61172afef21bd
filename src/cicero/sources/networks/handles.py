"""Handles as people type or paste them."""

from __future__ import annotations

import re

from cicero.errors import InputError
from cicero.records import PLATFORM_NAMES, Platform

_HANDLE: dict[Platform, re.Pattern[str]] = {
    "instagram": re.compile(r"[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?"),
    "tiktok": re.compile(r"[a-z0-9_][a-z0-9_.]{1,23}"),
}
_ADDRESS: dict[Platform, re.Pattern[str]] = {
    "instagram": re.compile(
        r"(?:https?://)?(?:www\.|m\.)?instagram\.com/([^/?#]+)/?(?:[?#].*)?", re.IGNORECASE
    ),
    "tiktok": re.compile(r"(?:https?://)?(?:www\.|m\.)?tiktok\.com/@([^/?#]+)/?(?:[?#].*)?", re.IGNORECASE),
}


def handle_in(platform: Platform, text: str) -> str:
    """The handle in what somebody typed or pasted: `@name`, `name`, or the address of the profile.

    InputError says what a handle of that network looks like.
    """
    given = text.strip()
    if found := _ADDRESS[platform].fullmatch(given):
        given = found[1]
    handle = given.removeprefix("@").lower()
    if not _HANDLE[platform].fullmatch(handle):
        raise InputError(
            f"{text.strip()[:80]!r} cannot be a handle on {PLATFORM_NAMES[platform]}.",
            "Give the name after the @, or the address of the profile.",
        )
    return handle
