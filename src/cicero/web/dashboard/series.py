"""Likes, comments and shares over the period, beside the period it is compared with."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import cast

import msgspec
from markupsafe import Markup
from msgspec import Struct

from cicero.analytics import Result, Row
from cicero.periods import Period, Unit, next_bucket
from cicero.web import numbers
from cicero.web.address import Address
from cicero.web.dashboard.fetched import values_of
from cicero.web.dashboard.findings import SERIES
from cicero.web.language import Language

Value = float | int | None


class Line(Struct, frozen=True, kw_only=True):
    name: str
    label: str
    values: list[Value]
    before: list[Value]


class Drawn(Struct, frozen=True, kw_only=True, rename="camel"):
    """What the script draws; its shape is `Chart` in series.ts."""

    language: Language
    buckets: list[str]
    days: list[str]
    days_before: list[str]
    series: list[Line]
    posts: Line


class Bucket(Struct, frozen=True):
    """A row of the table beside the picture, and the address of its days."""

    label: str
    address: str
    values: list[Value]


class SeriesChart(Struct, frozen=True, kw_only=True):
    """`missing` are the metrics of which nothing is known: they have no line."""

    unit: Unit
    drawn: Drawn
    missing: list[str]
    buckets: list[Bucket]

    @property
    def json(self) -> Markup:
        """Safe between script tags: nothing in it can end them."""
        text = msgspec.json.encode(self.drawn).decode()
        return Markup(text.replace("<", "\\u003c"))  # noqa: S704


def series_chart(result: Result, until: datetime | None, here: Address, language: Language) -> SeriesChart:
    period, unit = result.query.period, cast(Unit, result.query.by)
    firsts, before = _firsts(result.rows), _firsts(result.compared_rows)[: len(result.rows)]
    lines = [_line(result, name, until, language) for name in SERIES]
    known = [line for line in lines if _known(result, line.name)]
    posts = _line(result, "posts", until, language)
    days = [_days(first, unit, period, language) for first in firsts]
    drawn = Drawn(
        language=language,
        buckets=[numbers.day(max(first, period.first), language, period.last) for first in firsts],
        days=days,
        days_before=[_days(first, unit, result.query.compare, language) for first in before],
        series=known,
        posts=posts,
    )
    values = [[line.values[index] for line in (*known, posts)] for index in range(len(firsts))]
    addresses = [_address(first, unit, period, here) for first in firsts]
    return SeriesChart(
        unit=unit,
        drawn=drawn,
        missing=[line.label for line in lines if line not in known],
        buckets=[Bucket(*row) for row in zip(days, addresses, values, strict=True)],
    )


def _firsts(rows: tuple[Row, ...]) -> list[date]:
    return [row.key for row in rows if isinstance(row.key, date)]


def _line(result: Result, name: str, until: datetime | None, language: Language) -> Line:
    index = result.query.metrics.index(name)
    return Line(
        name=name,
        label=result.metrics[index].label[language],
        values=values_of(result, result.rows, index, until),
        before=values_of(result, result.compared_rows[: len(result.rows)], index, until),
    )


def _known(result: Result, name: str) -> bool:
    """Whether any post tells this count: a bucket without posts is 0 whether or not the network tells it."""
    return result.totals.figures[result.query.metrics.index(name)].n > 0


def _span(first: date, unit: Unit, period: Period) -> tuple[date, date]:
    last = next_bucket(first, unit) - timedelta(days=1)
    return max(first, period.first), min(last, period.last)


def _days(first: date, unit: Unit, period: Period | None, language: Language) -> str:
    if unit == "day" or period is None:
        return numbers.weekday_day(first, language)
    return numbers.span(*_span(first, unit, period), language)


def _address(first: date, unit: Unit, period: Period, here: Address) -> str:
    begin, end = _span(first, unit, period)
    return here.with_(period=None, from_=begin.isoformat(), to=end.isoformat())
