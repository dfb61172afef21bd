"""Where a form leads back to never is another site."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cicero.web.links import own_path

HERE = "https://cicero.example.org/sign-in"
TRICKS = ["//", "/\\", "\\", "\t", "\n", "\r", "%2f", "%5c", "%09", "evil.example", "@", ":", "https:", "."]


def browsers_go(path: str) -> str:
    """The host that a browser goes to: it drops tabs and line ends, takes a backslash for a slash, and a host
    for what follows any number of slashes but one."""
    cleaned = "".join(letter for letter in path.strip(" \x00\x1f") if letter not in "\t\r\n")
    cleaned = re.sub(r"^//+", "//", cleaned.replace("\\", "/"))
    return urlsplit(urljoin(HERE, cleaned)).netloc


@given(st.one_of(st.text(), st.lists(st.sampled_from(TRICKS)).map(lambda some: "/" + "".join(some))))
@example("//evil.example")
@example("///evil.example")
@example("/\\evil.example")
@example("/\t/evil.example")
@example("/\n/evil.example")
@example("https://evil.example")
@example("/%2f/evil.example")
@example("\\\\evil.example")
@example("/clients/kopi?from=2026-01-01&x=\r\nset-cookie: a=b")
def test_no_path_leads_away(path: str) -> None:
    kept = own_path(path)
    assert browsers_go(kept) == "cicero.example.org"
    assert kept.startswith("/")
    assert not any(letter in kept for letter in "\r\n\t\x00\\")


@pytest.mark.parametrize(
    "path", ["/", "/clients/kopi", "/clients/kopi?from=2026-01-01&hashtag=%23kopi#posts"]
)
def test_our_own_are_kept(path: str) -> None:
    assert own_path(path) == path
