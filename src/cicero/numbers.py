"""Numbers, days and times as the reader's language writes them. Unknown is an en dash."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_compact_decimal, format_decimal

from cicero import periods
from cicero.language import Language
from cicero.metrics.metric import Unit

UNKNOWN = "–"
Number = float | int | None


@cache
def locale(language: Language) -> Locale:
    return Locale.parse(language)


@lru_cache(maxsize=20_000)
def exact(value: Number, language: Language) -> str:
    """12,345 or 12.345; at most two decimals."""
    if value is None:
        return UNKNOWN
    return format_decimal(value, "#,##0.##", locale=locale(language))


@lru_cache(maxsize=20_000)
def compact(value: Number, language: Language) -> str:
    """12.3K or 12,3 rb; below ten thousand exact, as a reader would say it."""
    if value is None:
        return UNKNOWN
    if abs(value) < 10_000:
        return format_decimal(value, "#,##0" if value == int(value) else "#,##0.0", locale=locale(language))
    return format_compact_decimal(value, fraction_digits=1, locale=locale(language)).replace("\xa0", " ")


def rounded(value: float, decimals: int, language: Language) -> str:
    """12,345.60: with exactly so many decimals."""
    form = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return format_decimal(value, form, locale=locale(language))


@lru_cache(maxsize=20_000)
def percent(value: Number, language: Language) -> str:
    """A value in per cent, with one decimal; below 1 with two, where one would tell too little."""
    if value is None:
        return UNKNOWN
    form = "#,##0.00" if 0 < abs(value) < 0.995 else "#,##0.0"
    return format_decimal(value, form, locale=locale(language)) + "%"


def by_unit(value: Number, unit: Unit, language: Language, *, short: bool = False) -> str:
    if unit == "percent":
        return percent(value, language)
    if unit != "count" and value is not None and abs(value) < 100:
        return format_decimal(value, "#,##0.0", locale=locale(language))
    value = round(value) if unit != "count" and value is not None else value
    return compact(value, language) if short else exact(value, language)


def signed(value: float, language: Language, decimals: str = "0.0") -> str:
    """With its sign, a real minus included; zero has none."""
    text = format_decimal(abs(value), f"#,##{decimals}", locale=locale(language))
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + text


def day(value: date, language: Language, today: date | None = None) -> str:
    """12 Nov, with the year when it is not this one."""
    form = "d MMM" if today is not None and value.year == today.year else "d MMM y"
    return format_date(value, form, locale=locale(language))


def weekday_day(value: date, language: Language) -> str:
    return format_date(value, "EEE d MMM y", locale=locale(language))


def instant(value: datetime, zone: str, language: Language) -> str:
    """12 Nov 2026 07:05 WIB: the exact time with its zone."""
    shown = value.astimezone(periods.zone_info(zone))
    return f"{format_datetime(shown, 'd MMM y HH:mm', locale=locale(language))} {shown.tzname()}"


def instant_day(value: datetime, zone: str, language: Language) -> str:
    """12 Nov 2026: the day of that instant in the zone."""
    return day(periods.local_date(value, zone), language)


def ahead(value: datetime, language: Language) -> str:
    """In 2 hours; empty for a moment that has come."""
    left = value - periods.now()
    if left <= timedelta():
        return ""
    return format_timedelta(left, add_direction=True, locale=locale(language), threshold=1.2)


def ago(value: datetime, language: Language) -> str:
    """2 hours ago; a moment that lies ahead (a clock that is off) is now."""
    passed = max(periods.now() - value, timedelta(seconds=1))
    return format_timedelta(-passed, add_direction=True, locale=locale(language), threshold=1.2)


def weekday_name(weekday: int, language: Language, width: str = "abbreviated") -> str:
    """1 is Monday."""
    return str(locale(language).days["format"][width][weekday - 1])


def span(first: date, last: date, language: Language) -> str:
    """12 – 18 Nov 2026: what both days share is said once."""
    if first == last:
        return day(last, language)
    if first.year == last.year and first.month == last.month:
        return f"{first.day} – {day(last, language)}"
    return f"{day(first, language, last)} – {day(last, language)}"
