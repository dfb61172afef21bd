"""Numbers, days and accounts as the sentences of this room write them, in both languages."""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from cicero.metrics import Language
from cicero.records import PLATFORM_NAMES, PLATFORMS

LOCALES: dict[Language, Locale] = {"en": Locale("en"), "id": Locale("id")}


def whole(value: float, language: Language) -> str:
    """12,345 or 12.345."""
    return format_decimal(round(value), "#,##0", locale=LOCALES[language])


def decimal(value: float, language: Language, places: int = 1) -> str:
    """8.2 or 8,2."""
    return format_decimal(value, "#,##0." + "0" * places, locale=LOCALES[language])


def signed(value: float, language: Language, places: int = 0) -> str:
    """With its sign, a real minus included; what is written as zero has none."""
    text = decimal(abs(value), language, places) if places else whole(abs(value), language)
    if float(f"{value:.{places}f}") == 0:
        return text
    return ("+" if value > 0 else "−") + text


def day(value: date, language: Language) -> str:
    """3 May 2026 or 3 Mei 2026."""
    return format_date(value, "d MMMM y", locale=LOCALES[language])


def span(first: date, last: date, language: Language) -> str:
    """3 May 2026, 3–9 May 2026, 30 April – 2 May 2026: what both days share is said once."""
    if first == last:
        return day(last, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, language)}"
    form = "d MMMM" if first.year == last.year else "d MMMM y"
    return f"{format_date(first, form, locale=LOCALES[language])} – {day(last, language)}"


def account(name: str) -> str:
    """`instagram:kopi` as a reader would say it: kopi (Instagram)."""
    for platform in PLATFORMS:
        if name.startswith(f"{platform}:"):
            return f"{name.removeprefix(f'{platform}:')} ({PLATFORM_NAMES[platform]})"
    return name
