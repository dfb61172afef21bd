"""How the posts of each account did: the least, the middle half and the most of them, on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor, log10
from typing import get_args

from msgspec import Struct

from cicero import numbers
from cicero.analytics.comparing import Comparison, Quartiles, Spoken
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.metrics.metric import Unit
from cicero.web.address import Address
from cicero.web.choices import Choice
from cicero.web.compare.compared import Compared
from cicero.widgets import Column, Explained, Fact, Row, Widget

MEASURES: tuple[Spoken, ...] = get_args(Spoken)
FIRST: tuple[Spoken, ...] = ("engagement_rate_followers", "engagement_rate_views", "interactions")
"""The first of these of which anything is known is shown until another one is chosen: rates can be compared
between a large account and a small one."""
DECADES = 2
"""Powers of ten up to which 2 and 5 stand on the scale too."""


class Box(Struct, frozen=True, kw_only=True):
    """`at`: where least, quartiles and most stand, 0 … 100; empty where nothing is known."""

    of: Compared
    quartiles: Quartiles
    at: tuple[float, ...]


class Spread(Struct, frozen=True, kw_only=True):
    """`ticks`: the words on the scale with their places."""

    widget: Widget
    unit: Unit
    boxes: tuple[Box, ...]
    ticks: tuple[tuple[str, float], ...]
    tools: tuple[Choice, ...]


def spread(
    comparison: Comparison,
    those: Sequence[Compared],
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Spread:
    measure = _measure(comparison, here)
    found = {one.account_id: one for one in comparison.distribution if one.measure == measure}
    rows = [found[one.account_id] for one in those]
    marks = scale([value for row in rows for value in (row.least, row.most) if value is not None])
    unit: Unit = "count" if measure == "interactions" else "percent"
    boxes = tuple(
        Box(of=one, quartiles=row, at=_places(row, marks)) for one, row in zip(those, rows, strict=True)
    )
    return Spread(
        widget=_widget(measure, unit, boxes, facts, language),
        unit=unit,
        boxes=boxes,
        ticks=tuple(
            (numbers.by_unit(mark, unit, language, short=True), place(mark, marks)) for mark in marks
        ),
        tools=_tools(measure, here, language),
    )


def scale(values: Sequence[float]) -> tuple[float, ...]:
    """The marks of a logarithmic scale that holds all the values above zero; none where there are none."""
    above = [value for value in values if value > 0]
    if not above:
        return ()
    least, most = min(above), max(above)
    first, last = floor(log10(least)), floor(log10(most)) + 1
    steps = (1, 2, 5) if last - first <= DECADES else (1,)
    marks = [step * 10.0**power for power in range(first, last + 1) for step in steps]
    begin = max(at for at, mark in enumerate(marks) if mark <= least)
    end = min(at for at, mark in enumerate(marks) if mark >= most and at > begin)
    return tuple(marks[begin : end + 1])


def place(value: float, marks: Sequence[float]) -> float:
    """0 … 100 along the scale; what is below its first mark, such as zero, stands at the beginning."""
    if value <= marks[0]:
        return 0
    low, high = log10(marks[0]), log10(marks[-1])
    return round(100 * (log10(value) - low) / (high - low), 2)


def _measure(comparison: Comparison, here: Address) -> Spoken:
    chosen = [measure for measure in MEASURES if measure == here["rate"]]
    known = {one.measure for one in comparison.distribution if one.n}
    return next((measure for measure in (*chosen, *FIRST) if chosen or measure in known), "interactions")


def _places(row: Quartiles, marks: Sequence[float]) -> tuple[float, ...]:
    values = (row.least, row.low, row.median, row.high, row.most)
    return tuple(place(value, marks) for value in values if value is not None) if marks else ()


def _tools(measure: Spoken, here: Address, language: Language) -> tuple[Choice, ...]:
    labels = names(language)
    return tuple(
        Choice(name=name, label=labels[name], address=here.with_(rate=name), chosen=name == measure)
        for name in FIRST
    )


def names(language: Language) -> dict[Spoken, str]:
    _ = translations(language).gettext
    return {
        "engagement_rate_followers": _("By followers"),
        "engagement_rate_views": _("By views"),
        "interactions": METRICS["interactions"].label[language],
    }


def _widget(
    measure: Spoken, unit: Unit, boxes: Sequence[Box], facts: tuple[Fact, ...], language: Language
) -> Widget:
    _ = translations(language).gettext
    told: tuple[tuple[str, str, Callable[[Quartiles], float | None]], ...] = (
        ("least", _("Least"), lambda row: row.least),
        ("low", _("Lower quartile"), lambda row: row.low),
        ("median", _("Median"), lambda row: row.median),
        ("high", _("Upper quartile"), lambda row: row.high),
        ("most", _("Most"), lambda row: row.most),
    )
    return Widget(
        name="spread",
        title=_("How single posts did"),
        basis=_bases(language)[measure],
        columns=(
            Column(name="account", label=_("Account")),
            *(Column(name=name, label=label, unit=unit) for name, label, _of in told),
            Column(name="n", label=_("Posts known"), unit="count"),
            Column(name="of", label=METRICS["posts"].label[language], unit="count"),
        ),
        rows=tuple(
            Row(
                cells=(
                    box.of.label,
                    *(of(box.quartiles) for _name, _label, of in told),
                    box.quartiles.n,
                    box.quartiles.of,
                ),
                chosen=box.of.own,
            )
            for box in boxes
        ),
        explained=(_explained(measure, boxes, language),),
        facts=facts,
    )


def _bases(language: Language) -> dict[Spoken, str]:
    _ = translations(language).gettext
    return {
        "engagement_rate_followers": _(
            "Interactions of each post in per cent of followers when it was published"
        ),
        "engagement_rate_views": _("Interactions of each post in per cent of its views"),
        "interactions": _("Interactions of each post"),
    }


def _explained(measure: Spoken, boxes: Sequence[Box], language: Language) -> Explained:
    _ = translations(language).gettext
    said = _("%(n)s of %(of)s posts") % {
        "n": numbers.exact(sum(box.quartiles.n for box in boxes), language),
        "of": numbers.exact(sum(box.quartiles.of for box in boxes), language),
    }
    return Explained(
        label=names(language)[measure],
        formula=_bases(language)[measure],
        note=_(
            "The line goes from the least to the most, the box holds the middle half of the posts, its mark "
            "is the median. The scale is logarithmic; zero stands at its beginning."
        ),
        rests_on=said,
    )
