"""By hour of the day and by weekday: how posts do, over how many there are; and both against each other."""

from __future__ import annotations

from collections.abc import Sequence

from cicero import numbers
from cicero.analytics.best_time import BestTime, Slot
from cicero.language import Language, translations
from cicero.numbers import weekday_name
from cicero.web.address import Address
from cicero.web.best_time.week import INDEX, about, cells, columns, judged, ranked
from cicero.web.best_time.wording import hours as hours_of
from cicero.web.best_time.wording import times
from cicero.widgets import Chart, Fact, Line, Row, Widget

FEW = 3
"""So many hours are told as the busiest, and as the best."""


def hours(found: BestTime, here: Address, facts: tuple[Fact, ...], language: Language) -> Widget:
    _ = translations(language).gettext
    return Widget(
        name="hours",
        title=_("When posts are published, and when they do best"),
        basis=_("By hour of the day"),
        columns=columns(_("Hour"), language),
        rows=_rows(found.hours, [hours_of(slot.hour or 0) for slot in found.hours], here, language),
        chart=_chart(
            found.hours,
            [f"{slot.hour:02d}" for slot in found.hours],
            [hours_of(slot.hour or 0) for slot in found.hours],
            _("How the typical post of each hour does, over how many. The table has the same figures."),
            language,
        ),
        explained=about(found, language),
        facts=facts,
    )  # fmt: skip


def weekdays(found: BestTime, here: Address, facts: tuple[Fact, ...], language: Language) -> Widget:
    _ = translations(language).gettext
    names = [weekday_name(slot.weekday or 1, language, "wide") for slot in found.weekdays]
    return Widget(
        name="weekdays",
        title=_("The days of the week"),
        basis=_("By weekday of publication"),
        columns=columns(_("Weekday"), language),
        rows=_rows(found.weekdays, names, here, language),
        chart=_chart(
            found.weekdays,
            [weekday_name(slot.weekday or 1, language) for slot in found.weekdays],
            names,
            _("How the typical post of each weekday does. The table has the same figures."),
            language,
        ),
        explained=about(found, language),
        facts=facts,
    )


def hours_ranked(found: BestTime, here: Address, facts: tuple[Fact, ...], language: Language) -> Widget:
    _ = translations(language).gettext
    slots = ranked(found.hours)
    return Widget(
        name="ranked",
        title=_("Hours ranked"),
        basis=_("Those with three posts and more"),
        columns=columns(_("Hour"), language),
        rows=_rows(slots, [hours_of(slot.hour or 0) for slot in slots], here, language),
        explained=about(found, language),
        facts=facts,
    )


def timing(found: BestTime, language: Language) -> str:
    """How many posts come when most are published, and how many when they do best; empty where too few do."""
    best = ranked(found.hours)[:FEW]
    if len(best) < FEW:
        return ""
    busiest = sorted(found.hours, key=lambda slot: -slot.index.n)[:FEW]
    return translations(language).gettext(
        "The three busiest hours (%(busiest)s) hold %(busy)s of the posts; the three that do best (%(best)s) "
        "hold %(good)s."
    ) % {
        "busiest": _named(busiest, language),
        "busy": _share(busiest, found, language),
        "best": _named(best, language),
        "good": _share(best, found, language),
    }


def _named(slots: Sequence[Slot], language: Language) -> str:
    """09:00 0.8×, 12:00 1.1×: in the order of the day."""
    in_order = sorted(slots, key=lambda slot: slot.hour or 0)
    return ", ".join(f"{slot.hour:02d}:00 {times(slot.index.value, language)}" for slot in in_order)


def _share(slots: Sequence[Slot], found: BestTime, language: Language) -> str:
    return numbers.percent(100 * sum(slot.index.n for slot in slots) / found.whole.n, language)


def _rows(slots: Sequence[Slot], names: list[str], here: Address, language: Language) -> tuple[Row, ...]:
    return tuple(
        Row(
            cells=cells(slot, name, language),
            address=_address(slot, here) if slot.index.n else "",
            chosen=_is_chosen(slot, here),
        )
        for slot, name in zip(slots, names, strict=True)
    )


def _address(slot: Slot, here: Address) -> str:
    """The posts of that hour on any day, or of that day at any hour; of a chosen one the way back."""
    if _is_chosen(slot, here):
        return here.without("weekday", "hour")
    return here.with_(weekday=slot.weekday, hour=slot.hour)


def _is_chosen(slot: Slot, here: Address) -> bool:
    chosen = [None if value is None else str(value) for value in (slot.weekday, slot.hour)]
    return [here["weekday"] or None, here["hour"] or None] == chosen


def _chart(
    slots: Sequence[Slot], buckets: list[str], titles: list[str], label: str, language: Language
) -> Chart:
    values = tuple(slot.index.value if judged(slot) else None for slot in slots)
    posts = tuple(slot.index.n for slot in slots)
    return Chart(
        kind="panels",
        label=label,
        buckets=tuple(buckets),
        titles=tuple(titles),
        lines=(Line(name="index", label=INDEX.label[language], colour="own", values=values),),
        strip=Line(
            name="posts", label=translations(language).gettext("Posts"), colour="before", values=posts
        ),
        unit="times",
    )
