"""The followers of each account day by day; days of which nothing is known stay open."""

from __future__ import annotations

from cicero import numbers
from cicero.accounts import Account
from cicero.analytics import Figure
from cicero.analytics.growth import FollowerGrowth, Growth
from cicero.language import Language, translations
from cicero.metrics import find
from cicero.periods import buckets
from cicero.web.address import Address
from cicero.web.buckets import address_of, days_of, unit_name
from cicero.web.facts import explained
from cicero.widgets import Chart, Column, Fact, Line, Row, Widget

TOLD = ("followers", "follower_growth", "follower_growth_rate")
DRAWN = 8
"""As many lines can be told apart; the accounts with most followers."""


def followers(
    found: FollowerGrowth,
    chosen: list[Account],
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    """One account by its followers. Several by their growth since the first day known, in per cent: beside
    one with a hundred times as many followers the growth of a small one would not be seen.
    """
    labels = {account.account_id: account.label for account in chosen}
    each = [one for one in found.accounts if any(day is not None for day in one.days)]
    largest = sorted(each, key=lambda one: -(one.end.value or 0))[:DRAWN]
    drawn = [one for one in each if one in largest]
    period = found.period
    return Widget(
        name="followers",
        title=translations(language).gettext("Followers day by day"),
        basis=_basis(found, len(drawn), language),
        columns=(
            Column(name="day", label=unit_name("day", language)),
            *(
                Column(name=found.names[one.account_id], label=labels[one.account_id], unit="count")
                for one in each
                if one.account_id
            ),
        ),
        rows=tuple(
            Row(
                cells=(first, *(one.days[at] for one in each)), address=address_of(first, "day", period, here)
            )
            for at, first in enumerate(buckets(period, "day"))
        ),
        chart=_chart(found, drawn, labels, language) if drawn else None,
        explained=explained(find(TOLD), _figures(found), "published", language),
        facts=(*facts, *_seen(found, language)),
    )


def _basis(found: FollowerGrowth, drawn: int, language: Language) -> str:
    said = translations(language)
    days = found.total.days_known if drawn == 1 else None
    if days is not None and days.n < days.of:
        text = said.ngettext(
            "%(num)s day without a count stays open",
            "%(num)s days without a count stay open",
            days.of - days.n,
        )
        return text % {"num": days.of - days.n}
    if drawn > 1:
        return said.gettext("Growth since the first day known, in per cent; days without a count stay open")
    return said.gettext("The last count of each day")


def _chart(found: FollowerGrowth, drawn: list[Growth], labels: dict[int, str], language: Language) -> Chart:
    days = list(buckets(found.period, "day"))
    several = len(drawn) > 1
    return Chart(
        kind="lines",
        label=translations(language).gettext("Followers day by day. The table has the counts."),
        buckets=tuple(numbers.day(day, language, found.period.last) for day in days),
        titles=tuple(days_of(day, "day", found.period, language) for day in days),
        unit="percent" if several else "count",
        lines=tuple(
            Line(
                name=str(one.account_id),
                label=labels[one.account_id or 0],
                colour=_colour(at, several),
                values=_since_first(one.days) if several else one.days,
                bold=at == 0,
            )
            for at, one in enumerate(drawn)
        ),
    )


def _colour(at: int, several: bool) -> str:
    if not several:
        return "followers"
    return f"other-{at}" if at else "own"


def _since_first(days: tuple[int | None, ...]) -> tuple[float | None, ...]:
    first = next((day for day in days if day), None)
    return tuple(None if day is None or not first else 100 * (day - first) / first for day in days)


def _figures(found: FollowerGrowth) -> tuple[Figure, ...]:
    return found.total.end, found.total.change, found.total.percent


def _seen(found: FollowerGrowth, language: Language) -> tuple[Fact, ...]:
    _ = translations(language).gettext
    days = found.total.days_known
    zone = found.period.zone
    known = _("%(n)s of %(of)s") % {"n": days.n, "of": days.of}
    facts = [Fact(_("Days with a count"), known)]
    gaps = (f"{numbers.span(first, last, language)}" for first, last in found.total.gaps)
    if said := ", ".join(gaps):
        facts.append(Fact(_("Without a count"), said))
    if found.history_since:
        facts.append(Fact(_("First count"), numbers.instant(found.history_since, zone, language)))
    return tuple(facts)
