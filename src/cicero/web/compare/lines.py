"""Followers, and what the posts got, over time: one line for each account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from cicero import numbers
from cicero.analytics import Result
from cicero.analytics.growth import FollowerGrowth
from cicero.analytics.head_to_head import CONTESTS, Contest
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.periods import Period, bucket_of, buckets
from cicero.web.address import Address
from cicero.web.asked import unit_of
from cicero.web.buckets import address_of, days_of, unit_name
from cicero.web.choices import Choice
from cicero.web.compare.compared import Compared
from cicero.web.dashboard.fetched import values_of
from cicero.web.facts import fetched
from cicero.widgets import Chart, Column, Explained, Fact, Line, Row, Widget

Series = tuple[float | int | None, ...]
"""One value for each bucket; empty where nothing at all is known."""


class Lines(Struct, frozen=True, kw_only=True):
    """`tools`: what else the lines can be."""

    widget: Widget
    tools: tuple[Choice, ...]


class _Page(Struct, frozen=True, kw_only=True):
    """What both widgets share."""

    those: Sequence[Compared]
    period: Period
    here: Address
    language: Language


def followers(
    found: FollowerGrowth,
    those: Sequence[Compared],
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Lines:
    """The last count of each bucket, or with `grown=percent` how far that is from the first known one."""
    _ = translations(language).gettext
    page = _Page(those=those, period=found.period, here=here, language=language)
    percent = here["grown"] == "percent"
    series = [_last_of_buckets(one.days, found.period) for one in found.accounts]
    known = {"n": sum(1 for one in series if one), "of": len(series)}
    metric = METRICS["follower_growth_rate" if percent else "followers"]
    widget = Widget(
        name="followers",
        title=_("Followers since the first known day") if percent else _("Followers over time"),
        basis=_("Change in per cent") if percent else _counted(found.period, language),
        columns=_columns(page, "percent" if percent else "count"),
        rows=_rows(page, [_grown(one) for one in series] if percent else series),
        chart=_chart(page, [_grown(one) for one in series] if percent else series, percent=percent),
        explained=(
            Explained(
                label=metric.label[language],
                formula=metric.formula[language],
                rests_on=_("%(n)s of %(of)s accounts") % known,
            ),
        ),
        facts=(*facts, *fetched(found.as_of, found.period.zone, language)),
    )
    return Lines(widget=widget, tools=_forms(percent, here, language))


def responses(
    results: Sequence[Result],
    those: Sequence[Compared],
    measure: Contest,
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Lines:
    """Posts, interactions or views of each account by day, week or month."""
    _ = translations(language).gettext
    metric, period = METRICS[measure], results[0].query.period
    page = _Page(those=those, period=period, here=here, language=language)
    series = [known_series(result, one, measure) for result, one in zip(results, those, strict=True)]
    widget = Widget(
        name="responses",
        title=_("%(what)s over time") % {"what": metric.label[language]},
        basis=_("Counts of the posts published in these days, as of now"),
        columns=_columns(page, "count"),
        rows=_rows(page, series),
        chart=_chart(page, series),
        explained=(
            Explained(
                label=metric.label[language],
                formula=metric.formula[language],
                note=metric.note[language] if metric.note else "",
                rests_on=rests_on(results, those, measure, language),
            ),
        ),
        facts=(*facts, *fetched(span(results), period.zone, language)),
    )
    return Lines(widget=widget, tools=measures(measure, here, language))


def measures(measure: Contest, here: Address, language: Language) -> tuple[Choice, ...]:
    """What posts can be counted in."""
    return tuple(
        Choice(
            name=name,
            label=METRICS[name].label[language],
            address=here.with_(measure=name),
            chosen=name == measure,
        )
        for name in CONTESTS
    )


def known_series(result: Result, one: Compared, measure: Contest) -> Series:
    """Empty where no post of the account tells the count, though it published."""
    at = CONTESTS.index(measure)
    total = result.totals.figures[at]
    if total.of and not total.n:
        return ()
    values = tuple(values_of(result, result.rows, at, one.account.last_seen))
    return values if any(value is not None for value in values) else ()


def rests_on(
    results: Sequence[Result], those: Sequence[Compared], measure: Contest, language: Language
) -> str:
    """@kopi 9 of 10 posts; @teh 4 of 4 posts."""
    _ = translations(language).gettext
    figures = [result.totals.figures[CONTESTS.index(measure)] for result in results]
    said = (
        _("%(n)s of %(of)s posts")
        % {"n": numbers.exact(figure.n, language), "of": numbers.exact(figure.of, language)}
        for figure in figures
    )
    return "; ".join(f"{one.label} {words}" for one, words in zip(those, said, strict=True))


def span(results: Sequence[Result]) -> tuple[datetime, datetime] | None:
    """The oldest and the newest fetch behind any of them."""
    spans = [result.as_of for result in results if result.as_of]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _counted(period: Period, language: Language) -> str:
    _ = translations(language).gettext
    return {
        "day": _("The last count of each day"),
        "week": _("The last count of each week"),
        "month": _("The last count of each month"),
    }[unit_of(period)]


def _forms(percent: bool, here: Address, language: Language) -> tuple[Choice, ...]:
    _ = translations(language).gettext
    counts = Choice(name="count", label=_("Count"), address=here.without("grown"), chosen=not percent)
    change = Choice(
        name="percent", label=_("Change in %"), address=here.with_(grown="percent"), chosen=percent
    )
    return (counts, change)


def _last_of_buckets(days: Sequence[int | None], period: Period) -> Series:
    unit = unit_of(period)
    last: dict[date, int] = {}
    for number, value in enumerate(days):
        if value is not None:
            last[bucket_of(period.first + timedelta(days=number), unit)] = value
    return tuple(last.get(first) for first in buckets(period, unit)) if last else ()


def _grown(values: Series) -> Series:
    """In per cent of the first known value; empty where that is 0."""
    first = next((value for value in values if value is not None), 0)
    return tuple(value and 100 * (value / first - 1) for value in values) if first else ()


def _columns(page: _Page, unit: Literal["count", "percent"]) -> tuple[Column, ...]:
    named = unit_of(page.period)
    return (
        Column(name=named, label=unit_name(named, page.language)),
        *(Column(name=one.name, label=one.label, unit=unit) for one in page.those),
    )


def _rows(page: _Page, series: Sequence[Series]) -> tuple[Row, ...]:
    unit = unit_of(page.period)
    return tuple(
        Row(
            cells=(
                first if unit == "day" else days_of(first, unit, page.period, page.language),
                *(values[at] if values else None for values in series),
            ),
            address=address_of(first, unit, page.period, page.here),
        )
        for at, first in enumerate(buckets(page.period, unit))
    )


def _chart(page: _Page, series: Sequence[Series], *, percent: bool = False) -> Chart | None:
    """None where nothing is known of any account."""
    if not any(series):
        return None
    _ = translations(page.language).gettext
    unit, period = unit_of(page.period), page.period
    firsts = list(buckets(period, unit))
    drawn = [(one, values) for one, values in zip(page.those, series, strict=True) if values]
    return Chart(
        kind="lines",
        label=_("One line for each account. The table has the same figures."),
        buckets=tuple(numbers.day(max(first, period.first), page.language, period.last) for first in firsts),
        titles=tuple(days_of(first, unit, period, page.language) for first in firsts),
        lines=tuple(line_of(one, values) for one, values in drawn),
        unit="percent" if percent else "count",
        missing=tuple(one.label for one, values in zip(page.those, series, strict=True) if not values),
    )


def line_of(one: Compared, values: Series) -> Line:
    return Line(name=str(one.account_id), label=one.label, colour=one.colour, values=values, bold=one.own)
