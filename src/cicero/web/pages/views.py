"""Saved views: what was chosen on a page, by name. Their menu asks for itself when it is opened."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, clients, db
from cicero.clients import Kept, SavedView
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Access, Actor, Client, Connection, Person
from cicero.web.links import own_path
from cicero.web.rendering import render


class Given(Struct, frozen=True, kw_only=True):
    """`page` and `query` as `clients.Kept` has them; `next`: where the page was."""

    name: str = ""
    page: str = ""
    query: str = ""
    shared: str = ""
    next: str = "/"


class Left(Struct, frozen=True, kw_only=True):
    next: str = "/"


class Offered(Struct, frozen=True):
    """`address` is empty where the portal has no such page for this client any more."""

    view: SavedView
    address: str
    may_remove: bool


class ViewsMenu(Struct, frozen=True, kw_only=True):
    """`page` and `query` are what would be saved now; `back` is that page's address."""

    frame: Frame
    client: clients.Client
    views: tuple[Offered, ...]
    page: str
    query: str
    back: str
    may_share: bool


@get("/clients/{slug:str}/views", needs="client.see")
async def view_menu(
    request: Request[Any, Any, Any], connection: Connection, person: Person, access: Access, client: Client
) -> Response[Any]:
    """`page`: the section it is opened in, `query`: what is chosen there."""
    frame = await frame_of(request, connection, person, client)
    page, query = request.query_params.get("page", ""), request.query_params.get("query", "")
    pages: dict[str, str] = {entry.name: entry.address.partition("?")[0] for entry in frame.sections}
    may_share = access.may("views.share", client.role)
    views = tuple(
        Offered(
            view=view,
            address=f"{pages[view.page]}?{view.query}" if view.page in pages else "",
            may_remove=view.person_id == person.person_id or may_share,
        )
        for view in await clients.views_of(connection, client.client_id, person.person_id)
    )
    back = pages.get(page, f"/clients/{client.slug}")
    made = ViewsMenu(
        frame=frame,
        client=client,
        views=views,
        page=page,
        query=query,
        back=own_path(f"{back}?{query}" if query else back),
        may_share=may_share,
    )
    return render("parts/views.html", made, frame.language)


@post("/clients/{slug:str}/views", needs="views.change")
async def keep_view(
    connection: Connection,
    access: Access,
    client: Client,
    actor: Actor,
    data: Annotated[Given, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    kept = Kept(name=data.name, page=data.page, query=data.query, shared=bool(data.shared))
    view = await clients.save_view(
        connection,
        client.client_id,
        access.person.person_id,
        kept,
        may_share=access.may("views.share", client.role),
    )
    await _note(connection, actor, "view.create", client, view)
    return Redirect(own_path(data.next), status_code=303)


@post("/clients/{slug:str}/views/{view_id:int}/remove", needs="views.change")
async def drop_view(
    connection: Connection,
    access: Access,
    client: Client,
    actor: Actor,
    view_id: FromPath[int],
    data: Annotated[Left, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    view = await clients.remove_view(
        connection,
        client.client_id,
        access.person.person_id,
        view_id,
        may_share=access.may("views.share", client.role),
    )
    await _note(connection, actor, "view.remove", client, view)
    return Redirect(own_path(data.next), status_code=303)


async def _note(
    connection: db.Connection, actor: audit.Actor, action: str, client: clients.Client, view: SavedView
) -> None:
    details = {"page": view.page, "shared": view.shared}
    await audit.note(connection, actor, action, client_id=client.client_id, thing=view.name, details=details)
