"""Language and sentiment of comments: what a rater made of the texts, and what people corrected of it.

A rating stands on the comment, for every client, and goes with its text. A correction is a client's own: it
leads there, and each is kept, to count how often the rater was right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from cicero.comments.asked import SENTIMENTS, Sentiment
from cicero.comments.work import Key
from cicero.db import Connection, execute, fetch_all, rows_as_json, sql
from cicero.errors import InputError

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Unrated(Key, frozen=True, kw_only=True):
    """`language`: what the source said, None where it did not."""

    text: str
    language: str | None


class Rating(Key, frozen=True, kw_only=True):
    """`text`: the one that was rated. None: the rater cannot tell. Confidence from 0 to 1.

    `rated_by`: the rater with its version, such as `lexicon 3`; never None, so that it is not asked again.
    """

    text: str
    rated_by: str
    rated_language: str | None = None
    language_confidence: float | None = None
    sentiment: Sentiment | None = None
    sentiment_confidence: float | None = None


class Corrections(Struct, frozen=True, kw_only=True):
    """Of so many ratings that people looked at, so many were right. `what`: sentiment or language."""

    what: str
    rated_by: str
    corrected: int
    confirmed: int


async def unrated(connection: Connection, limit: int) -> list[Unrated]:
    """The newest comments that nobody rated, and whose text is here."""
    return await fetch_all(connection, sql(__package__, "unrated"), {"limit": limit}, Unrated)


async def store_ratings(connection: Connection, ratings: Sequence[Rating]) -> int:
    """How many were stored: one whose comment says something else by now is not."""
    rows = rows_as_json(structs.asdict(rating) for rating in ratings)
    return await execute(connection, sql(__package__, "store_ratings"), {"ratings": rows}) if ratings else 0


async def correct(
    connection: Connection,
    client_id: int,
    key: Key,
    *,
    by: int,
    sentiment: str | None = None,
    language: str | None = None,
) -> None:
    """What it is instead, or that it is so; None says nothing. InputError where it is no such thing.

    The caller has seen that the comment is the client's.
    """
    if sentiment is None and language is None:
        raise InputError("There is nothing to correct.", "Give a sentiment, a language, or both.")
    if sentiment is not None and sentiment not in SENTIMENTS:
        raise InputError(f"{sentiment!r} is no sentiment.", f"Use one of {', '.join(SENTIMENTS)}.")
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise InputError(f"{language!r} is no language.", "Use a code such as id or en.")
    values = {
        "client_id": client_id,
        "account_id": key.account_id,
        "post_id": key.post_id,
        "comment_id": key.comment_id,
        "person_id": by,
        "sentiment": sentiment,
        "language": language,
    }
    await execute(connection, sql(__package__, "correct"), values)


async def corrections(connection: Connection) -> list[Corrections]:
    """Of each rater, over all clients that the connection may see."""
    return await fetch_all(connection, sql(__package__, "corrections"), {}, Corrections)
