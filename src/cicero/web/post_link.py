"""The way to a post on its network."""

from __future__ import annotations

import re

from cicero.records import Platform


def post_link(platform: Platform, post_id: int, code: str | None, url: str | None, handle: str | None) -> str:
    """Where the source said, else where the network keeps it; never anything but a web address.

    Empty where nobody can tell: a post from a file without the network's ids has a negative one.
    """
    if url and re.match(r"https://", url):
        return url
    if platform == "instagram" and code:
        return f"https://www.instagram.com/p/{code}/"
    if platform == "tiktok" and handle and post_id > 0:
        return f"https://www.tiktok.com/@{handle}/video/{post_id}"
    return ""


def profile_link(platform: Platform, handle: str | None) -> str:
    """Empty where the account's handle is not known."""
    if not handle:
        return ""
    return (
        f"https://www.instagram.com/{handle}/"
        if platform == "instagram"
        else f"https://www.tiktok.com/@{handle}"
    )
