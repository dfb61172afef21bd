"""/api/views: what was chosen on a page, saved by name for oneself or for everybody at the client."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from litestar import delete, get, patch, post
from litestar.params import PathParameter
from msgspec import UNSET, Struct, UnsetType

from cicero import audit, clients
from cicero.api.given import Access, Actor, Client, Connection
from cicero.api.parameters import body, id_of, taking
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import shown
from cicero.clients import Kept

ViewId = Annotated[str, PathParameter(description="As GET /api/views tells it.")]


class SavedView(Struct, frozen=True, kw_only=True):
    """`query`: what stands after the question mark in the page's address. `owner`: a username, null where
    they left the client. `own`: it is yours."""

    view_id: str
    name: str
    page: str
    query: str
    shared: bool
    owner: str | None
    own: bool
    created_at: datetime
    changed_at: datetime


class SavedViews(Struct, frozen=True):
    views: list[SavedView]


class NewView(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`shared`: everybody at the client sees it; for managers and analysts."""

    name: str
    page: str = "dashboard"
    query: str = ""
    shared: bool = False


class ViewChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays."""

    name: str | UnsetType = UNSET
    page: str | UnsetType = UNSET
    query: str | UnsetType = UNSET
    shared: bool | UnsetType = UNSET


@get(
    "/views",
    needs="client.see",
    tags=["Saved views"],
    summary="Saved views: yours and shared ones",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def list_views(connection: Connection, client: Client, access: Access) -> SavedViews:
    """By page and name."""
    found = await clients.views_of(connection, client.client_id, access.person.person_id)
    return SavedViews([_view(view, access) for view in found])


@post(
    "/views",
    needs="views.change",
    tags=["Saved views"],
    summary="Save a view",
    responses=refusals(400, 401, 403, 404, 409),
    operation_class=taking(CLIENT),
)
async def save_view(
    connection: Connection,
    client: Client,
    access: Access,
    actor: Actor,
    data: Annotated[NewView, body(name="Reels", page="dashboard", query="kind=video")],
) -> SavedView:
    kept = Kept(name=data.name, page=data.page, query=data.query, shared=data.shared)
    made = await clients.save_view(
        connection, client.client_id, access.person.person_id, kept, may_share=_may_share(access, client)
    )
    await _note(connection, actor, "view.create", client, made)
    return _view(made, access)


@patch(
    "/views/{view_id:str}",
    needs="views.change",
    tags=["Saved views"],
    summary="Change one of your views",
    responses=refusals(400, 401, 403, 404, 409),
    operation_class=taking(CLIENT),
)
async def change_view(
    connection: Connection,
    client: Client,
    access: Access,
    actor: Actor,
    view_id: ViewId,
    data: Annotated[ViewChange, body(shared=True)],
) -> SavedView:
    number, person_id = id_of(view_id), access.person.person_id
    before = await clients.find_view(connection, client.client_id, person_id, number)
    given = {name: getattr(data, name) for name in Kept.__struct_fields__}
    kept = Kept(**{name: getattr(before, name) if one is UNSET else one for name, one in given.items()})
    changed = await clients.change_view(
        connection, client.client_id, person_id, number, kept, may_share=_may_share(access, client)
    )
    await _note(connection, actor, "view.change", client, changed)
    return _view(changed, access)


@delete(
    "/views/{view_id:str}",
    needs="views.change",
    tags=["Saved views"],
    summary="Remove a saved view",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT),
)
async def remove_view(
    connection: Connection, client: Client, access: Access, actor: Actor, view_id: ViewId
) -> None:
    """One of yours, or, as a manager or analyst, a shared one."""
    removed = await clients.remove_view(
        connection,
        client.client_id,
        access.person.person_id,
        id_of(view_id),
        may_share=_may_share(access, client),
    )
    await _note(connection, actor, "view.remove", client, removed)


def _may_share(access: Access, client: Client) -> bool:
    return access.may("views.share", client.role)


async def _note(
    connection: Connection, actor: Actor, action: str, client: Client, view: clients.SavedView
) -> None:
    details = {"page": view.page, "shared": view.shared}
    await audit.note(connection, actor, action, client_id=client.client_id, thing=view.name, details=details)


def _view(view: clients.SavedView, access: Access) -> SavedView:
    return shown(view, SavedView, own=view.person_id == access.person.person_id)
