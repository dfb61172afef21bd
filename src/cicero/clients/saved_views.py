"""Views that people save: what was chosen on a page, by name, for themselves or shared at the client."""

from __future__ import annotations

import re
from datetime import datetime

import psycopg
from msgspec import Struct

from cicero.db import Connection, execute, fetch_all, fetch_one, sql
from cicero.errors import CiceroError, ConflictError, ForbiddenError, InputError, NotFoundError

LONGEST_NAME = 100
LONGEST_PAGE = 40
LONGEST_QUERY = 4_000
_PAGE = re.compile(r"[a-z][a-z-]*")
_QUERY = re.compile(r"[\x21-\x7e]*")


class SavedView(Struct, frozen=True, kw_only=True):
    """`page`: such as dashboard. `query`: its address after the question mark. `owner`: a
    username, None where they left the client."""

    view_id: int
    person_id: int
    owner: str | None
    name: str
    page: str
    query: str
    shared: bool
    created_at: datetime
    changed_at: datetime


class Kept(Struct, frozen=True, kw_only=True):
    """What somebody wants kept."""

    name: str
    page: str
    query: str
    shared: bool = False


async def views_of(connection: Connection, client_id: int, person_id: int) -> list[SavedView]:
    """The person's own at that client, and what others share there; by page and name."""
    values = {"client_id": client_id, "person_id": person_id}
    return await fetch_all(connection, sql(__package__, "views_of"), values, SavedView)


async def find_view(connection: Connection, client_id: int, person_id: int, view_id: int) -> SavedView:
    """NotFoundError where there is none, or it is somebody else's alone."""
    for view in await views_of(connection, client_id, person_id):
        if view.view_id == view_id:
            return view
    raise NotFoundError("There is no such saved view.")


async def save_view(
    connection: Connection, client_id: int, person_id: int, kept: Kept, *, may_share: bool
) -> SavedView:
    """A new view of that person. InputError, ConflictError where they have one of that name on that page,
    ForbiddenError where they would share it and may not.
    """
    values = {"client_id": client_id, "person_id": person_id, **_columns(kept, may_share)}
    return await _written(connection, "save_view", values)


async def change_view(
    connection: Connection, client_id: int, person_id: int, view_id: int, kept: Kept, *, may_share: bool
) -> SavedView:
    """The view with that instead. Refuses as `save_view`; only its owner changes it."""
    view = await find_view(connection, client_id, person_id, view_id)
    if view.person_id != person_id:
        raise ForbiddenError("Only its owner changes a saved view.", "Save one of your own.")
    values = {"view_id": view_id, **_columns(kept, may_share or view.shared)}
    return await _written(connection, "change_view", values)


async def remove_view(
    connection: Connection, client_id: int, person_id: int, view_id: int, *, may_share: bool
) -> SavedView:
    """What was removed: one's own, or a shared one by who may share."""
    view = await find_view(connection, client_id, person_id, view_id)
    if view.person_id != person_id and not may_share:
        raise ForbiddenError(
            "Only its owner, a manager or an analyst removes a shared view.", "Ask one of them."
        )
    await execute(connection, sql(__package__, "remove_view"), {"view_id": view_id})
    return view


async def _written(connection: Connection, statement: str, values: dict[str, object]) -> SavedView:
    try:
        async with connection.transaction():
            view = await fetch_one(connection, sql(__package__, statement), values, SavedView)
    except psycopg.errors.UniqueViolation:
        raise ConflictError(
            f"You have a view {values['name']!r} of that page already.", "Choose another name."
        ) from None
    if view is None:
        raise CiceroError("The view was not kept.", "Try again.")
    return view


def _columns(kept: Kept, may_share: bool) -> dict[str, object]:
    name = " ".join(kept.name.split())
    query = kept.query.strip().removeprefix("?")
    if not name or len(name) > LONGEST_NAME:
        raise InputError(f"A view's name has 1 to {LONGEST_NAME} characters.", "Say what it shows.")
    if len(kept.page) > LONGEST_PAGE or not _PAGE.fullmatch(kept.page):
        raise InputError(f"{kept.page[:LONGEST_PAGE]!r} cannot be a page.", "Name it such as: dashboard.")
    if len(query) > LONGEST_QUERY or not _QUERY.fullmatch(query):
        raise InputError(
            "The query is not the end of an address.",
            f"Give what stands after the question mark, up to {LONGEST_QUERY} characters.",
        )
    if kept.shared and not may_share:
        raise ForbiddenError("Your role at this client does not allow sharing views.", "Keep it as your own.")
    return {"name": name, "page": kept.page, "query": query, "shared": kept.shared}
