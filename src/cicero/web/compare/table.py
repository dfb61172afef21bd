"""Key figures of each account: what it reached, its rank among those compared, and how that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cicero.analytics import Figure
from cicero.language import Language, translations
from cicero.metrics import Metric
from cicero.records import PLATFORM_NAMES
from cicero.web.address import Address
from cicero.web.compare.compared import Compared
from cicero.web.compare.findings import TABLE, Answers
from cicero.web.dashboard.change import Change, changed
from cicero.web.facts import explained
from cicero.widgets import Column, Fact, Row, Value, Widget

SORTED = "interactions"


class Cell(Struct, frozen=True, kw_only=True):
    """`rank` 1 is the highest known; `bar`: how long it is, 0 … 100 against the highest."""

    metric: Metric
    figure: Figure
    before: Figure | None
    rank: int | None
    bar: float
    change: Change | None


class TableRow(Struct, frozen=True, kw_only=True):
    of: Compared
    cells: tuple[Cell, ...]


class Heading(Struct, frozen=True, kw_only=True):
    metric: Metric
    address: str
    sorted: bool


class Table(Struct, frozen=True, kw_only=True):
    widget: Widget
    headings: tuple[Heading, ...]
    rows: tuple[TableRow, ...]


def table(
    answers: Answers, those: Sequence[Compared], here: Address, facts: tuple[Fact, ...], language: Language
) -> Table | None:
    """The highest first, by the metric that `sort` names. None where the table was not asked for."""
    if answers.table is None:
        return None
    sort = here["sort"] if here["sort"] in TABLE else SORTED
    place = TABLE.index(sort)
    rows = sorted(_rows(answers, those, language), key=lambda row: row.cells[place].rank or len(those) + 1)
    headings = tuple(
        Heading(metric=metric, address=here.with_(sort=metric.name), sorted=metric.name == sort)
        for metric in answers.table.metrics
    )
    return Table(widget=_widget(answers, rows, facts, language), headings=headings, rows=tuple(rows))


def _rows(answers: Answers, those: Sequence[Compared], language: Language) -> Iterator[TableRow]:
    result = answers.table
    assert result is not None  # noqa: S101 - `table` looked
    before = {row.key: row.figures for row in result.compared_rows}
    columns = [[row.figures[at].value for row in result.rows] for at in range(len(result.metrics))]
    for one, row in zip(those, result.rows, strict=True):
        cells = []
        for at, (metric, figure) in enumerate(zip(result.metrics, row.figures, strict=True)):
            earlier = before[row.key][at] if row.key in before else None
            cells.append(
                Cell(
                    metric=metric,
                    figure=figure,
                    before=earlier,
                    rank=rank(figure.value, columns[at]),
                    bar=bar(figure.value, columns[at]),
                    change=_change(metric, figure, earlier, one, answers, language),
                )
            )
        yield TableRow(of=one, cells=tuple(cells))


def rank(value: float | None, among: Sequence[float | None]) -> int | None:
    """1 for the highest; the same for equal ones. None for what is not known."""
    return None if value is None else 1 + sum(other > value for other in among if other is not None)


def bar(value: float | None, among: Sequence[float | None]) -> float:
    highest = max((other for other in among if other is not None), default=0)
    return round(100 * max(value or 0, 0) / highest, 1) if highest > 0 else 0


def _change(
    metric: Metric, now: Figure, before: Figure | None, one: Compared, answers: Answers, language: Language
) -> Change | None:
    compare = answers.table.query.compare if answers.table else None
    if compare is None or before is None:
        return None
    since = answers.firsts.get(one.account_id)
    return changed(metric, now.value, before.value, compare, since, language)


def _widget(
    answers: Answers, rows: Sequence[TableRow], facts: tuple[Fact, ...], language: Language
) -> Widget:
    _ = translations(language).gettext
    result = answers.table
    assert result is not None  # noqa: S101 - `table` looked
    return Widget(
        name="comparison",
        title=_("Key figures side by side"),
        basis=_("Rank, value and change of each account; what several published together counts for each"),
        columns=(
            Column(name="account", label=_("Account")),
            Column(name="network", label=_("Network")),
            Column(name="role", label=_("Whose"), aside=True),
            *(column for metric in result.metrics for column in _columns(metric, language)),
        ),
        rows=tuple(
            Row(cells=(*_named(row.of, language), *_values(row)), address=row.of.address, chosen=row.of.own)
            for row in rows
        ),
        explained=explained(result.metrics, result.totals.figures, result.query.basis, language),
        facts=facts,
    )


def _columns(metric: Metric, language: Language) -> tuple[Column, ...]:
    _ = translations(language).gettext
    name, label = metric.name, metric.label[language]
    return (
        Column(name=name, label=label, unit=metric.unit),
        Column(name=f"{name}_rank", label=_("%(metric)s: rank") % {"metric": label}, aside=True),
        Column(name=f"{name}_n", label=_("%(metric)s: known of") % {"metric": label}, aside=True),
        Column(name=f"{name}_of", label=_("%(metric)s: of") % {"metric": label}, aside=True),
        Column(name=f"{name}_before", label=_("%(metric)s: before") % {"metric": label}, aside=True),
    )


def _named(one: Compared, language: Language) -> tuple[Value, ...]:
    _ = translations(language).gettext
    role = _("Own") if one.own else _("competitor")
    return (one.label, PLATFORM_NAMES[one.account.platform], role)


def _values(row: TableRow) -> Iterator[Value]:
    for cell in row.cells:
        yield cell.figure.value
        yield cell.rank
        yield cell.figure.n
        yield cell.figure.of
        yield cell.before.value if cell.before else None
