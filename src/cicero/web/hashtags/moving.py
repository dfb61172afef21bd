"""What takes more of all uses than in the period before, what less, and which of it goes beyond chance."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero.analytics.hashtags import TagUse, TagUses
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.web.address import Address
from cicero.web.hashtags.chosen import Chosen
from cicero.web.hashtags.findings import Moving
from cicero.web.hashtags.uses import address_of
from cicero.web.hashtags.wording import singular, trend_word, why_no_trend
from cicero.widgets import Column, Explained, Fact, Row, Widget


class MovingLists(Struct, frozen=True, kw_only=True):
    """`no_trend`: why there is none, empty where there are trends."""

    rising: Widget
    falling: Widget
    no_trend: str


def moving_lists(
    moving: Moving, chosen: Chosen, here: Address, facts: tuple[Fact, ...], language: Language
) -> MovingLists:
    _ = translations(language).gettext
    return MovingLists(
        rising=_list(moving.rising, "rising", _("Taking a larger share"), chosen, here, facts, language),
        falling=_list(moving.falling, "falling", _("Taking a smaller share"), chosen, here, facts, language),
        no_trend=why_no_trend(moving.rising, language),
    )


def _list(
    uses: TagUses,
    name: Literal["rising", "falling"],
    title: str,
    chosen: Chosen,
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    _ = translations(language).gettext
    metric = METRICS["hashtag_trend"]
    return Widget(
        name=name,
        title=title,
        basis=_("Of all uses, against the period before; rising and falling are those beyond chance"),
        columns=(
            Column(name="tag", label=singular(chosen, language)),
            Column(name="before", label=_("Before"), unit="count"),
            Column(name="posts", label=_("Now"), unit="count"),
            Column(name="score", label=_("Score"), unit="score"),
            Column(name="trend", label=_("Trend")),
        ),
        rows=tuple(
            Row(
                cells=(
                    f"{chosen.sign}{use.tag}", use.before, use.posts, use.trend, trend_word(use, language),
                ),
                address=address_of(use.tag, chosen, here),
                chosen=use.tag == chosen.tag,
            )
            for use in uses.rows
            if _moves(use, name)
        ),
        explained=(
            Explained(
                label=metric.label[language],
                formula=metric.formula[language],
                note=metric.note[language] if metric.note else "",
            ),
        ),
        facts=facts,
    )  # fmt: skip


def _moves(use: TagUse, name: str) -> bool:
    """Within one standard error nothing has moved."""
    if use.trend is None:
        return False
    return use.trend > 1 if name == "rising" else use.trend < -1
