"""/api/inbox: what is made of comments: states, whose turn it is, notes, corrected ratings."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import PathParameter
from msgspec import UNSET, Struct, UnsetType

from cicero import audit, comments
from cicero.api.given import Actor, Client, Connection, Person
from cicero.api.inbox import InboxComment, view
from cicero.api.parameters import body, id_of, taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import shown
from cicero.comments import Key, State
from cicero.errors import InputError

AccountId = Annotated[str, PathParameter(description="As GET /api/inbox tells it.")]
PostId = Annotated[str, PathParameter(description="As GET /api/inbox tells it.")]
CommentId = Annotated[str, PathParameter(description="As GET /api/inbox tells it.")]
ONE = "/inbox/{account_id:str}/{post_id:str}/{comment_id:str}"


class CommentKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    account_id: str
    post_id: str
    comment_id: str


class WorkedComment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people made of it. `state` null: nobody set one, so what the account did tells it."""

    account_id: str
    post_id: str
    comment_id: str
    state: State | None
    assigned_to: str | None


class Changing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays; null takes away what was set. `assigned_to`: an id of GET /api/people."""

    comments: list[CommentKey]
    state: State | UnsetType | None = UNSET
    assigned_to: str | UnsetType | None = UNSET


class Before(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the comments stood before: send it to POST /api/inbox/restore to undo the change."""

    before: list[WorkedComment]


class NoteView(Struct, frozen=True, kw_only=True):
    """`author`: a username, null where they are gone."""

    note_id: str
    author: str | None
    body: str
    created_at: datetime


class EarlierView(Struct, frozen=True, kw_only=True):
    replaced_at: datetime
    text: str


class ThreadView(Struct, frozen=True, kw_only=True):
    """`earlier`: what it said before it was edited, the latest first."""

    comment: InboxComment
    notes: list[NoteView]
    earlier: list[EarlierView]


class NewNote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    body: str


class Correction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What it is; what is left out stays as it was rated."""

    sentiment: str | None = None
    language: str | None = None


EXAMPLE: Any = [{"account_id": "1", "post_id": "7440000000000000001", "comment_id": "7440000000000000101"}]


@post(
    "/inbox/change",
    needs="comments.work",
    status_code=200,
    tags=["Comments"],
    summary="Change up to 500 comments at once",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def change_comments(
    connection: Connection,
    client: Client,
    actor: Actor,
    data: Annotated[Changing, body(comments=EXAMPLE, state="seen")],
) -> Before:
    """Their state, or whose turn they are. All of them or none; noted once."""
    assigned = data.assigned_to
    before = await comments.change(
        connection,
        client.client_id,
        [_key(one.account_id, one.post_id, one.comment_id) for one in data.comments],
        by=actor.person_id,
        state=data.state,
        assigned_to=_number(assigned) if isinstance(assigned, str) else assigned,
    )
    details = {
        name: value
        for name, value in (("state", data.state), ("assigned_to", data.assigned_to))
        if value is not UNSET
    }
    await _note(connection, actor, client, "comments.change", {"comments": len(before), **details})
    return Before(before=_worked(before))


@post(
    "/inbox/restore",
    needs="comments.work",
    status_code=200,
    tags=["Comments"],
    summary="Undo a change of comments",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def restore_comments(
    connection: Connection,
    client: Client,
    actor: Actor,
    data: Annotated[Before, body(before=[{**EXAMPLE[0], "state": None, "assigned_to": None}])],
) -> Before:
    """With what a change answered; this answers what was before that, in turn."""
    worked = [
        comments.Worked(
            **msgspec.structs.asdict(_key(one.account_id, one.post_id, one.comment_id)),
            state=one.state,
            assigned_to=None if one.assigned_to is None else _number(one.assigned_to),
        )
        for one in data.before
    ]
    before = await comments.restore(connection, client.client_id, worked, by=actor.person_id)
    await _note(connection, actor, client, "comments.restore", {"comments": len(before)})
    return Before(before=_worked(before))


@get(
    ONE,
    needs="client.see",
    tags=["Comments"],
    summary="One comment with its notes",
    responses=refusals(401, 403, 404),
    operation_class=taking(CLIENT),
)
async def show_comment(
    connection: Connection, client: Client, account_id: AccountId, post_id: PostId, comment_id: CommentId
) -> ThreadView:
    key = _key(account_id, post_id, comment_id)
    return _thread(await comments.thread(connection, client.client_id, key), client)


@post(
    f"{ONE}/notes",
    needs="comments.work",
    tags=["Comments"],
    summary="Write a note on a comment",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def add_note(
    connection: Connection,
    client: Client,
    person: Person,
    actor: Actor,
    account_id: AccountId,
    post_id: PostId,
    comment_id: CommentId,
    data: Annotated[NewNote, body(body="Sudah diteruskan ke cabang.")],
) -> ThreadView:
    """For colleagues at the client; nothing of it goes to the network."""
    key = _key(account_id, post_id, comment_id)
    await comments.add_note(connection, client.client_id, key, data.body, by=person.person_id)
    await _note(connection, actor, client, "comments.note", {"comment": comment_id})
    return _thread(await comments.thread(connection, client.client_id, key), client)


@post(
    f"{ONE}/rating",
    needs="comments.work",
    status_code=200,
    tags=["Comments"],
    summary="Correct a comment's sentiment or language",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def correct_rating(
    connection: Connection,
    client: Client,
    person: Person,
    actor: Actor,
    account_id: AccountId,
    post_id: PostId,
    comment_id: CommentId,
    data: Annotated[Correction, body(sentiment="negative")],
) -> ThreadView:
    """It leads for this client, and is counted. The same as it was rated confirms the rating."""
    key = _key(account_id, post_id, comment_id)
    await comments.thread(connection, client.client_id, key)
    await comments.correct(
        connection,
        client.client_id,
        key,
        by=person.person_id,
        sentiment=data.sentiment,
        language=data.language,
    )
    said = {"sentiment": data.sentiment, "language": data.language}
    told = {name: value for name, value in said.items() if value is not None}
    await _note(connection, actor, client, "comments.correct", {"comment": comment_id, **told})
    return _thread(await comments.thread(connection, client.client_id, key), client)


def _thread(found: comments.Thread, client: Client) -> ThreadView:
    return ThreadView(
        comment=view(found.item, client.slug),
        notes=[shown(note, NoteView) for note in found.notes],
        earlier=[shown(text, EarlierView) for text in found.earlier],
    )


def _worked(before: list[comments.Worked]) -> list[WorkedComment]:
    return [
        shown(one, WorkedComment, assigned_to=None if one.assigned_to is None else str(one.assigned_to))
        for one in before
    ]


def _key(account_id: str, post_id: str, comment_id: str) -> Key:
    return Key(account_id=id_of(account_id), post_id=id_of(post_id), comment_id=id_of(comment_id))


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise InputError(f"assigned_to={given[:40]} is not an id.", "Use one that GET /api/people tells.")
    return int(given)


async def _note(
    connection: Connection, actor: Actor, client: Client, action: str, details: dict[str, Any]
) -> None:
    await audit.note(connection, actor, action, client_id=client.client_id, details=details)
