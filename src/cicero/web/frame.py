"""What surrounds every page: who reads it, in which language and theme, and where they can go."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.template.base import csrf_token
from msgspec import Struct
from msgspec.structs import replace

from cicero import auth
from cicero.clients import Client, visible_to
from cicero.db import Connection
from cicero.ingest import standing
from cicero.language import Language
from cicero.periods import DEFAULT_ZONE
from cicero.web.address import address, read
from cicero.web.colours import Accents, accents
from cicero.web.language import language_of
from cicero.web.sections import DAYS, KEPT, Entry, Section, entries
from cicero.web.theme import Theme, theme_of


class Frame(Struct, frozen=True, kw_only=True):
    """`here` is the address of this page with its parameters, to come back to after changing a setting.

    `token` goes into every form: without it the application refuses what the form sends.
    `demo`: everything shown is a demonstration, and every page says so.
    `zone`: the person's own, else the client's, for times that are no figures' days and hours.
    `days`: the chosen days as the end of an address, kept from one client to another.
    `accents`: the client's colour for both themes, None: the installation's own.
    `settings`: which settings page this is, by its name in `settings/layout.html`; `access` is known there.
    """

    language: Language
    theme: Theme
    here: str
    token: str
    person: auth.Person | None = None
    clients: tuple[Client, ...] = ()
    client: Client | None = None
    section: Section = "clients"
    sections: tuple[Entry, ...] = ()
    days: str = ""
    demo: bool = False
    accents: Accents | None = None
    access: auth.Access | None = None
    settings: str = ""
    zone: str = DEFAULT_ZONE


def open_frame(request: Request[Any, Any, Any]) -> Frame:
    """For pages that nobody needs to be signed in for."""
    return Frame(
        language=language_of(request),
        theme=theme_of(request),
        here=_here(request),
        token=_token(request),
    )


async def frame_of(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: auth.Person,
    client: Client | None = None,
    section: Section = "clients",
) -> Frame:
    visible = await visible_to(connection, person.person_id, person.is_admin)
    language = language_of(request, person.language)
    chosen = read("", request.query_params.multi_items(), KEPT).chosen
    return Frame(
        language=language,
        theme=theme_of(request, person.theme),
        here=_here(request),
        token=_token(request),
        person=person,
        clients=tuple(visible),
        client=client,
        section=section,
        sections=entries(client, chosen, language),
        days=address("", (pair for pair in chosen if pair[0] in DAYS)),
        zone=person.zone or (client.zone if client else DEFAULT_ZONE),
        accents=accents(client.colour) if client and client.colour else None,
        demo=await standing.is_demo(connection),
    )


async def settings_frame(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: auth.Access,
    settings: str,
    client: Client | None = None,
) -> Frame:
    """For the settings page of that name, of a client where one is given."""
    frame = await frame_of(request, connection, access.person, client, "settings")
    return replace(frame, access=access, settings=settings)


def _here(request: Request[Any, Any, Any]) -> str:
    """Every form is answered at an address that can be read too."""
    query = request.scope["query_string"].decode("latin-1")
    return request.url.path + (f"?{query}" if query else "")


def _token(request: Request[Any, Any, Any]) -> str:
    return csrf_token({"request": request})
