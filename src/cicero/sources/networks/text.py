"""Hashtags and mentions out of captions: lower case, each once, in order. Pure functions on text.

A hashtag is letters, digits, underscores of any script, with the marks that belong to letters (Thai,
Hindi and Arabic vowels). A handle is ASCII with dots inside. Links and e-mail addresses hold neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import category, normalize


def _marks() -> str:
    """The combining marks of the scripts in use, as a part of a character class; emoji selectors are none."""
    blocks = (range(0x300, 0x1E00), range(0x3099, 0x309B), range(0xA66F, 0xAC00), range(0x11000, 0x11A00))
    return "".join(chr(code) for block in blocks for code in block if category(chr(code)) in ("Mn", "Mc"))


_LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![\w@.])(?:[\w-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_TAGS = re.compile(rf"(?<![\w&/])(?:[#＃][\w\u200c{_marks()}]+)+")
_HASH = re.compile("[#＃]")
_MENTION = re.compile(r"(?<![\w.@+%/-])@([A-Za-z0-9_][A-Za-z0-9_.]{0,29})(?![\w@])")


def hashtags(caption: str | None) -> tuple[str, ...]:
    """The hashtags of a caption, without `#`."""
    if not caption or ("#" not in caption and "＃" not in caption):
        return ()
    runs = _TAGS.findall(_without_links(caption))
    return tidy(tag for run in runs for tag in _HASH.split(run))


def mentions(caption: str | None) -> tuple[str, ...]:
    """The handles mentioned in a caption, without `@`; a dot at the end belongs to the sentence."""
    if not caption or "@" not in caption:
        return ()
    return tidy(handle.rstrip(".") for handle in _MENTION.findall(_without_links(caption)))


def tidy(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags or handles in lower case, without `#`, `@` and blanks around them, each once."""
    found = dict.fromkeys(_plain(tag) for tag in tags)
    found.pop("", None)
    return tuple(found)


def _plain(tag: str) -> str:
    plain = tag.strip().lstrip("#＃@").lower()
    return plain if plain.isascii() else normalize("NFC", plain).encode("utf-8", "replace").decode()


def _without_links(caption: str) -> str:
    return _LINK.sub(" ", caption) if "/" in caption or "www." in caption.lower() else caption
