"""The posts of the period by kind, weekday and length: how many there were, and how the typical one did."""

from __future__ import annotations

from msgspec import Struct

from cicero import numbers
from cicero.analytics import Dimension, Result
from cicero.analytics import Row as Group
from cicero.language import Language, translations
from cicero.web.address import Address
from cicero.web.choices import kind_name
from cicero.web.facts import explained
from cicero.widgets import Column, Fact, Row, Widget

NAMES: dict[Dimension, str] = {
    "kind": "kinds", "weekday": "weekdays", "caption_length": "captions", "video_length": "videos",
}  # fmt: skip
FILTERS: dict[Dimension, str] = {"kind": "kind", "weekday": "weekday"}
"""By which of them the page can be filtered."""


class Grouped(Struct, frozen=True):
    """`shares`: how long the bar of each row is, 0 … 100, against the longest."""

    widget: Widget
    shares: tuple[float, ...]


def grouped(
    results: dict[Dimension, Result], here: Address, facts: tuple[Fact, ...], language: Language
) -> dict[str, Grouped]:
    """By name of the widget; lengths of videos only where one of them is known."""
    return {
        NAMES[by]: _grouped(by, result, here, facts, language)
        for by, result in results.items()
        if by != "video_length" or any(row.key is not None for row in result.rows)
    }


def _grouped(
    by: Dimension, result: Result, here: Address, facts: tuple[Fact, ...], language: Language
) -> Grouped:
    title, basis, heading = _words(by, result, language)
    posts = [row.figures[0].value or 0 for row in result.rows]
    return Grouped(
        Widget(
            name=NAMES[by],
            title=title,
            basis=basis,
            columns=(
                Column(name=by, label=heading),
                *(Column(name=m.name, label=m.label[language], unit=m.unit) for m in result.metrics),
                *(
                    Column(name=f"{m.name}_n", label=f"{m.label[language]} (n)", unit="count", aside=True)
                    for m in result.metrics[1:]
                ),
            ),
            rows=tuple(_row(by, row, here, language) for row in result.rows),
            explained=explained(result.metrics, result.totals.figures, result.query.basis, language),
            facts=facts,
        ),
        tuple(round(100 * number / (max(posts) or 1), 1) for number in posts),
    )


def _row(by: Dimension, row: Group, here: Address, language: Language) -> Row:
    name, value = FILTERS.get(by), "" if row.key is None else str(row.key)
    chosen = bool(name and value) and value in here[name or ""].split(",")
    address = ""
    if name and value and row.figures[0].value:
        address = here.without(name) if chosen else here.with_(**{name: value})
    return Row(
        cells=(
            _called(by, row.key, language),
            *(figure.value for figure in row.figures),
            *(figure.n for figure in row.figures[1:]),
        ),
        address=address,
        chosen=chosen,
    )


def _called(by: Dimension, key: object, language: Language) -> str:
    _ = translations(language).gettext
    if by == "kind":
        return kind_name(str(key or ""), language)
    if by == "weekday":
        return numbers.weekday_name(int(str(key)), language, "wide")
    if key is None:
        return _("Not known")
    return _caption(str(key), language) if by == "caption_length" else _range(str(key))


def _caption(band: str, language: Language) -> str:
    """`50-124` or `1200+`, in characters."""
    return translations(language).gettext("No caption") if band == "0" else _range(band)


def _range(band: str) -> str:
    """`30-60s` or `600s+`, in seconds, as a table says it under its heading."""
    band = band.replace("s", "")
    return f"≥ {band[:-1]}" if band.endswith("+") else band.replace("-", "–")


def _words(by: Dimension, result: Result, language: Language) -> tuple[str, str, str]:
    """Title, basis and the heading of the first column."""
    _ = translations(language).gettext
    typical = _("How many there were, and how the typical one did")
    if by == "kind":
        return _("Kinds of post"), typical, _("Kind")
    if by == "caption_length":
        return _("Length of the caption"), typical, _("Characters")
    if by == "video_length":
        return _("Length of the video"), typical, _("Seconds")
    posts = result.totals.figures[0].value or 0
    a_week = numbers.exact(round(7 * posts / result.query.period.days, 1), language)
    return _("How often, and on which days"), _("%(number)s posts a week") % {"number": a_week}, _("Weekday")
