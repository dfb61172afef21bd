"""What a client's people do with comments: states, whose turn it is, notes. Each client has its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import UNSET, Struct, UnsetType

from cicero.comments.asked import State
from cicero.comments.streaming import Item, find
from cicero.db import Connection, as_array, execute, fetch_all, fetch_value, sql, widened
from cicero.errors import InputError, NotFoundError

MOST = 500
"""Comments that are changed at once."""

LONGEST_NOTE = 2_000


class Key(Struct, frozen=True, kw_only=True):
    """Which comment, under which account's post."""

    account_id: int
    post_id: int
    comment_id: int


class Worked(Key, frozen=True, kw_only=True):
    """What people made of a comment. `state` None: nobody set one, so what the account did tells it."""

    state: State | None
    assigned_to: int | None


class Note(Struct, frozen=True, kw_only=True):
    """`author`: a username, None where they are gone."""

    note_id: int
    person_id: int | None
    author: str | None
    body: str
    created_at: datetime


class EarlierText(Struct, frozen=True, kw_only=True):
    replaced_at: datetime
    text: str


class Thread(Struct, frozen=True, kw_only=True):
    """One comment with what was said about it, and what it said before it was edited, the latest first."""

    item: Item
    notes: list[Note]
    earlier: list[EarlierText]


async def change(
    connection: Connection,
    client_id: int,
    keys: Sequence[Key],
    *,
    by: int | None,
    state: State | UnsetType | None = UNSET,
    assigned_to: int | UnsetType | None = UNSET,
) -> list[Worked]:
    """Set these comments' state, or whose turn they are, or both; what was before, for `restore`.

    InputError for more than MOST, or for somebody who does not work at the client; NotFoundError, and nothing
    is changed, where one of them is not the client's.
    """
    before = await _before(connection, client_id, keys)
    after = [
        Worked(
            account_id=one.account_id,
            post_id=one.post_id,
            comment_id=one.comment_id,
            state=one.state if state is UNSET else state,
            assigned_to=one.assigned_to if assigned_to is UNSET else assigned_to,
        )
        for one in before
    ]
    await _write(connection, client_id, after, by, stated=state is not UNSET)
    return before


async def restore(
    connection: Connection, client_id: int, worked: Sequence[Worked], *, by: int | None
) -> list[Worked]:
    """Undo a change: each comment as it is told here; what was before that. Refuses as `change`."""
    before = await _before(connection, client_id, worked)
    await _write(connection, client_id, worked, by, stated=True)
    return before


async def thread(connection: Connection, client_id: int, key: Key) -> Thread:
    """NotFoundError where the client has no such comment."""
    item = await _item(connection, client_id, key)
    values = {"client_id": client_id, **_values(key)}
    return Thread(
        item=item,
        notes=await fetch_all(connection, sql(__package__, "notes"), values, Note),
        earlier=await fetch_all(connection, sql(__package__, "earlier_texts"), values, EarlierText),
    )


async def add_note(
    connection: Connection, client_id: int, key: Key, body: str, *, by: int
) -> tuple[Item, int]:
    """The comment, and the note's id. InputError for an empty or a longer one; NotFoundError as `thread`."""
    text = body.replace("\x00", "").strip()
    if not text or len(text) > LONGEST_NOTE:
        raise InputError(f"A note has 1 to {LONGEST_NOTE} characters.", "Say it shorter, or in two notes.")
    item = await _item(connection, client_id, key)
    values = {"client_id": client_id, "person_id": by, "body": text, **_values(key)}
    return item, int(await fetch_value(connection, sql(__package__, "add_note"), values))


async def _item(connection: Connection, client_id: int, key: Key) -> Item:
    found = await find(connection, client_id, [(key.account_id, key.post_id, key.comment_id)])
    if not found:
        raise NotFoundError("There is no such comment at this client.")
    return found[0]


async def _before(connection: Connection, client_id: int, keys: Sequence[Key]) -> list[Worked]:
    places = {(key.account_id, key.post_id, key.comment_id) for key in keys}
    if not 1 <= len(places) <= MOST:
        raise InputError(f"Between 1 and {MOST} comments can be changed at once.", "Choose fewer of them.")
    asked = {"client_id": client_id, **_columns(sorted(places))}
    before = await fetch_all(connection, sql(__package__, "work_before"), asked, Worked)
    if len(before) < len(places):
        raise NotFoundError("One of these comments is not at this client.", "Load the list again.")
    return before


async def _write(
    connection: Connection, client_id: int, worked: Sequence[Worked], by: int | None, *, stated: bool
) -> None:
    for person_id in {one.assigned_to for one in worked if one.assigned_to is not None}:
        await _must_work(connection, client_id, person_id)
    values = {
        "client_id": client_id,
        "person_id": by,
        "stated": stated,
        "states": [one.state for one in worked],
        "assigned": [one.assigned_to for one in worked],
        **_columns([(one.account_id, one.post_id, one.comment_id) for one in worked]),
    }
    await execute(connection, sql(__package__, "change_work"), values)


async def _must_work(connection: Connection, client_id: int, person_id: int) -> None:
    asked = {"client_id": client_id, "person_id": person_id}
    async with widened(connection):  # administrators share no client with anybody
        if not await fetch_value(connection, sql(__package__, "may_work"), asked):
            raise InputError(
                "Comments cannot be given to that person.", "Choose a manager or analyst of the client."
            )


def _columns(keys: Sequence[tuple[int, int, int]]) -> dict[str, str]:
    names = ("accounts", "posts", "comments")
    return {name: as_array(key[n] for key in keys) for n, name in enumerate(names)}


def _values(key: Key) -> dict[str, int]:
    return {"account_id": key.account_id, "post_id": key.post_id, "comment_id": key.comment_id}
