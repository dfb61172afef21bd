"""What holds for all figures of a widget, in words: on the page and in every file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from cicero import numbers
from cicero.analytics import Figure
from cicero.language import Language, translations
from cicero.metrics import Basis, Metric
from cicero.web.asked import Asked
from cicero.web.choices import Choices
from cicero.widgets import Explained, Fact

ACCOUNTS_NAMED = 5


class Known(Protocol):
    """An answer of any analysis: when its oldest and newest post was fetched, since when posts are known."""

    @property
    def as_of(self) -> tuple[datetime, datetime] | None: ...

    @property
    def history_since(self) -> datetime | None: ...


def facts_of(asked: Asked, chosen: Choices, result: Known | None, language: Language) -> tuple[Fact, ...]:
    """Days, compared days, accounts, filters, zone and fetches."""
    _ = translations(language).gettext
    query, zone = asked.query, asked.query.period.zone
    facts = [Fact(_("Days"), numbers.span(query.period.first, query.period.last, language))]
    if query.compare:
        facts.append(Fact(_("Against"), numbers.span(query.compare.first, query.compare.last, language)))
    facts.append(Fact(_("Accounts"), _accounts(asked, language)))
    if chosen.chips:
        facts.append(Fact(_("Only"), ", ".join(chip.label for chip in chosen.chips)))
    facts.append(Fact(_("Time zone"), zone, "zone"))
    if result:
        facts += fetched(result.as_of, zone, language)
    if result and result.history_since:
        since = numbers.instant_day(result.history_since, zone, language)
        facts.append(Fact(_("Posts known since"), since))
    return tuple(facts)


def fetched(as_of: tuple[datetime, datetime] | None, zone: str, language: Language) -> tuple[Fact, ...]:
    """The oldest and the newest fetch behind the figures; nothing where there are none."""
    if as_of is None:
        return ()
    spoken = (numbers.instant(instant, zone, language) for instant in as_of)
    return (Fact(translations(language).gettext("Fetched"), " – ".join(dict.fromkeys(spoken))),)


def explained(
    metrics: Iterable[Metric], figures: Iterable[Figure], basis: Basis, language: Language
) -> tuple[Explained, ...]:
    """Each metric with its formula, and how many posts or accounts its figure for all rows rests on."""
    return tuple(
        Explained(
            label=metric.label[language],
            formula=metric.formula_on(basis)[language],
            note=metric.note[language] if metric.note else "",
            rests_on=rests_on(metric, figure, language),
        )
        for metric, figure in zip(metrics, figures, strict=True)
    )


def rests_on(metric: Metric, figure: Figure, language: Language) -> str:
    _ = translations(language).gettext
    said = _("%(n)s of %(of)s accounts") if metric.source == "account" else _("%(n)s of %(of)s posts")
    return said % {"n": numbers.exact(figure.n, language), "of": numbers.exact(figure.of, language)}


def _accounts(asked: Asked, language: Language) -> str:
    names = ", ".join(account.label for account in asked.chosen[:ACCOUNTS_NAMED])
    more = len(asked.chosen) - ACCOUNTS_NAMED
    if more <= 0:
        return names
    said = translations(language).ngettext("and %(num)s more", "and %(num)s more", more)
    return f"{names} {said % {'num': more}}"
