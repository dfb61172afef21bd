"""Which comments are asked for: read from the words of an address, for pages and API alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeVar, get_args

from msgspec import Struct

from cicero.errors import InputError
from cicero.periods import Period

State = Literal["new", "seen", "answered", "flagged"]
Sentiment = Literal["positive", "neutral", "negative"]
STATES: tuple[State, ...] = get_args(State)
SENTIMENTS: tuple[Sentiment, ...] = get_args(Sentiment)
UNRATED = "unrated"
LONGEST_SEARCH, MOST_TERMS = 200, 8
_TERM = re.compile(r'"([^"]+)"|(\S+)')
_FINDABLE = re.compile(r"[^\W_]{3}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]+)?")

W = TypeVar("W", bound=str)


class Asked(Struct, frozen=True, kw_only=True):
    """`search`: terms that each must be in the text. `topic`: one of a topic's words must be.

    `unanswered`: neither did the account reply nor did anybody say so. `members`: from people on the roster.
    `sentiment` and `language`: as corrected, else as rated, else (language) as the source said; the sentiment
    UNRATED asks for those without. Deleted ones and the account's own are left out always.
    """

    period: Period
    post_id: int | None = None
    states: tuple[State, ...] = ()
    sentiments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    author: str | None = None
    assigned_to: int | None = None
    unanswered: bool = False
    members: bool = False


def read_asked(given: Mapping[str, str], period: Period, topic: tuple[str, ...] = ()) -> Asked:
    """From the parameters post, state, sentiment, language, search, author, assigned, unanswered, members."""
    languages = _several(given, "language")
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise InputError(f"language={language} is not known.", "Use codes such as id or en.")
    return Asked(
        period=period,
        post_id=_id(given, "post"),
        states=_words(given, "state", STATES),
        sentiments=_words(given, "sentiment", (*SENTIMENTS, UNRATED)),
        languages=languages,
        search=terms(given.get("search", "")),
        topic=topic,
        author=given.get("author", "").strip().lstrip("@").lower() or None,
        assigned_to=_id(given, "assigned"),
        unanswered=_flag(given, "unanswered"),
        members=_flag(given, "members"),
    )


def terms(search: str) -> tuple[str, ...]:
    """The words and "quoted phrases" of a search; InputError where it cannot be searched for."""
    if len(search) > LONGEST_SEARCH:
        raise InputError("The search is longer than 200 characters.", "Search for fewer words.")
    found = tuple(phrase or word for phrase, word in _TERM.findall(search.lower().replace("\x00", "")))
    if len(found) > MOST_TERMS:
        raise InputError(f"The search has more than {MOST_TERMS} words.", "Search for fewer words.")
    if found and not any(_FINDABLE.search(term) for term in found):
        raise InputError(
            "The search has no three letters or digits in a row.", "Search for a longer word as well."
        )
    return found


def _words(given: Mapping[str, str], name: str, allowed: tuple[W, ...]) -> tuple[W, ...]:
    asked = _several(given, name)
    for one in asked:
        if one not in allowed:
            raise InputError(f"{name}={one} is not known.", f"Use one of {', '.join(allowed)}.")
    return tuple(one for one in allowed if one in asked)


def _several(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for one in given.get(name, "").split(",") if (part := one.strip().lower()))


def _flag(given: Mapping[str, str], name: str) -> bool:
    said = given.get(name, "")
    if said not in ("", "0", "1"):
        raise InputError(f"{name}={said} is not known.", "Use 1, or leave it out.")
    return said == "1"


def _id(given: Mapping[str, str], name: str) -> int | None:
    said = given.get(name, "").strip()
    if not said:
        return None
    if said.lstrip("-").isascii() and said.removeprefix("-").isdigit() and abs(int(said[:20])) < 2**63:
        return int(said[:20])
    raise InputError(f"{name}={said[:40]} is not an id.", "Use one that a list of ours told.")
