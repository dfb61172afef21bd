"""Share of voice: of all that the compared accounts published and got, how much is each one's."""

from __future__ import annotations

from collections.abc import Sequence

from cicero import numbers
from cicero.analytics.comparing import Comparison, Voice
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.web.compare.compared import Compared
from cicero.web.compare.lines import line_of
from cicero.widgets import Chart, Column, Explained, Fact, Row, Widget


def voice(
    comparison: Comparison, those: Sequence[Compared], facts: tuple[Fact, ...], language: Language
) -> Widget:
    """Of a measure of which nothing is known, `missing` says so."""
    _ = translations(language).gettext
    known = [one for one in comparison.voices if one.sum.value]
    labels = {one.measure: METRICS[one.measure].label[language] for one in comparison.voices}
    return Widget(
        name="voice",
        title=_("Share of voice"),
        basis=_("Each account's part of all posts, interactions and views of those compared"),
        columns=(
            Column(name="account", label=_("Account")),
            *(
                Column(
                    name=f"share_of_{one.measure}",
                    label=_("Share of %(what)s") % {"what": labels[one.measure].lower()},
                    unit="percent",
                )
                for one in comparison.voices
            ),
        ),
        rows=tuple(
            Row(cells=(one.label, *(voice.shares[at].value for voice in comparison.voices)), chosen=one.own)
            for at, one in enumerate(those)
        ),
        chart=_chart(known, comparison, those, labels, language) if known else None,
        explained=tuple(_explained(one, language) for one in comparison.voices),
        facts=facts,
    )


def _chart(
    known: Sequence[Voice],
    comparison: Comparison,
    those: Sequence[Compared],
    labels: dict[str, str],
    language: Language,
) -> Chart:
    _ = translations(language).gettext
    sums = {one.measure: numbers.exact(one.sum.value, language) for one in known}
    return Chart(
        kind="bars",
        label=_(
            "Bars with each account's share of posts, interactions and views. The table has the figures."
        ),
        buckets=tuple(labels[one.measure] for one in known),
        titles=tuple(f"{labels[one.measure]}: {sums[one.measure]}" for one in known),
        lines=tuple(
            line_of(one, tuple(voice.shares[at].value for voice in known)) for at, one in enumerate(those)
        ),
        unit="percent",
        missing=tuple(labels[one.measure] for one in comparison.voices if one not in known),
    )


def _explained(one: Voice, language: Language) -> Explained:
    metric = METRICS[f"share_of_voice_{one.measure}"]
    said = translations(language).gettext("%(n)s of %(of)s accounts")
    return Explained(
        label=metric.label[language],
        formula=metric.formula[language],
        rests_on=said % {"n": numbers.exact(one.sum.n, language), "of": numbers.exact(one.sum.of, language)},
    )
