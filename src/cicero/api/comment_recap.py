"""GET /api/comments/recap: what came in as comments in a period, and how it was answered."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero import comments
from cicero.analytics.comment_words import say
from cicero.api.choosing import OF_ACCOUNTS, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.metrics import LANGUAGES, Words
from cicero.api.parameters import taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import Days, shown


class TotalsView(Struct, frozen=True, kw_only=True):
    """`received`: by others, not deleted; `replies` of them answer comments, `questions` stand on posts, of
    which the accounts `answered` so many: `response_rate` is answered ÷ questions, `median_seconds` from a
    comment to the first reply. `net_sentiment`: (positive - negative) ÷ `rated`. Null: there is nothing to
    divide by."""

    received: int
    replies: int
    commenters: int
    posts: int
    own: int
    deleted: int
    edited: int
    by_members: int
    questions: int
    answered: int
    response_rate: float | None
    median_seconds: float | None
    positive: int
    neutral: int
    negative: int
    rated: int
    net_sentiment: float | None


class Counted(Struct, frozen=True, kw_only=True):
    comments: int
    questions: int
    answered: int
    positive: int
    negative: int
    rated: int


class OfDay(Counted, frozen=True, kw_only=True):
    day: date


class OfPost(Counted, frozen=True, kw_only=True):
    account_id: str
    post_id: str


class OfName(Counted, frozen=True, kw_only=True):
    """`name` null: it is not known, or not rated."""

    name: str | None


class FirstView(Struct, frozen=True, kw_only=True):
    name: str
    posts: int


class CommentRecapView(Struct, frozen=True, kw_only=True):
    """`text`: to paste into a chat. `days`: those on which something came. `posts`, `commenters`: the fifty
    with the most. `first`: under how many of the period's posts somebody was first, of those
    whose comments were read to the end."""

    period: Days
    text: Words
    totals: TotalsView
    days: list[OfDay]
    posts: list[OfPost]
    commenters: list[OfName]
    languages: list[OfName]
    sentiments: list[OfName]
    first: list[FirstView]


@get(
    "/comments/recap",
    needs="client.see",
    tags=["Comments"],
    summary="Comments of a period in figures and words",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *OF_PERIOD, *OF_ACCOUNTS),
)
async def show_comment_recap(
    request: Request[Any, Any, Any], connection: Connection, client: Client
) -> CommentRecapView:
    """Comments written in the period, as far as they were collected, without deleted ones."""
    chosen = await choose(connection, client, request.query_params)
    found = await comments.recap(connection, client.client_id, chosen.accounts, chosen.period)
    told = found.totals
    return shown(
        found,
        CommentRecapView,
        text={language: say(found, client.name, language) for language in LANGUAGES},
        totals=shown(
            told,
            TotalsView,
            response_rate=told.response_rate,
            rated=told.rated,
            net_sentiment=told.net_sentiment,
        ),
    )
