"""One's own name, language, time zone, theme and e-mail address; and the way to the settings."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth
from cicero.config import Settings as Config
from cicero.db import Connection as Db
from cicero.db import Pool as AnyPool
from cicero.db import scoped
from cicero.errors import AuthError, CiceroError, InputError, ThrottledError
from cicero.language import LANGUAGES
from cicero.periods import zone_names
from cicero.web import mails
from cicero.web.entering import origin_of
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Accesses, Actor, Connection, Pool, Settings
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


class Email(Struct, frozen=True, kw_only=True):
    email: str = ""
    password: str = ""


class ProfilePage(Struct, frozen=True, kw_only=True):
    frame: Frame
    given: Profile
    email: str
    zones: tuple[str, ...]
    error: InputError | None = None
    email_error: CiceroError | None = None


@get("/settings", needs="self.see", sync_to_thread=False)
def settings_home() -> Response[Any]:
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


@post(PATH + "/email", needs="self.change")
async def change_email(
    request: Request[Any, Any, Any],
    pool: Pool,
    settings: Settings,
    access: Access,
    accesses: Accesses,
    actor: Actor,
    data: Annotated[Email, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    person = access.person
    try:
        await _prove(request, pool, settings, person, data.password)
        async with scoped(pool, access.scope) as connection:
            email = await auth.change_email(connection, person.person_id, data.email)
            await _tell(connection, settings, person, email)
            details = {"email": {"from": person.email, "to": email}}
            await audit.note(connection, actor, "email.change", thing=person.username, details=details)
    except (InputError, AuthError, ThrottledError) as error:
        async with scoped(pool, access.scope) as connection:
            return await _page(
                request, connection, access, _kept(person), email=data.email, email_error=error
            )
    accesses.forget(person.person_id)
    return Redirect(PATH, status_code=303)


async def _prove(
    request: Request[Any, Any, Any], pool: AnyPool, settings: Config, person: auth.Person, password: str
) -> None:
    """AuthError where the password is wrong: somebody else may sit at a browser that is signed in."""
    attempt = auth.Attempt(username=person.username, password=password, origin=origin_of(request))
    try:
        await auth.check_password(pool, settings, attempt)
    except AuthError:
        raise AuthError("The password is wrong.", "Enter the one that you sign in with.") from None


async def _tell(connection: Db, settings: Config, person: auth.Person, email: str | None) -> None:
    """To both addresses: the old one learns of it even where somebody else made the change."""
    values = {"name": person.name, "username": person.username, "email": email}
    link = mails.link(settings, PATH)
    for recipient in {person.email, email}:
        await mails.send(connection, recipient, person.language, "email_changed", link=link, **values)


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
    *,
    email: str | None = None,
    email_error: CiceroError | None = None,
) -> Response[Any]:
    frame = await settings_frame(request, connection, access, "profile")
    page = ProfilePage(
        frame=frame,
        given=given,
        email=(access.person.email or "") if email is None else email,
        zones=zone_names(),
        error=error,
        email_error=email_error,
    )
    wrong = error or email_error
    return render("settings/profile.html", page, frame.language, wrong.status if wrong else 200)
