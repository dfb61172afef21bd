"""Addresses that leave the page: where a form leads back to, and links in mails."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from litestar import Request

from cicero.config import Settings

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


def absolute(request: Request[Any, Any, Any], settings: Settings, path: str) -> str:
    """The whole address of a path, for mails: under the public address, else as this request came in.

    The request's host was held against the allowed ones before anything else, see `app.reaching`.
    """
    base = settings.public_url.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"
    return base + path
