"""A best time in words, each with how many posts it rests on."""

from __future__ import annotations

from cicero import numbers
from cicero.analytics.best_time import BestTime, Slot
from cicero.language import Language, translations
from cicero.numbers import weekday_name

OTHERS = 4
"""How many more are told beside the first."""


def when(slot: Slot, language: Language) -> str:
    """Tuesday 19:00–20:00; an hour of any day, or a weekday at any hour."""
    _ = translations(language).gettext
    day = weekday_name(slot.weekday, language, "wide") if slot.weekday else ""
    if slot.hour is None:
        return _("%(day)s, at any hour") % {"day": day}
    return f"{day} {hours(slot.hour)}" if day else _("%(hours)s on any day") % {"hours": hours(slot.hour)}


def hours(hour: int) -> str:
    return f"{hour:02d}:00–{hour + 1:02d}:00"


def sentence(found: BestTime, language: Language) -> str:
    """What to do, or that the differences are no larger than chance explains."""
    translated = translations(language)
    _ = translated.gettext
    if not found.recommended:
        said = translated.ngettext(
            "No time stands out: over %(count)s post, the differences between hours are no larger than "
            "chance explains.",
            "No time stands out: over %(count)s posts, the differences between hours are no larger than "
            "chance explains.",
            found.whole.n,
        )
        return said % {"count": numbers.exact(found.whole.n, language)}
    best = found.recommended[0]
    told = {"when": when(best, language), "n": numbers.exact(best.index.n, language)}
    told |= {"times": times(best.index.value, language), "low": times(best.low, language)}
    if best.low is None:
        return (
            _("Posts of %(when)s do best: the typical one gets %(times)s of what is usual, over %(n)s posts.")
            % told
        )
    return (
        _(
            "Posts of %(when)s do best: the typical one gets %(times)s of what is usual, over %(n)s posts; "
            "95 times in 100 at least %(low)s."
        )
        % told
    )


def others(found: BestTime, language: Language) -> tuple[str, ...]:
    """What else stands out, the strongest first, each with index and posts."""
    _ = translations(language).gettext
    return tuple(
        _("%(when)s (%(times)s, %(n)s posts)")
        % {
            "when": when(slot, language),
            "times": times(slot.index.value, language),
            "n": numbers.exact(slot.index.n, language),
        }
        for slot in found.recommended[1 : 1 + OTHERS]
    )


def times(value: float | int | None, language: Language) -> str:
    """1.3×."""
    return numbers.UNKNOWN if value is None else f"{numbers.by_unit(value, 'times', language)}×"
