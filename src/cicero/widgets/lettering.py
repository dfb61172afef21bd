"""Text in pictures: the fonts that come with Cicero, how wide a text is, and where its lines break."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = FONTS / "Inter-Regular.ttf", FONTS / "Inter-SemiBold.ttf"
CUT = "…"
MEASURED_AT = 64
OURS = (
    "\u0020-\u024f\u0300-\u036f\u0370-\u04ff\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2122\u2190-\u2193\u2212"
)
"""What the fonts have letters for."""
PIECES = re.compile(f"[{OURS}]+|[^{OURS}]+")
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def pieces(text: str) -> list[str]:
    """The text without what XML cannot hold, parted where our fonts begin or cease to have letters."""
    return PIECES.findall(UNWRITABLE.sub("", text))


def all_ours(text: str) -> bool:
    return re.fullmatch(f"[{OURS}]*", text) is not None


@lru_cache(maxsize=10_000)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """In the unit of `size`, the height of the letters' body."""
    return _font(BOLD if bold else REGULAR).getlength(text) * size / MEASURED_AT


def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, cut where the room ends."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + CUT, size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + CUT


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text in lines that have room; a word wider than a line is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(fitted(word, size, room, bold=bold))
    return lines


@cache
def _font(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)
