"""A caption in pieces, so that its hashtags and mentions lead to the posts that have them too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from cicero.web.address import Address

_TAG = re.compile(r"(?<!\w)([#@])([\w.]*\w)")


class Piece(Struct, frozen=True):
    """`address` is empty for plain text."""

    text: str
    address: str = ""


def pieces(
    caption: str, hashtags: Sequence[str], mentions: Sequence[str], posts: Address
) -> tuple[Piece, ...]:
    """`posts`: the list of posts; only tags that the post is stored with become links to it."""
    known = {"#": set(hashtags), "@": set(mentions)}
    found: list[Piece] = []
    end = 0
    for match in _TAG.finditer(caption):
        sign, name = match[1], match[2].lower()
        if name not in known[sign]:
            continue
        if match.start() > end:
            found.append(Piece(caption[end : match.start()]))
        choice = {"hashtag" if sign == "#" else "mention": name}
        found.append(Piece(match[0], posts.with_(**choice)))
        end = match.end()
    if end < len(caption):
        found.append(Piece(caption[end:]))
    return tuple(found)
