"""The days, weeks and months of a series: how they are called, and the address that chooses one."""

from __future__ import annotations

from datetime import date, timedelta

from cicero import numbers
from cicero.language import Language, translations
from cicero.periods import Period, Unit, next_bucket
from cicero.web.address import Address


def unit_name(unit: Unit, language: Language) -> str:
    _ = translations(language).gettext
    return {"day": _("Day"), "week": _("Week"), "month": _("Month")}[unit]


def days_of(first: date, unit: Unit, period: Period | None, language: Language) -> str:
    """Tue 24 Nov 2026, or the days of a longer bucket that lie in the period."""
    if unit == "day" or period is None:
        return numbers.weekday_day(first, language)
    return numbers.span(*_span(first, unit, period), language)


def address_of(first: date, unit: Unit, period: Period, here: Address) -> str:
    """The page with the days of that bucket as its period."""
    begin, end = _span(first, unit, period)
    return here.with_(period=None, from_=begin.isoformat(), to=end.isoformat())


def _span(first: date, unit: Unit, period: Period) -> tuple[date, date]:
    last = next_bucket(first, unit) - timedelta(days=1)
    return max(first, period.first), min(last, period.last)
