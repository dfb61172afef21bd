"""The figures of one post: what it has counted, and how that changed within the last day."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cicero import numbers
from cicero.analytics.ages import Curve, count_at
from cicero.analytics.counting import MEASURES
from cicero.analytics.one_post import PostHistory
from cicero.language import Language, translations
from cicero.metrics import METRICS, Metric
from cicero.posts import CountsAt
from cicero.widgets import Column, Fact, Row, Widget
from cicero.widgets.widget import Number

DAY = 24.0
COUNTERS = ("likes", "comments", "shares", "saves", "views")
RATES = ("engagement_rate_followers", "engagement_rate_views")


class PostTile(Struct, frozen=True, kw_only=True):
    """`gained`: within the last 24 hours before it was last looked at, signed; empty where not known."""

    metric: Metric
    value: Number
    gained: str


def post_tiles(history: PostHistory, language: Language) -> tuple[PostTile, ...]:
    counts = [
        PostTile(
            metric=METRICS[name],
            value=getattr(history.post, name),
            gained=_gained(history.curves[name], language),
        )
        for name in MEASURES
    ]
    rates = [PostTile(metric=METRICS[name], value=getattr(history.post, name), gained="") for name in RATES]
    return (*counts, *rates)


def looks_widget(
    counts: Sequence[CountsAt], facts: tuple[Fact, ...], zone: str, language: Language
) -> Widget:
    """Each time that a counter was seen to have changed, newest first; without those that nobody told."""
    _ = translations(language).gettext
    names = [name for name in COUNTERS if any(getattr(one, name) is not None for one in counts)]
    return Widget(
        name="looks",
        title=_("How the counts changed"),
        basis=_("Each look at which a count was another than before, newest first"),
        columns=(
            Column(name="observed_at", label=_("Looked at")),
            *(Column(name=name, label=METRICS[name].label[language], unit="count") for name in names),
        ),
        rows=tuple(
            Row(
                cells=(
                    numbers.instant(one.observed_at, zone, language),
                    *(getattr(one, name) for name in names),
                )
            )
            for one in reversed(counts)
        ),
        facts=facts,
    )


def _gained(curve: Curve, language: Language) -> str:
    """Of a post younger than a day everything was gained since; that needs no saying."""
    ages, counts = curve
    if not ages or ages[-1] <= DAY:
        return ""
    age, value = ages[-1], counts[-1]
    before = count_at(curve, age - DAY)
    return "" if before is None else numbers.signed(value - round(before), language, "0")
