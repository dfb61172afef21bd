"""Finds out how a CSV's text is encoded: UTF-8, else Windows-1252, as Excel writes it in the West."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from cicero.sources.files.opening import BLOCK, open_file

BROKEN = re.compile("[\udc80-\udcff]")
FOREIGN = re.compile("[\x80-\U0010ffff]")


def guess_encoding(path: Path) -> tuple[str, tuple[str, ...]]:
    """The encoding and, unless it is plain UTF-8, a sentence about it for people.

    The whole file is looked at. Where only a few of many letters are no UTF-8, the file is UTF-8 with
    damaged rows, which are reported one by one.
    """
    if _is_utf8(path):
        return "utf-8", ()
    good, bad = _letters(path)
    if good > bad:
        return "utf-8", ("The file is UTF-8 with damaged characters; their rows are set aside.",)
    return "cp1252", ("The file is not UTF-8; it is read as Windows-1252 text.",)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_file(path) as source:
        try:
            while block := source.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=not source.damage)
        except UnicodeDecodeError:
            return False
    return True


def _letters(path: Path) -> tuple[int, int]:
    """How many letters beyond ASCII are valid UTF-8, and how many bytes are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    with open_file(path) as source:
        while block := source.read(BLOCK):
            text = decoder.decode(block)
            broken = len(BROKEN.findall(text))
            bad += broken
            good += len(FOREIGN.findall(text)) - broken
    return good, bad
