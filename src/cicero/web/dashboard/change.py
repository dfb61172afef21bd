"""How a figure changed against the compared period, or why that cannot be said."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from cicero import numbers
from cicero.analytics import Result
from cicero.language import Language, translations
from cicero.metrics import Metric
from cicero.periods import Period, local_date

Direction = Literal["up", "down", "same"]


class Change(Struct, frozen=True):
    """`text` has a sign; where it is empty, `reason` says why. `good`: None where more is neither."""

    text: str = ""
    direction: Direction = "same"
    good: bool | None = None
    reason: str = ""


def change(result: Result, index: int, language: Language) -> Change | None:
    """None when nothing is compared."""
    compare = result.query.compare
    if compare is None or result.compared_totals is None:
        return None
    now, before = result.totals.figures[index].value, result.compared_totals.figures[index].value
    return changed(result.metrics[index], now, before, compare, result.history_since, language)


def changed(
    metric: Metric,
    now: float | None,
    before: float | None,
    compare: Period,
    since: datetime | None,
    language: Language,
) -> Change:
    """The same for one figure and the one of the compared period; posts are known `since`."""
    _ = translations(language).gettext
    if metric.source == "post" and since and since > compare.start:
        day = numbers.day(local_date(since, compare.zone), language)
        return Change(reason=_("Known since %(day)s") % {"day": day})
    if now is None:
        return Change()
    if before is None:
        return Change(reason=_("Unknown before"))
    if metric.unit != "percent" and before == 0:
        return Change(reason=_("0 before: no percentage"))
    return _measured(metric, now, before, language)


def _measured(metric: Metric, now: float, before: float, language: Language) -> Change:
    """Counts change in per cent, rates in percentage points."""
    difference = now - before
    if metric.unit == "percent":
        decimals = "0.00" if abs(difference) < 0.995 else "0.0"
        points = translations(language).gettext("pp")
        text = f"{numbers.signed(round(difference, 2), language, decimals)} {points}"
    else:
        text = numbers.signed(round(100 * difference / abs(before), 1), language) + "%"
    if not difference:
        return Change(text)
    rising = difference > 0
    good = None if metric.up_is_good is None else rising == metric.up_is_good
    return Change(text, "up" if rising else "down", good)
