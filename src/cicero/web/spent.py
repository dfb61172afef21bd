"""Calls of a source as its card tells of them: by purpose, and by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from cicero.ingest.meters import Calls
from cicero.language import Language, translations


class Spent(Struct, frozen=True, kw_only=True):
    """`share` is how long its bar is, 0 … 100, against the longest."""

    label: str
    day: date | None
    calls: int
    failed: int
    share: float


def by_purpose(calls: Iterable[Calls], language: Language) -> tuple[Spent, ...]:
    """Most calls first."""
    names = purpose_names(language)
    return _summed(((names.get(one.purpose, one.purpose), None, one) for one in calls), ranked=True)


def by_day(calls: Iterable[Calls]) -> tuple[Spent, ...]:
    """The newest first; days without a call are left out."""
    return _summed((str(one.day), one.day, one) for one in calls)


def purpose_names(language: Language) -> dict[str, str]:
    _ = translations(language).gettext
    return {
        "profile": _("Profiles"),
        "list": _("Lists of posts"),
        "backfill": _("The past"),
        "detail": _("Single posts"),
        "comments": _("Comments"),
        "likers": _("Likers"),
        "sample": _("Samples for accuracy"),
        "test": _("Tests"),
        "live": _("On demand"),
    }


def _summed(rows: Iterable[tuple[str, date | None, Calls]], *, ranked: bool = False) -> tuple[Spent, ...]:
    calls: Counter[tuple[str, date | None]] = Counter()
    failed: Counter[tuple[str, date | None]] = Counter()
    for label, day, one in rows:
        calls[label, day] += one.calls
        failed[label, day] += one.failed
    most = max(calls.values(), default=0)
    made = (
        Spent(label=key[0], day=key[1], calls=n, failed=failed[key], share=100 * n / most if most else 0)
        for key, n in calls.items()
    )
    order = (lambda one: (-one.calls, one.label)) if ranked else (lambda one: -one.day.toordinal())
    return tuple(sorted(made, key=order))
