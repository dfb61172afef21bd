"""What is left out when the calls of a source run short, in the order in which that happens.

The order is read off `ingest.degradation.allowed` itself, so that the page cannot say another one.
"""

from __future__ import annotations

from msgspec import Struct

from cicero.ingest.degradation import allowed
from cicero.web.language import Language, translations

SHORTAGES = tuple(step / 20 for step in range(20, 401))
"""Calls wanted ÷ calls left, from just enough to twenty times too few."""


class LeftOut(Struct, frozen=True, kw_only=True):
    """`now`: it is left out at this moment, else it comes later should the calls run shorter."""

    label: str
    now: bool


def left_out(shortage: float | None, language: Language) -> tuple[LeftOut, ...]:
    """First what goes first. Empty where nothing is ever left out."""
    names, at_present = purpose_names(language), allowed(shortage or 0.0)
    return tuple(
        LeftOut(label=names.get(purpose, purpose), now=purpose not in at_present) for purpose in order()
    )


def order() -> list[str]:
    given_up = {
        purpose: next((s for s in SHORTAGES if purpose not in allowed(s)), None) for purpose in allowed(0.0)
    }
    return sorted((one for one, at in given_up.items() if at), key=lambda one: (given_up[one] or 0.0, one))


def purpose_names(language: Language) -> dict[str, str]:
    _ = translations(language).gettext
    return {
        "comments_competitor": _("comments of competitors"),
        "comments_own": _("comments of own accounts"),
        "sample": _("the daily sample for accuracy"),
        "backfill": _("reading the past"),
    }
