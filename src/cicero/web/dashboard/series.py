"""Likes, comments and shares over the period, beside the period it is compared with."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from cicero import numbers
from cicero.analytics import Result, Row
from cicero.language import Language, translations
from cicero.periods import Unit
from cicero.web.address import Address
from cicero.web.buckets import address_of, days_of, unit_name
from cicero.web.dashboard.fetched import values_of
from cicero.web.dashboard.findings import SERIES
from cicero.web.facts import explained
from cicero.widgets import Chart, Column, Fact, Line, Widget
from cicero.widgets import Row as WidgetRow


def series(
    result: Result, until: datetime | None, here: Address, facts: tuple[Fact, ...], language: Language
) -> Widget:
    _ = translations(language).gettext
    period, unit = result.query.period, cast(Unit, result.query.by)
    firsts = _firsts(result.rows)
    lines = [_line(result, name, until, language) for name in SERIES]
    known = tuple(line for line in lines if _known(result, line.name))
    posts = _line(result, "posts", until, language, colour="before")
    columns = (
        Column(name=unit, label=unit_name(unit, language)),
        *(Column(name=line.name, label=line.label, unit="count") for line in (*known, posts)),
    )
    titles = [days_of(first, unit, period, language) for first in firsts]
    missing = [line.label for line in lines if line not in known]
    named = [result.query.metrics.index(name) for name in (*SERIES, "posts")]
    return Widget(
        name="series",
        title=_title(unit, language),
        basis=_("Counts of the posts published in these days, as of now"),
        columns=columns,
        rows=tuple(
            WidgetRow(
                cells=(
                    first if unit == "day" else titles[index],
                    *(line.values[index] for line in (*known, posts)),
                ),
                address=address_of(first, unit, period, here),
            )
            for index, first in enumerate(firsts)
        ),
        chart=_chart(result, known, posts, titles, missing, language),
        explained=explained(
            [result.metrics[index] for index in named],
            [result.totals.figures[index] for index in named],
            result.query.basis,
            language,
        ),
        facts=facts,
    )


def _chart(
    result: Result,
    known: tuple[Line, ...],
    posts: Line,
    titles: list[str],
    missing: list[str],
    language: Language,
) -> Chart:
    period, unit, compare = result.query.period, cast(Unit, result.query.by), result.query.compare
    firsts, before = _firsts(result.rows), _firsts(result.compared_rows)[: len(result.rows)]
    return Chart(
        kind="panels",
        label=translations(language).gettext(
            "Likes, comments and shares over the period. The table has the same figures."
        ),
        buckets=tuple(numbers.day(max(first, period.first), language, period.last) for first in firsts),
        titles=tuple(titles),
        titles_before=tuple(days_of(first, unit, compare, language) for first in before),
        span_before=numbers.span(compare.first, compare.last, language) if compare else "",
        lines=known,
        strip=posts,
        missing=tuple(missing),
    )


def _title(unit: Unit, language: Language) -> str:
    _ = translations(language).gettext
    return {
        "day": _("Interactions by day"),
        "week": _("Interactions by week"),
        "month": _("Interactions by month"),
    }[unit]


def _firsts(rows: tuple[Row, ...]) -> list[date]:
    return [row.key for row in rows if isinstance(row.key, date)]


def _line(result: Result, name: str, until: datetime | None, language: Language, colour: str = "") -> Line:
    index = result.query.metrics.index(name)
    return Line(
        name=name,
        label=result.metrics[index].label[language],
        colour=colour or name,
        values=tuple(values_of(result, result.rows, index, until)),
        before=tuple(values_of(result, result.compared_rows[: len(result.rows)], index, until)),
    )


def _known(result: Result, name: str) -> bool:
    """Whether any post tells this count: a bucket without posts is 0 whether or not the network tells it."""
    return result.totals.figures[result.query.metrics.index(name)].n > 0
