"""What a client is called, its zone, language, colour and logo, and its removal."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth, clients
from cicero.errors import InputError
from cicero.language import LANGUAGES
from cicero.periods import zone_names
from cicero.web.colours import Accents, accents
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Actor, Client, Connection
from cicero.web.rendering import render

PATH = "/clients/{slug:str}/settings"
STANDARD = "#1c4f9c"
"""The accent of pages where a client chose none; what the colour field shows then."""


class Given(Struct, frozen=True, kw_only=True):
    """`colour` counts where `own_colour` is "yes"."""

    name: str = ""
    slug: str = ""
    zone: str = ""
    language: str = ""
    own_colour: str = ""
    colour: str = STANDARD


class Confirmation(Struct, frozen=True, kw_only=True):
    slug: str = ""


class ClientSettingsPage(Struct, frozen=True, kw_only=True):
    """Each error stands with its form. `accents`: the colour as the pages use it."""

    frame: Frame
    client: clients.Client
    given: Given
    zones: tuple[str, ...]
    languages: tuple[str, ...] = LANGUAGES
    accents: Accents | None
    may_remove: bool
    error: InputError | None = None
    logo_error: InputError | None = None
    removal_error: InputError | None = None


@get(PATH, needs="client.change")
async def client_settings(
    request: Request[Any, Any, Any], connection: Connection, access: Access, client: Client
) -> Response[Any]:
    return await settings_page(request, connection, access, client)


@post(PATH, needs="client.change")
async def change_client(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    client: Client,
    data: Annotated[Given, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    changed = clients.Changed(
        name=data.name.strip(),
        slug=data.slug.strip(),
        zone=data.zone.strip(),
        language=data.language,
        colour=data.colour.lower() if data.own_colour == "yes" else None,
    )
    try:
        differs = await clients.change(connection, client, changed)
    except InputError as error:
        return await settings_page(request, connection, access, client, given=data, error=error)
    if differs:
        await audit.note(
            connection,
            actor,
            "client.change",
            client_id=client.client_id,
            thing=changed.slug,
            details=differs,
        )
    return Redirect(f"/clients/{changed.slug}/settings", status_code=303)


@post("/clients/{slug:str}/remove", needs="client.remove")
async def remove_client(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    actor: Actor,
    slug: FromPath[str],
    data: Annotated[Confirmation, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    client = await clients.find(connection, slug, access.person.person_id, access.person.is_admin)
    try:
        await clients.remove(connection, client, data.slug)
    except InputError as error:
        return await settings_page(request, connection, access, client, removal_error=error)
    await audit.note(
        connection,
        actor,
        "client.remove",
        client_id=client.client_id,
        thing=client.slug,
        details={"name": client.name},
    )
    return Redirect("/", status_code=303)


async def settings_page(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: auth.Access,
    client: clients.Client,
    *,
    given: Given | None = None,
    error: InputError | None = None,
    logo_error: InputError | None = None,
    removal_error: InputError | None = None,
) -> Response[Any]:
    frame = await settings_frame(request, connection, access, "client", client)
    refused = error or logo_error or removal_error
    page = ClientSettingsPage(
        frame=frame,
        client=client,
        given=given or _kept(client),
        zones=zone_names(),
        accents=accents(client.colour) if client.colour else None,
        may_remove=access.may("client.remove"),
        error=error,
        logo_error=logo_error,
        removal_error=removal_error,
    )
    return render("settings/client.html", page, frame.language, refused.status if refused else 200)


def _kept(client: clients.Client) -> Given:
    return Given(
        name=client.name,
        slug=client.slug,
        zone=client.zone,
        language=client.language,
        own_colour="yes" if client.colour else "",
        colour=client.colour or STANDARD,
    )
