"""A trend in words, and what one of these is called."""

from __future__ import annotations

from typing import Literal

from cicero import numbers
from cicero.analytics.hashtags import TagUse, TagUses
from cicero.language import Language, translations
from cicero.web.hashtags.chosen import Chosen

Direction = Literal["up", "down", "same", ""]


def direction_of(use: TagUse) -> Direction:
    """Up and down are beyond chance, tested over all at once; empty where no trend can be told."""
    if use.trend is None:
        return ""
    return "up" if use.rising else "down" if use.falling else "same"


def trend_word(use: TagUse, language: Language) -> str:
    _ = translations(language).gettext
    return {"up": _("rising"), "down": _("falling"), "same": _("steady"), "": ""}[direction_of(use)]


def why_no_trend(uses: TagUses, language: Language) -> str:
    """Empty where trends are told."""
    _ = translations(language).gettext
    if uses.trend_unknown is None:
        return ""
    if uses.trend_unknown == "not_compared":
        return _("No trend: nothing is compared. Choose a period to compare with.")
    told = {"n": numbers.exact(uses.compared.n, language), "of": numbers.exact(uses.compared.of, language)}
    return (
        _("No trend: only %(n)s of %(of)s accounts were known before the period compared with began.") % told
    )


def plural(chosen: Chosen, language: Language) -> str:
    _ = translations(language).gettext
    return _("Mentions") if chosen.of == "mentions" else _("Hashtags")


def singular(chosen: Chosen, language: Language) -> str:
    _ = translations(language).gettext
    return _("Mention") if chosen.of == "mentions" else _("Hashtag")
