"""Weekday by hour, coloured by how the typical post of each hour does against what is usual.

Colours go by fixed steps around 1 and not by rank: a week in which all hours do alike is of one colour.
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from cicero.analytics.best_time import LEAST_POSTS, BestTime, Slot
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.web.address import Address
from cicero.web.best_time.wording import when
from cicero.web.facts import explained
from cicero.web.heatmap import Cell, address_of, in_rows, is_chosen
from cicero.widgets import Column, Explained, Fact, Row, Widget

STEPS = (1 / 1.6, 1 / 1.25, 1 / 1.08, 1.08, 1.25, 1.6)
"""Where one colour ends and the next begins: as far below 1 as above it."""
INDEX = METRICS["best_time_index"]


class Week(Struct, frozen=True, kw_only=True):
    rows: tuple[tuple[Cell, ...], ...]
    low: float = STEPS[0]
    high: float = STEPS[-1]
    enough: int = LEAST_POSTS


def week(found: BestTime, here: Address) -> Week:
    return Week(rows=in_rows([_cell(slot, here) for slot in found.cells]))


def table_of_week(found: BestTime, here: Address, facts: tuple[Fact, ...], language: Language) -> Widget:
    """The judged hours of the week, best first."""
    _ = translations(language).gettext
    return Widget(
        name="week",
        title=_("How posts of each hour do"),
        basis=_("Median of interactions ÷ what the account usually gets with that kind"),
        columns=columns(_("Hour"), language),
        rows=tuple(
            Row(
                cells=cells(slot, when(slot, language), language),
                address=address_of(slot.weekday or 0, slot.hour or 0, here),
                chosen=is_chosen(slot.weekday or 0, slot.hour or 0, here),
            )
            for slot in ranked(found.cells)
        ),
        explained=about(found, language),
        facts=facts,
    )


def ranked(slots: tuple[Slot, ...]) -> list[Slot]:
    """Those with enough posts, best first."""
    return sorted((slot for slot in slots if judged(slot)), key=lambda slot: -(slot.index.value or 0))


def judged(slot: Slot) -> bool:
    return slot.index.n >= LEAST_POSTS and slot.index.value is not None


def columns(first: str, language: Language) -> tuple[Column, ...]:
    _ = translations(language).gettext
    return (
        Column(name="when", label=first),
        Column(name="index", label=INDEX.label[language], unit="times"),
        Column(name="posts", label=_("Posts"), unit="count"),
        Column(name="low", label=_("At least"), unit="times"),
        Column(name="stands_out", label=_("Stands out")),
    )


def cells(slot: Slot, named: str, language: Language) -> tuple[str | float | int | None, ...]:
    _ = translations(language).gettext
    value = slot.index.value if judged(slot) else None
    return named, value, slot.index.n, slot.low, _("yes") if slot.recommended else ""


def about(found: BestTime, language: Language) -> tuple[Explained, ...]:
    return explained([INDEX], [found.whole], "published", language)


def _cell(slot: Slot, here: Address) -> Cell:
    weekday, hour, value = slot.weekday or 0, slot.hour or 0, slot.index.value
    return Cell(
        weekday=weekday,
        hour=hour,
        posts=slot.index.n,
        value=value,
        level=bisect_right(STEPS, value) if judged(slot) and value is not None else None,
        chosen=is_chosen(weekday, hour, here),
        address=address_of(weekday, hour, here),
        marked=slot.recommended,
    )
