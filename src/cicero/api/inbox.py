"""/api/inbox: the comments to be worked on, newest first, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from litestar import Request, get
from litestar.openapi.spec import Parameter
from msgspec import Struct

from cicero import clients, comments
from cicero.analytics.asking import choose_period
from cicero.api import cursor
from cicero.api.choosing import OF_ACCOUNTS, OF_PERIOD, choose
from cicero.api.given import Access, Client, Connection
from cicero.api.parameters import id_of, taking, text, whole
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import shown
from cicero.comments import COUNTED, SENTIMENTS, STATES, UNRATED, Asked, State
from cicero.errors import InputError
from cicero.periods import DEFAULT_ZONE
from cicero.records import Platform

LIMIT, MOST = 50, 500


def _given(name: str, told: str, example: str = "") -> Parameter:
    return text(name, told, example=example)


OF_COMMENTS = (
    _given("post", "Id of the post that they are on.", "7440000000000000001"),
    _given("state", f"Several by commas: {', '.join(STATES)}.", "new,flagged"),
    _given("sentiment", f"Several by commas: {', '.join((*SENTIMENTS, UNRATED))}.", "negative"),
    _given("language", "Codes, several by commas.", "id"),
    _given(
        "search",
        'Words and "phrases" that the text has, in any form; where nothing has them, words spelt alike.',
        "harga",
    ),
    _given("author", "Handle of who wrote them.", "sari.w"),
    _given("assigned", "Whose turn they are: an id as GET /api/people tells it.", "3"),
    _given("unanswered", "1: neither did the account reply nor did anybody say so.", "1"),
    _given("members", "1: by people on the client's roster.", "1"),
)
TOPIC = _given("topic", "Id of a topic: comments with one of its words.", "1")
PAGING = (
    text("limit", f"Comments per page: 1 to {MOST}, else {LIMIT}.", example="100"),
    text("cursor", "`next` of the page before; everything else must stay the same."),
)


class InboxComment(Struct, frozen=True, kw_only=True):
    """`text`, `author_…`: null where forgotten. `rated_by`: person, or the rater's version; null: unrated.

    `answered_at`: the account's first reply; `state` may be answered without, where somebody said so.
    `member`: whose handle it is, by the roster. `assignee`: a username. `client`: a short name.
    """

    client: str
    account_id: str
    platform: Platform
    handle: str | None
    post_id: str
    post_url: str | None
    comment_id: str
    parent_id: str | None
    created_at: datetime
    author_handle: str | None
    author_id: str | None
    text: str | None
    language: str | None
    sentiment: str | None
    confidence: float | None
    rated_by: str | None
    likes: int | None
    replies: int | None
    state: State
    answered_at: datetime | None
    assigned_to: str | None
    assignee: str | None
    member: str | None
    notes: int
    edited_at: datetime | None
    deleted_at: datetime | None
    forgotten_at: datetime | None
    first_seen_at: datetime
    observed_at: datetime


class Inbox(Struct, frozen=True, kw_only=True):
    """`next`: the `cursor` of the page after this one, null on the last. `newest`: that of its first comment,
    for GET /api/inbox/newer. `instead`: words searched for in place of those that are nowhere."""

    comments: list[InboxComment]
    next: str | None
    newest: str | None
    instead: list[str]


class Newer(Struct, frozen=True, kw_only=True):
    """`more`: there are at least so many."""

    newer: int
    more: bool


@get(
    "/inbox",
    needs="client.see",
    tags=["Comments"],
    summary="Comments to be worked on",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *OF_PERIOD, *OF_ACCOUNTS, *OF_COMMENTS, TOPIC, *PAGING),
)
async def list_inbox(request: Request[Any, Any, Any], connection: Connection, client: Client) -> Inbox:
    """Newest first, without deleted ones and the accounts' own. A comment is answered once the account
    replied in its thread; a page stays put while comments arrive."""
    given = request.query_params
    chosen = await choose(connection, client, given)
    topic = await _topic(connection, client, given)
    asked = comments.read_asked(given, chosen.period, topic)
    return await _page(connection, [client], list(chosen.accounts), asked, given)


@get(
    "/inbox/all",
    needs="self.see",
    tags=["Comments"],
    summary="Comments to be worked on, of all your clients",
    responses=refusals(400, 401),
    operation_class=taking(*OF_PERIOD, *OF_COMMENTS, *PAGING),
)
async def list_whole_inbox(request: Request[Any, Any, Any], connection: Connection, access: Access) -> Inbox:
    """As GET /api/inbox. Days are those of Jakarta. A comment that several of the clients watch comes once
    for each."""
    given = request.query_params
    seen = await clients.visible_to(connection, access.person.person_id, access.person.is_admin)
    mine = [one for one in seen if access.clients is None or one.client_id in access.clients]
    asked = comments.read_asked(given, choose_period(given, DEFAULT_ZONE))
    return await _page(connection, mine, None, asked, given)


@get(
    "/inbox/newer",
    needs="client.see",
    tags=["Comments"],
    summary="How many comments are newer",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(
        CLIENT,
        *OF_PERIOD,
        *OF_ACCOUNTS,
        *OF_COMMENTS,
        TOPIC,
        text("cursor", "`newest` of the first page.", required=True),
    ),
)
async def count_newer(request: Request[Any, Any, Any], connection: Connection, client: Client) -> Newer:
    """Of those that GET /api/inbox answers with the same filters; counted up to a hundred."""
    given = request.query_params
    if not given.get("cursor"):
        raise InputError("Newer than what?", "Give `newest` of the first page as `cursor`.")
    chosen = await choose(connection, client, given)
    asked = comments.read_asked(given, chosen.period, await _topic(connection, client, given))
    than = cursor.read_place(given["cursor"])
    found = await comments.newer(connection, [client.client_id], list(chosen.accounts), asked, than)
    return Newer(newer=found, more=found == COUNTED)


async def _page(
    connection: Connection,
    of: list[clients.Client],
    accounts: list[int] | None,
    asked: Asked,
    given: Mapping[str, str],
) -> Inbox:
    limit = whole(given.get("limit"), "limit", default=LIMIT, most=MOST)
    after = cursor.read_place(given["cursor"]) if given.get("cursor") else None
    slugs = {client.client_id: client.slug for client in of}
    page = await comments.stream(connection, list(slugs), accounts, asked, after=after, limit=limit)
    first = page.items[0] if page.items else None
    newest = None
    if first is not None:
        newest = comments.Place(
            first.created_at, first.client_id, first.account_id, first.post_id, first.comment_id
        )
    return Inbox(
        comments=[view(item, slugs[item.client_id]) for item in page.items],
        next=None if page.after is None else cursor.write_place(page.after),
        newest=None if newest is None else cursor.write_place(newest),
        instead=list(page.instead),
    )


def view(item: comments.Item, slug: str) -> InboxComment:
    assigned = None if item.assigned_to is None else str(item.assigned_to)
    return shown(item, InboxComment, client=slug, assigned_to=assigned)


async def _topic(connection: Connection, client: Client, given: Mapping[str, str]) -> tuple[str, ...]:
    if not given.get("topic"):
        return ()
    return (await comments.find_topic(connection, client.client_id, id_of(given["topic"]))).words
