"""Where a post is on its network."""

from __future__ import annotations

import re

from cicero.records import Platform


def post_link(platform: Platform, url: str | None, code: str | None, handle: str | None, post_id: int) -> str:
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
