"""The comments of a period: totals, by day, post, commenter, language and sentiment, and the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from cicero.db import Connection, as_array, fetch_all, fetch_one, sql
from cicero.errors import CiceroError
from cicero.periods import Period

MOST = 50
"""Posts and commenters that are told."""


class Totals(Struct, frozen=True, kw_only=True):
    """`received`: by others, not deleted, of which `replies` answer comments; `by_members`: of the roster.

    `questions`: those on posts, which an account may answer; `answered` of them it did. `median_seconds`:
    from a comment to the account's first reply; None where there was none. `own`: by the accounts themselves.
    """

    received: int
    replies: int
    commenters: int
    posts: int
    own: int
    deleted: int
    edited: int
    questions: int
    answered: int
    median_seconds: float | None
    positive: int
    neutral: int
    negative: int
    by_members: int

    @property
    def response_rate(self) -> float | None:
        """Answered ÷ questions; None without questions."""
        return self.answered / self.questions if self.questions else None

    @property
    def rated(self) -> int:
        return self.positive + self.neutral + self.negative

    @property
    def net_sentiment(self) -> float | None:
        """(positive - negative) ÷ rated; None where nothing is rated."""
        return (self.positive - self.negative) / self.rated if self.rated else None


class Group(Struct, frozen=True, kw_only=True):
    """Comments with something in common: a day, a post, or a `name` (commenter, language, sentiment).

    `name` None: language or sentiment is not known.
    """

    by: str
    day: date | None
    account_id: int | None
    post_id: int | None
    name: str | None
    comments: int
    questions: int
    answered: int
    positive: int
    negative: int
    rated: int


class First(Struct, frozen=True, kw_only=True):
    """Who commented first, under so many of the period's posts whose comments were read to the end."""

    name: str
    posts: int


class CommentRecap(Struct, frozen=True, kw_only=True):
    """Days on which nothing came are not among `days`; MOST of `posts` and `commenters` are told."""

    period: Period
    totals: Totals
    days: list[Group]
    posts: list[Group]
    commenters: list[Group]
    languages: list[Group]
    sentiments: list[Group]
    first: list[First]


async def recap(
    connection: Connection, client_id: int, accounts: Sequence[int], period: Period
) -> CommentRecap:
    """Of comments written in the period on posts of these accounts, whatever the posts' age."""
    asked = {
        "client_id": client_id,
        "accounts": as_array(accounts),
        "start": period.start,
        "end": period.end,
        "zone": period.zone,
        "most": MOST,
    }
    totals = await fetch_one(connection, sql(__package__, "recap_totals"), asked, Totals)
    groups = await fetch_all(connection, sql(__package__, "recap_groups"), asked, Group)
    if totals is None:
        raise CiceroError("The comments could not be counted.")
    return CommentRecap(
        period=period,
        totals=totals,
        days=[one for one in groups if one.by == "day"],
        posts=[one for one in groups if one.by == "post"],
        commenters=[one for one in groups if one.by == "commenter"],
        languages=[one for one in groups if one.by == "language"],
        sentiments=[one for one in groups if one.by == "sentiment"],
        first=await fetch_all(connection, sql(__package__, "recap_first"), asked, First),
    )
