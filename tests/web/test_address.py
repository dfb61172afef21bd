"""Everything on a page is in its address, and only what the page knows."""

from __future__ import annotations

from cicero.web.address import Address, read

PAIRS = [("period", "7d"), ("accounts", "tiktok:a"), ("accounts", "tiktok:b"), ("kind", " "), ("utm", "x")]


def test_reading_keeps_what_is_known_and_not_empty() -> None:
    here = read("/clients/kopi", PAIRS, ("period", "accounts", "kind"))
    assert here == Address("/clients/kopi", (("period", "7d"), ("accounts", "tiktok:a,tiktok:b")))


def test_choosing_replaces_and_taking_back_removes() -> None:
    here = Address("/c", (("period", "7d"), ("hashtag", "kopi pagi")))
    assert here.with_(period="28d") == "/c?hashtag=kopi%20pagi&period=28d"
    assert here.with_(period=None, from_="2026-11-01") == "/c?hashtag=kopi%20pagi&from=2026-11-01"
    assert here.without("hashtag", "period") == "/c"
    assert here["kind"] == ""


def test_an_address_cannot_be_broken_out_of() -> None:
    assert Address("/c").with_(hashtag='a&b=c#"<>') == "/c?hashtag=a%26b%3Dc%23%22%3C%3E"
