"""Two accounts head to head: what each got on every day, and who led."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cicero import numbers
from cicero.analytics import Result
from cicero.analytics.head_to_head import CONTESTS, Contest, Day, Outcome
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.periods import buckets
from cicero.web.address import Address
from cicero.web.buckets import address_of, days_of, unit_name
from cicero.web.choices import Choice
from cicero.web.compare.compared import Compared
from cicero.web.compare.findings import Duel
from cicero.web.compare.lines import Series, line_of, measures, rests_on, span
from cicero.web.dashboard.fetched import values_of
from cicero.web.facts import fetched
from cicero.widgets import Chart, Column, Explained, Fact, Row, Widget

BARS = 35
"""Days up to which each has its two bars; more are drawn as lines."""


class Days(Struct, frozen=True, kw_only=True):
    """`score`: on how many days each of the pair led; `outcomes`: how the others of the `of` days ended."""

    widget: Widget
    pair: tuple[Compared, Compared]
    score: tuple[int, int]
    outcomes: tuple[tuple[str, int], ...]
    of: int
    tools: tuple[Choice, ...]


def days(duel: Duel, here: Address, facts: tuple[Fact, ...], language: Language) -> Days:
    contest = duel.contest
    one, other = duel.pair
    words = _words(language)
    counted = {name: sum(day.outcome == name for day in contest.days) for name in words}
    return Days(
        widget=_widget(duel, here, facts, language),
        pair=duel.pair,
        score=(contest.led[one.account_id], contest.led[other.account_id]),
        outcomes=tuple((words[name], number) for name, number in counted.items() if number),
        of=contest.of,
        tools=measures(contest.measure, here, language),
    )


def _words(language: Language) -> dict[Outcome, str]:
    _ = translations(language).gettext
    return {"tied": _("Tied"), "silent": _("Nobody published"), "unknown": _("Not known")}


def _widget(duel: Duel, here: Address, facts: tuple[Fact, ...], language: Language) -> Widget:
    _ = translations(language).gettext
    contest, period = duel.contest, duel.figures[0].query.period
    metric = METRICS[contest.measure]
    firsts = list(buckets(period, "day"))
    series = [
        _series(result, one, contest.measure) for result, one in zip(duel.figures, duel.pair, strict=True)
    ]
    return Widget(
        name="days",
        title=_("Head to head by day: %(what)s") % {"what": metric.label[language].lower()},
        basis=_("Who got more each day for what was published on it"),
        columns=(
            Column(name="day", label=unit_name("day", language)),
            *(Column(name=one.name, label=one.label, unit="count") for one in duel.pair),
            Column(name="led", label=_("Led")),
        ),
        rows=tuple(
            Row(
                cells=(first, series[0][at], series[1][at], _outcome(contest.days[at], duel.pair, language)),
                address=address_of(first, "day", period, here),
            )
            for at, first in enumerate(firsts)
        ),
        chart=_chart(duel, series, language),
        explained=(
            Explained(
                label=metric.label[language],
                formula=metric.formula[language],
                note=_("A day of which not every count of both is known has no leader."),
                rests_on=rests_on(duel.figures, duel.pair, contest.measure, language),
            ),
        ),
        facts=(*facts, *_score(duel, language), *fetched(span(duel.figures), period.zone, language)),
    )


def _series(result: Result, one: Compared, measure: Contest) -> Series:
    """Unknown as soon as one post's count is, as in the contest: the sum would be too small."""
    at = CONTESTS.index(measure)
    values = values_of(result, result.rows, at, one.account.last_seen)
    figures = (row.figures[at] for row in result.rows)
    return tuple(
        value if figure.n == figure.of else None for value, figure in zip(values, figures, strict=True)
    )


def _outcome(day: Day, pair: Sequence[Compared], language: Language) -> str:
    leader = next((one.label for one in pair if one.account_id == day.leader), "")
    return leader or _words(language)[day.outcome]


def _score(duel: Duel, language: Language) -> tuple[Fact, ...]:
    """As facts, so that files say it too."""
    _ = translations(language).gettext
    said = _("%(n)s of %(of)s days")
    return tuple(
        Fact(
            _("%(account)s led") % {"account": one.label},
            said % {"n": duel.contest.led[one.account_id], "of": duel.contest.of},
        )
        for one in duel.pair
    )


def _chart(duel: Duel, series: Sequence[Series], language: Language) -> Chart | None:
    if all(value is None for values in series for value in values):
        return None
    _ = translations(language).gettext
    period = duel.figures[0].query.period
    firsts = list(buckets(period, "day"))
    return Chart(
        kind="bars" if len(firsts) <= BARS else "lines",
        label=_("The figures of both accounts on each day. The table has the same figures."),
        buckets=tuple(numbers.day(first, language, period.last) for first in firsts),
        titles=tuple(days_of(first, "day", period, language) for first in firsts),
        lines=tuple(line_of(one, values) for one, values in zip(duel.pair, series, strict=True)),
    )
