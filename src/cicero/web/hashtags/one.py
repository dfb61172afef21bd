"""The chosen hashtag or mention: its figures, its series, its company, its users."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from msgspec import Struct

from cicero import numbers
from cicero.accounts import Account
from cicero.analytics import Figure, Result
from cicero.analytics.hashtags import CoUse
from cicero.language import Language, translations
from cicero.metrics.metric import Unit as MetricUnit
from cicero.periods import Unit
from cicero.web.address import Address
from cicero.web.buckets import address_of as bucket_address
from cicero.web.buckets import days_of, unit_name
from cicero.web.choices import name_of
from cicero.web.dashboard.change import Change, change
from cicero.web.dashboard.fetched import values_of
from cicero.web.facts import explained
from cicero.web.hashtags.chosen import Chosen
from cicero.web.hashtags.findings import OF_TAG, OF_USERS, TYPICAL, OneTag
from cicero.web.hashtags.uses import address_of
from cicero.web.hashtags.wording import singular, trend_word
from cicero.widgets import Chart, Column, Explained, Fact, Line, Row, Widget


class KeyFigure(Struct, frozen=True, kw_only=True):
    """`beside`: what it is to be read against, or on how many posts it rests."""

    label: str
    figure: Figure
    unit: MetricUnit
    beside: str = ""
    change: Change | None = None
    suffix: str = ""


def key_figures(one: OneTag, language: Language) -> tuple[KeyFigure, ...]:
    """Accounts and trend only where the use of it is known."""
    _ = translations(language).gettext
    usual = _("all posts: %(value)s") % {"value": numbers.percent(one.all_posts.value, language)}
    typical = one.series.totals.figures[OF_TAG.index(TYPICAL)]
    lift = KeyFigure(
        label=_("Lift"),
        figure=one.lift.lift,
        unit="times",
        beside=_rests(one.lift.lift, language),
        suffix="×",
    )
    return (
        _counted("posts", one.series, language),
        *_use(one, language)[:1],
        _counted("interactions", one.series, language),
        KeyFigure(label=_("Typical engagement"), figure=typical, unit="percent", beside=usual),
        lift,
        *_use(one, language)[1:],
    )


def _counted(name: str, series: Result, language: Language) -> KeyFigure:
    index = OF_TAG.index(name)
    metric = series.metrics[index]
    return KeyFigure(
        label=metric.label[language],
        figure=series.totals.figures[index],
        unit=metric.unit,
        change=change(series, index, language),
    )


def _use(one: OneTag, language: Language) -> list[KeyFigure]:
    _ = translations(language).gettext
    use = one.use
    if use is None:
        return []
    accounts = Figure(use.accounts, use.accounts, use.accounts)
    found = [KeyFigure(label=_("Accounts"), figure=accounts, unit="count")]
    if use.trend is not None:
        score = Figure(use.trend, use.posts, use.posts)
        word = trend_word(use, language)
        found.append(KeyFigure(label=_("Trend score"), figure=score, unit="score", beside=word))
    return found


def series(
    one: OneTag,
    chosen: Chosen,
    until: datetime | None,
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    """Interactions of the posts with it, over how many posts there were."""
    _ = translations(language).gettext
    result = one.series
    period, unit, compare = result.query.period, cast(Unit, result.query.by), result.query.compare
    firsts = [row.key for row in result.rows if isinstance(row.key, date)]
    before = [row.key for row in result.compared_rows if isinstance(row.key, date)][: len(firsts)]
    titles = [days_of(first, unit, period, language) for first in firsts]
    lines = [_line(result, name, until, language) for name in ("interactions", "posts")]
    return Widget(
        name="tag",
        title=_("%(tag)s over time") % {"tag": f"{chosen.sign}{chosen.tag}"},
        basis=_("Counts of the posts published in these days, as of now"),
        columns=(
            Column(name=unit, label=unit_name(unit, language)),
            *(Column(name=line.name, label=line.label, unit="count") for line in lines),
        ),
        rows=tuple(
            Row(
                cells=(first if unit == "day" else titles[at], *(line.values[at] for line in lines)),
                address=bucket_address(first, unit, period, here),
            )
            for at, first in enumerate(firsts)
        ),
        chart=Chart(
            kind="panels",
            label=_("Interactions and posts with it over the period. The table has the same figures."),
            buckets=tuple(numbers.day(max(first, period.first), language, period.last) for first in firsts),
            titles=tuple(titles),
            titles_before=tuple(days_of(first, unit, compare, language) for first in before),
            span_before=numbers.span(compare.first, compare.last, language) if compare else "",
            lines=(lines[0],),
            strip=lines[1],
        ),
        explained=explained(result.metrics, result.totals.figures, result.query.basis, language),
        facts=facts,
    )


def partners(
    found: CoUse, chosen: Chosen, here: Address, facts: tuple[Fact, ...], language: Language
) -> Widget:
    _ = translations(language).gettext
    return Widget(
        name="partners",
        title=_("Stands together with"),
        basis=_("More often than chance would have it; strongest first"),
        columns=(
            Column(name="tag", label=singular(chosen, language)),
            Column(name="together", label=_("Together"), unit="count"),
            Column(name="posts", label=_("Its posts"), unit="count"),
            Column(name="share", label=_("Overlap"), unit="percent"),
            Column(name="strength", label=_("Strength"), unit="score"),
        ),
        rows=tuple(
            Row(
                cells=(
                    f"{chosen.sign}{one.tag}", one.together, one.posts,
                    None if one.share is None else 100 * one.share, one.strength,
                ),
                address=address_of(one.tag, chosen, here),
            )
            for one in found.partners
        ),
        explained=(
            Explained(
                label=_("Overlap"),
                formula=_("posts with both ÷ posts with either (Jaccard)"),
                rests_on=_("%(n)s of %(of)s posts")
                % {"n": numbers.exact(found.carrying, language), "of": numbers.exact(found.posts, language)},
            ),
            Explained(
                label=_("Strength"),
                formula=_("G², the log-likelihood ratio against standing together by chance"),
                note=_("Two that met on one post only are not told as a pair."),
            ),
        ),
        facts=facts,
    )  # fmt: skip


def users(
    result: Result, watched: list[Account], here: Address, facts: tuple[Fact, ...], language: Language
) -> Widget:
    """Own accounts and competitors that used it, the ones with most posts first."""
    _ = translations(language).gettext
    by_id = {account.account_id: account for account in watched}
    posts = OF_USERS.index("posts")
    used = [row for row in result.rows if row.figures[posts].value]
    used.sort(key=lambda row: -(row.figures[posts].value or 0))
    return Widget(
        name="users",
        title=_("Who uses it"),
        basis=_("Own accounts and competitors in the same days"),
        columns=(
            Column(name="account", label=_("Account")),
            Column(name="role", label=_("Whose")),
            *(
                Column(name=metric.name, label=metric.label[language], unit=metric.unit)
                for metric in result.metrics
            ),
        ),
        rows=tuple(
            _user(by_id[int(str(row.key))], [one.value for one in row.figures], here, language)
            for row in used
        ),
        explained=explained(result.metrics, result.totals.figures, result.query.basis, language),
        facts=facts,
    )


def _user(account: Account, values: list[float | int | None], here: Address, language: Language) -> Row:
    _ = translations(language).gettext
    name = name_of(account)
    chosen = name in here["accounts"].split(",")
    return Row(
        cells=(account.label, _("Own") if account.role == "own" else _("competitor"), *values),
        address=here.without("accounts") if chosen else here.with_(accounts=name),
        chosen=chosen,
    )


def _line(result: Result, name: str, until: datetime | None, language: Language) -> Line:
    index = result.query.metrics.index(name)
    return Line(
        name=name,
        label=result.metrics[index].label[language],
        colour="own" if name == "interactions" else "before",
        values=tuple(values_of(result, result.rows, index, until)),
        before=tuple(values_of(result, result.compared_rows[: len(result.rows)], index, until)),
    )


def _rests(figure: Figure, language: Language) -> str:
    if figure.value is None and figure.of:
        return translations(language).gettext("fewer than 3 known posts")
    return translations(language).gettext("%(n)s of %(of)s posts") % {
        "n": numbers.exact(figure.n, language),
        "of": numbers.exact(figure.of, language),
    }
