"""How a figure changed against the compared period, or why that cannot be said."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero import numbers
from cicero.analytics import Result
from cicero.language import Language, translations
from cicero.metrics import Metric
from cicero.periods import local_date

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
    _ = translations(language).gettext
    metric = result.metrics[index]
    now, before = result.totals.figures[index].value, result.compared_totals.figures[index].value
    if metric.source == "post" and result.history_since and result.history_since > compare.start:
        day = numbers.day(local_date(result.history_since, compare.zone), language)
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
