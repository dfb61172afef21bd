"""What the posts of each day, week or month got, and how engaged people were, beside the compared period."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from msgspec.structs import replace

from cicero import numbers
from cicero.analytics import Result
from cicero.analytics import Row as Bucket
from cicero.language import Language, translations
from cicero.metrics.metric import Unit as Measured
from cicero.periods import Unit
from cicero.web.address import Address
from cicero.web.buckets import address_of, days_of, unit_name
from cicero.web.dashboard.fetched import values_of
from cicero.web.facts import explained
from cicero.web.networks.network import Network
from cicero.widgets import Chart, Column, Fact, Line, Row, Widget

RATE_COLOURS = ("own", "other-1")


def counts(
    result: Result,
    network: Network,
    until: datetime | None,
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    """Each count in a panel of its own, with the number of posts beneath."""
    _ = translations(language).gettext
    lines = tuple(_line(result, name, until, language, name) for name in network.over_time)
    known = tuple(line for line in lines if _is_known(result, line.name))
    posts = _line(result, "posts", until, language, "before")
    titles = {
        "day": _("Performance by day"),
        "week": _("Performance by week"),
        "month": _("Performance by month"),
    }
    return _widget(
        result,
        "series",
        titles[cast(Unit, result.query.by)],
        _("Counts of the posts published in these days, as of now"),
        (*known, posts),
        _chart(
            result,
            lines,
            known,
            language,
            kind="panels",
            label=_("What the posts of each day got. The table has the same figures."),
            strip=posts,
        ),
        here,
        facts,
        language,
    )


def rates(
    result: Result,
    network: Network,
    until: datetime | None,
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    """The typical post of each day, in per cent of followers or views. Two rates are drawn without the
    compared period: four lines that jump from post to post cannot be told apart.
    """
    _ = translations(language).gettext
    drawn = result if len(network.rates) == 1 else replace(result, compared_rows=())
    lines = tuple(
        _line(drawn, name, until, language, colour)
        for name, colour in zip(network.rates, RATE_COLOURS, strict=False)
    )
    known = tuple(line for line in lines if _is_known(result, line.name))
    return _widget(
        result,
        "rates",
        _("Engagement over time"),
        _("The typical post; open where none was published"),
        known,
        _chart(
            drawn,
            lines,
            known,
            language,
            kind="lines",
            unit="percent",
            label=_("The typical engagement rate of each day. The table has the same figures."),
        ),
        here,
        facts,
        language,
    )


def _widget(
    result: Result,
    name: str,
    title: str,
    basis: str,
    lines: tuple[Line, ...],
    chart: Chart,
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    period, unit = result.query.period, cast(Unit, result.query.by)
    indexes = [result.query.metrics.index(line.name) for line in lines]
    units: list[Measured] = [result.metrics[index].unit for index in indexes]
    named = zip(lines, units, strict=True)
    return Widget(
        name=name,
        title=title,
        basis=basis,
        columns=(
            Column(name=unit, label=unit_name(unit, language)),
            *(Column(name=line.name, label=line.label, unit=its) for line, its in named),
        ),
        rows=tuple(
            Row(
                cells=(
                    first if unit == "day" else days_of(first, unit, period, language),
                    *(line.values[at] for line in lines),
                ),
                address=address_of(first, unit, period, here),
            )
            for at, first in enumerate(_firsts(result.rows))
        ),
        chart=chart if chart.lines else None,
        explained=explained(
            [result.metrics[index] for index in indexes],
            [result.totals.figures[index] for index in indexes],
            result.query.basis,
            language,
        ),
        facts=facts,
    )


def _line(result: Result, name: str, until: datetime | None, language: Language, colour: str) -> Line:
    index = result.query.metrics.index(name)
    before = result.compared_rows[: len(result.rows)]
    return Line(
        name=name,
        label=result.metrics[index].label[language],
        colour=colour,
        values=tuple(values_of(result, result.rows, index, until)),
        before=tuple(values_of(result, before, index, until)),
    )


def _chart(
    result: Result, lines: tuple[Line, ...], known: tuple[Line, ...], language: Language, **more: Any
) -> Chart:
    period, unit, compare = result.query.period, cast(Unit, result.query.by), result.query.compare
    firsts, before = _firsts(result.rows), _firsts(result.compared_rows)[: len(result.rows)]
    return Chart(
        buckets=tuple(numbers.day(max(first, period.first), language, period.last) for first in firsts),
        titles=tuple(days_of(first, unit, period, language) for first in firsts),
        titles_before=tuple(days_of(first, unit, compare, language) for first in before),
        span_before=numbers.span(compare.first, compare.last, language) if compare and before else "",
        lines=known,
        missing=tuple(line.label for line in lines if line not in known),
        **more,
    )


def _firsts(rows: tuple[Bucket, ...]) -> list[date]:
    return [row.key for row in rows if isinstance(row.key, date)]


def _is_known(result: Result, name: str) -> bool:
    """Whether any post tells this figure."""
    return result.totals.figures[result.query.metrics.index(name)].n > 0
