"""One's own name, language, time zone and theme; and the way to the settings."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth
from cicero.db import Connection as Db
from cicero.errors import InputError
from cicero.periods import zone_names
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Accesses, Actor, Connection
from cicero.web.language import LANGUAGES
from cicero.web.pages.preferences import kept_here
from cicero.web.rendering import render
from cicero.web.theme import THEMES

PATH = "/settings/profile"


class Profile(Struct, frozen=True, kw_only=True):
    """`zone` empty: the zone of the client that is looked at."""

    name: str = ""
    language: str = ""
    theme: str = ""
    zone: str = ""


class ProfilePage(Struct, frozen=True, kw_only=True):
    frame: Frame
    given: Profile
    zones: tuple[str, ...]
    error: InputError | None = None


@get("/settings", needs="self.see", sync_to_thread=False)
def settings() -> Response[Any]:
    """To the first of the sections, which everybody has."""
    return Redirect(PATH, status_code=303)


@get(PATH, needs="self.see")
async def profile_form(
    request: Request[Any, Any, Any], connection: Connection, access: Access
) -> Response[Any]:
    return await _page(request, connection, access, _kept(access.person))


@post(PATH, needs="self.change")
async def change_profile(
    request: Request[Any, Any, Any],
    connection: Connection,
    access: Access,
    accesses: Accesses,
    actor: Actor,
    data: Annotated[Profile, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    try:
        await _change(connection, access.person, data)
    except InputError as error:
        return await _page(request, connection, access, data, error)
    accesses.forget(access.person.person_id)
    await audit.note(connection, actor, "profile.change", thing=access.person.username)
    return Redirect(PATH, status_code=303, cookies=kept_here(data.theme, data.language))


async def _change(connection: Db, person: auth.Person, given: Profile) -> None:
    if given.language not in LANGUAGES or given.theme not in THEMES:
        raise InputError("That language or theme is not known.", "Choose one of those in the list.")
    await auth.change_profile(
        connection,
        person.person_id,
        name=given.name,
        language=given.language,
        theme=given.theme,
        zone=given.zone.strip() or None,
    )


def _kept(person: auth.Person) -> Profile:
    return Profile(name=person.name, language=person.language, theme=person.theme, zone=person.zone or "")


async def _page(
    request: Request[Any, Any, Any],
    connection: Db,
    access: auth.Access,
    given: Profile,
    error: InputError | None = None,
) -> Response[Any]:
    frame = await settings_frame(request, connection, access, "profile")
    page = ProfilePage(frame=frame, given=given, zones=zone_names(), error=error)
    return render("settings/profile.html", page, frame.language, error.status if error else 200)
