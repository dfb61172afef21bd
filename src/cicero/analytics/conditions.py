"""Which posts a question is about, as SQL over a row `p` of `post`: part of the compiler's whitelist."""

from __future__ import annotations

import unicodedata
from typing import Any

from cicero.analytics.grouping import INTERACTIONS_OF_POST, clock, in_hour, on_weekday
from cicero.analytics.query import Filters, Query
from cicero.db import as_array
from cicero.records import COUNTED, Counted

ACCOUNTS = "p.account_id = any(%(accounts)s::bigint[])"
PERIOD = "p.published_at >= %(start)s::timestamptz and p.published_at < %(end)s::timestamptz"
SEEN_IN_PERIOD = "p.published_at < %(end)s::timestamptz and p.observed_at >= %(start)s::timestamptz"
"""Of the posts whose counts may have been looked at in the period: their newest fetch is not before it."""

ONCE = "(p.also_under is null or not p.also_under && %(accounts)s::bigint[])"
OF_KINDS = "p.kind = any(%(kinds)s::text[])"
TAGGED = "(select f.tag_id from tag f where f.sign = '{sign}' and f.tag = %({name})s::text) = any(p.tags)"
PUBLISHED_ON_WEEKDAY = (
    "extract(isodow from p.published_at at time zone %(zone)s::text) = %(weekday)s::int + 1"
)
PUBLISHED_IN_HOUR = "extract(hour from p.published_at at time zone %(zone)s::text) = %(hour)s::int"
WRITTEN = "strpos(folded(p.caption), %(text)s::text) > 0"

_COLUMNS: dict[Counted, str] = {
    **{name: f"p.{name}" for name in COUNTED},
    "interactions": INTERACTIONS_OF_POST,
}


def conditions(query: Query, *, once: bool = True) -> str:
    """All that is asked of a post. `once`: a post that several of the accounts share stands once."""
    filters = query.filters
    asked = [
        (ACCOUNTS, True),
        (PERIOD if query.basis == "published" else SEEN_IN_PERIOD, True),
        (ONCE, once and len(query.accounts) > 1),
        (OF_KINDS, bool(filters.kinds)),
        (_on_weekday(query), filters.weekday is not None),
        (_in_hour(query), filters.hour is not None),
        *((text, True) for text in _counts(filters)),
        (TAGGED.format(sign="#", name="hashtag"), filters.hashtag is not None),
        (TAGGED.format(sign="@", name="mention"), filters.mention is not None),
        (WRITTEN, filters.text is not None),
    ]
    return "\n      and ".join(text for text, wanted in asked if wanted)


def _on_weekday(query: Query) -> str:
    """The bins of a period know its own clock only; what was gained is of posts of any time."""
    return on_weekday(query.period) if query.basis == "published" else PUBLISHED_ON_WEEKDAY


def _in_hour(query: Query) -> str:
    return in_hour(query.period) if query.basis == "published" else PUBLISHED_IN_HOUR


def _counts(filters: Filters) -> list[str]:
    return [
        f"{_COLUMNS[range_.count]} {sign} %({side}{number})s::bigint"
        for number, range_ in enumerate(filters.counts)
        for side, sign, bound in (("least", ">=", range_.least), ("most", "<=", range_.most))
        if bound is not None
    ]


def parameters(query: Query) -> dict[str, Any]:
    """What the conditions name, and the groupings with them."""
    filters = query.filters
    return {
        "accounts": as_array(query.accounts),
        "start": query.period.start,
        "end": query.period.end,
        "zone": query.period.zone,
        "kinds": list(filters.kinds),
        "hashtag": filters.hashtag,
        "mention": filters.mention,
        "text": None if filters.text is None else folded(filters.text),
        "weekday": None if filters.weekday is None else filters.weekday - 1,
        "hour": filters.hour,
        **{f"least{number}": range_.least for number, range_ in enumerate(filters.counts)},
        **{f"most{number}": range_.most for number, range_ in enumerate(filters.counts)},
        **clock(query.period),
    }


def folded(text: str) -> str:
    """As the database's function of that name: without accents and styles of letters, in lower case."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not "\u0300" <= letter <= "\u036f").lower()
