"""Cells of a CSV as people and spreadsheets write them: counts, words for kinds and platforms.

Numbers come as 1234, 1,234 and 1.234, as 1.2K and 1,2 rb. What cannot be told for sure is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal

from cicero.records import Kind, Platform
from cicero.sources.networks.loose import BIGGEST, shown
from cicero.sources.networks.seen import RowError

BLANK = frozenset(
    {"", "-", "–", "—", "n/a", "na", "nan", "none", "null", "nil", "undefined", "unknown", "tidak ada"}
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([., '’])\d{3})(?:\1\d{3})*(?:[.,]0+)?")
_PLAIN = re.compile(r"(\d+)(?:[.,]0+)?")
_SCALED = re.compile(r"(\d+(?:[.,]\d{1,2})?) ?([a-z]+)\+?")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d+")
_SCALES = {
    **dict.fromkeys(("k", "rb", "ribu", "thousand"), 1_000),
    **dict.fromkeys(("m", "mn", "mio", "jt", "juta", "million"), 1_000_000),
    **dict.fromkeys(("b", "bn", "miliar", "milyar", "billion"), 1_000_000_000),
}
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("image", "photo", "foto", "gambar", "picture", "static", "single image"), "image"),
    **dict.fromkeys(("carousel", "carousel album", "album", "sidecar", "karusel", "korsel"), "carousel"),
    **dict.fromkeys(("graphsidecar", "carousel container", "mixed", "multiple images", "slide"), "carousel"),
    **dict.fromkeys(("video", "reel", "reels", "clip", "clips", "igtv", "graphvideo", "vt"), "video"),
    **dict.fromkeys(("photos", "slideshow", "photo mode", "mode foto"), "photos"),
}  # fmt: skip
_PLATFORMS: dict[str, Platform] = {
    **dict.fromkeys(("instagram", "ig", "insta", "instagram business"), "instagram"),
    **dict.fromkeys(("tiktok", "tik tok", "tt"), "tiktok"),
}


def blank(cell: str | None) -> bool:
    """Whether the cell says nothing: empty, a dash, "N/A" and the like."""
    return cell is None or cell.strip().lower() in BLANK


def number(cell: str | None, what: str = "count") -> int | None:
    """A counter; None when the cell says nothing or is negative (hidden), RowError when it is no count."""
    text = (cell or "").strip().lower().replace("\u00a0", " ").replace("\u202f", " ")
    if text in BLANK or re.fullmatch(r"[-−]\d[\d.,]*", text):
        return None
    found = _unsigned(text)
    if found is None or found > BIGGEST:
        hint = "A percentage is not a count." if "%" in text else ""
        raise RowError(f"its {what} is not a number: {shown(cell)}", hint)
    return found


def _unsigned(text: str) -> int | None:
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"[., '’]", "", re.sub(r"(?<=[.,' ’]\d{3})[.,]0{1,2}$", "", text)))
    if plain := _PLAIN.fullmatch(text):
        return int(plain[1])
    if scaled := _SCALED.fullmatch(text):
        scale = _SCALES.get(scaled[2])
        return None if scale is None else int(Decimal(scaled[1].replace(",", ".")) * scale)
    if _SCIENTIFIC.fullmatch(text) and len(text) < 16:
        exact = Decimal(text.replace(",", "."))
        return int(exact) if exact == exact.to_integral_value() else None
    return None


def kind(cell: str | None, platform: Platform) -> Kind | None:
    """What a post consists of, from the word a tool has for it; None for words that do not say."""
    word = re.sub(r"[\W_]+", " ", cell or "").strip().lower()
    found = _KINDS.get(re.sub(r"^(?:ig|instagram|tiktok) (?=\w)", "", word))
    if platform == "tiktok":
        return "photos" if found in ("image", "carousel") else found
    return "carousel" if found == "photos" else found


def is_story(cell: str | None) -> bool:
    """Stories vanish after a day and are no posts."""
    return re.search(r"\b(?:story|stories|cerita)\b", (cell or "").lower()) is not None


def platform(cell: str | None) -> Platform | None:
    return _PLATFORMS.get(re.sub(r"[\W_]+", " ", cell or "").strip().lower())
