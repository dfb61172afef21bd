"""Addresses that somebody else chose: where a form leads back to."""

from __future__ import annotations

from urllib.parse import urlsplit

HOME = "/"


def own_path(path: str) -> str:
    """A path of this site as it was given; whatever could lead to another site becomes the front page.

    Browsers drop tabs and line ends from an address and take a backslash for a slash, so either of them
    could hide a second slash, behind which another site is named.
    """
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return HOME
    if any(letter <= " " or letter == "\x7f" for letter in path):
        return HOME
    try:
        parts = urlsplit(path)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc else path
