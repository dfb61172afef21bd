"""A Result with groups as a Widget: a row per group, a column per metric, and what each rests on."""

from __future__ import annotations

from collections.abc import Sequence

from cicero.analytics import Figure, Result
from cicero.language import Language, translations
from cicero.metrics import Metric
from cicero.web.facts import explained
from cicero.widgets import Column, Fact, Row, Value, Widget


def grouped(
    name: str,
    words: tuple[str, str, str],
    result: Result,
    rows: Sequence[tuple[Sequence[Value], Sequence[Figure], str]],
    facts: tuple[Fact, ...],
    language: Language,
    *,
    keys: Sequence[Column] = (),
) -> Widget:
    """`words`: title, basis and what the first column is. Each row: its key's cells, figures, address.

    `keys`: the columns of the key where it is more than one word.
    """
    title, basis, key = words
    return Widget(
        name=name,
        title=title,
        basis=basis,
        columns=(*(keys or (Column(name="key", label=key),)), *_columns(result.metrics, language)),
        rows=tuple(
            Row(cells=(*cells, *_cells(figures)), address=address) for cells, figures, address in rows
        ),
        explained=explained(result.metrics, result.totals.figures, result.query.basis, language),
        facts=facts,
    )


def _columns(metrics: Sequence[Metric], language: Language) -> list[Column]:
    """Each metric, and for files how many posts (or accounts) its figure rests on."""
    told = translations(language).gettext("%(metric)s rests on")
    return [
        column
        for metric in metrics
        for column in (
            Column(name=metric.name, label=metric.label[language], unit=metric.unit),
            Column(
                name=f"{metric.name}_n",
                label=told % {"metric": metric.label[language]},
                unit="count",
                aside=True,
            ),
        )
    ]


def _cells(figures: Sequence[Figure]) -> list[Value]:
    return [cell for figure in figures for cell in (figure.value, figure.n)]
