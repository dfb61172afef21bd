"""Times as CSVs write them: ISO, seconds since 1970, 12/06/2026, 12 Juni 2026 15.34, June 12, 2026 3:34 PM.

A time without zone comes out naive: whoever calls knows the zone. A date alone is the beginning of its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

from cicero.periods import in_zone
from cicero.sources.files.format import Context
from cicero.sources.networks.loose import shown
from cicero.sources.networks.seen import RowError

Order = Literal["day", "month", "either"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan januari january", "feb februari february peb", "mar maret march", "apr april", "may mei",
         "jun juni june", "jul juli july", "aug agt agu ags agustus august", "sep sept september",
         "oct okt oktober october", "nov november nop nopember", "dec des desember december"), 1)
    for name in names.split()
}  # fmt: skip
_ABBREVIATIONS = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)"
)
_DAY = (
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    r"|(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th)?[ -](?P<m3>[a-z]{3,9})\.?,?[ -](?P<y3>\d{4})"
    r"|(?P<m4>[a-z]{3,9})\.? (?P<d4>\d{1,2})(?:st|nd|rd|th)?,? (?P<y4>\d{4})"
)
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<sec>\d{2})(?:[.,]\d+)?)?(?: ?(?P<half>[ap])\.?m\.?)?"
    r"(?: ?(?P<zone>z|utc|gmt|wib|wita|wit|[+-]\d{2}:?\d{2}))?"
)
_FORM = re.compile(rf"(?:{_WEEKDAY},? )?(?:{_DAY})(?:(?:t|,? (?:at |pukul |jam |- )?)(?:{_TIME}))?")
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})")


def instant(text: str, context: Context, what: str = "time") -> datetime:
    """The instant that the cell means, in UTC; RowError when it is none or its zone is not known."""
    wall = read(text, context.day_first, context.date_format, what)
    if wall.tzinfo is None and context.zone is None:
        raise RowError(f"its {what} does not say its zone: {shown(text)}", "Name the zone with --zone.")
    return in_zone(wall, context.zone or "UTC")


def read(text: str, day_first: bool | None, date_format: str | None = None, what: str = "time") -> datetime:
    """The time in the cell, aware where it says its zone itself."""
    try:
        found = _formatted(text, date_format) if date_format else _read(text, day_first)
    except (ValueError, OverflowError):
        found = None
    if found is None or not 2004 <= found.year <= 2100:
        raise RowError(f"its {what} is not a time that can be read: {shown(text)}", _hint(text, day_first))
    return found


def walls(
    seen: Iterable[tuple[str, datetime | None]], day_first: bool | None = None, date_format: str | None = None
) -> list[tuple[datetime, datetime]]:
    """(wall time, upload time) of those that have both and say more than the day, to tell the zone by."""
    pairs = []
    for text, uploaded_at in seen:
        if uploaded_at is None or not has_time(text):
            continue
        try:
            wall = read(text, day_first, date_format)
        except RowError:
            continue
        if wall.tzinfo is None:
            pairs.append((wall, uploaded_at))
    return pairs


def is_naive(text: str, context: Context) -> bool:
    """Whether the cell is a time that does not say its zone."""
    try:
        day_first = True if context.day_first is None else context.day_first
        return read(text, day_first, context.date_format).tzinfo is None
    except RowError:
        return False


def order(text: str) -> Order | None:
    """Whether the day or the month stands first: `either` when both could, None where the form says it."""
    form = _FORM.fullmatch(_tidy(text))
    if form is None or form["first"] is None or form["first"] == form["second"]:
        return None
    first, second = int(form["first"]), int(form["second"])
    return "day" if first > 12 else "month" if second > 12 else "either"


def has_time(text: str) -> bool:
    """Whether the cell says more than the day."""
    form = _FORM.fullmatch(_tidy(text))
    return form is None or form["hour"] is not None


def _hint(text: str, day_first: bool | None) -> str:
    if day_first is None and order(text) == "either":
        return 'Say the order in a --map file: date_format = "%d/%m/%Y".'
    return ""


def _formatted(text: str, date_format: str) -> datetime:
    found = datetime.strptime(text.strip(), date_format)  # noqa: DTZ007
    return found if found.tzinfo is None else found.astimezone(UTC)


def _tidy(text: str) -> str:
    return " ".join(text.lower().split())


def _read(text: str, day_first: bool | None) -> datetime | None:
    tidy = _tidy(text)
    if epoch := _EPOCH.fullmatch(tidy):
        return datetime.fromtimestamp(int(epoch[1] or 0) or int(epoch[2]) / 1000, UTC)
    if tidy[:4].isdecimal():
        with suppress(ValueError):
            return datetime.fromisoformat(text.strip())
    form = _FORM.fullmatch(tidy)
    if form is None:
        return None
    year, month, day = _date(form, day_first)
    hour, minute = int(form["hour"] or 0), int(form["minute"] or 0)
    if form["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if form["half"] == "p" else 0)
    return datetime(year, month, day, hour, minute, int(form["sec"] or 0), tzinfo=_zone(form["zone"]))


def _date(form: re.Match[str], day_first: bool | None) -> tuple[int, int, int]:
    if form["y1"]:
        return int(form["y1"]), int(form["m1"]), int(form["d1"])
    if form["y2"]:
        first, second = int(form["first"]), int(form["second"])
        if day_first is None and first != second and first <= 12 and second <= 12:
            raise ValueError("day or month first?")
        day, month = (first, second) if day_first or (day_first is None and first > 12) else (second, first)
        return int(form["y2"]), month, day
    name = form["m3"] or form["m4"]
    if name not in _MONTHS:
        raise ValueError(f"no month {name}")
    return int(form["y3"] or form["y4"]), _MONTHS[name], int(form["d3"] or form["d4"])


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in _ABBREVIATIONS:
        return timezone(timedelta(hours=_ABBREVIATIONS[text]))
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
