"""One's own API keys: making one, which is shown once, and revoking them."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, auth, clients
from cicero.auth import Key, NewKey
from cicero.db import Connection as Db
from cicero.errors import CiceroError, ForbiddenError, InputError
from cicero.web.frame import Frame, settings_frame
from cicero.web.given import Access, Accesses, Actor, Connection, Settings
from cicero.web.rendering import render

PATH = "/settings/keys"
LASTING = {"30": 30, "90": 90, "365": 365, "never": None}


class Given(Struct, frozen=True, kw_only=True):
    """What the form sends: a list arrives as its only value where it has one. `only`: which clients count."""

    name: str = ""
    scopes: list[str] | str = []
    whose: str = "all"
    only: list[str] | str = []
    lasts: str = "90"


class Line(Struct, frozen=True, kw_only=True):
    """`clients`: the names of those that the key is for, None for all; `unseen`: how many more there are."""

    key: Key
    clients: tuple[str, ...] | None
    unseen: int


class KeysPage(Struct, frozen=True, kw_only=True):
    """`made`: the key that was just made; `api`: where it is of use."""

    frame: Frame
    lines: tuple[Line, ...]
    given: Given
    api: str
    made: NewKey | None = None
    error: CiceroError | None = None


@get(PATH, needs="self.see")
async def key_list(
    request: Request[Any, Any, Any], connection: Connection, settings: Settings, access: Access
) -> Response[Any]:
    return await _page(request, connection, settings, access, Given(scopes="read"))


@post(PATH, needs="self.change")
async def create_key(
    request: Request[Any, Any, Any],
    connection: Connection,
    settings: Settings,
    access: Access,
    actor: Actor,
    data: Annotated[Given, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    """Answers with the page itself, which shows the token: nothing else ever does."""
    try:
        made = await _create(connection, access.person, data)
    except (InputError, ForbiddenError) as error:
        return await _page(request, connection, settings, access, data, error=error)
    key = made.key
    only = _some(data.only) if key.clients else None
    details = {"scopes": key.scopes, "clients": only, "lasts": data.lasts}
    await audit.note(connection, actor, "key.create", thing=f"{key.name} ({key.hint}…)", details=details)
    return await _page(request, connection, settings, access, Given(scopes="read"), made=made)


@post(PATH + "/{key_id:int}/revoke", needs="self.change")
async def revoke_key(
    connection: Connection, access: Access, accesses: Accesses, actor: Actor, key_id: FromPath[int]
) -> Response[Any]:
    name = await auth.revoke_key(connection, access.person.person_id, key_id)
    accesses.forget(access.person.person_id)
    await audit.note(connection, actor, "key.revoke", thing=name)
    return Redirect(PATH, status_code=303)


async def _create(connection: Db, person: auth.Person, given: Given) -> NewKey:
    if given.lasts not in LASTING:
        raise InputError("That time is not offered.", "Choose one of those in the list.")
    ids = None
    if given.whose != "all":
        found = [
            await clients.find(connection, slug, person.person_id, person.is_admin)
            for slug in _some(given.only)
        ]
        ids = [client.client_id for client in found]
    return await auth.create_key(
        connection,
        person,
        name=given.name,
        scopes=_some(given.scopes),
        clients=ids,
        days=LASTING[given.lasts],
    )


async def _page(
    request: Request[Any, Any, Any],
    connection: Db,
    settings: Settings,
    access: auth.Access,
    given: Given,
    *,
    made: NewKey | None = None,
    error: CiceroError | None = None,
) -> Response[Any]:
    frame = await settings_frame(request, connection, access, "keys")
    base = settings.public_url.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"
    keys = await auth.keys_of(connection, access.person.person_id)
    page = KeysPage(
        frame=frame,
        lines=tuple(_line(key, frame) for key in keys),
        given=given,
        api=f"{base}/api/clients",
        made=made,
        error=error,
    )
    return render("settings/keys.html", page, frame.language, error.status if error else 200)


def _line(key: Key, frame: Frame) -> Line:
    if key.clients is None:
        return Line(key=key, clients=None, unseen=0)
    names = tuple(client.name for client in frame.clients if client.client_id in key.clients)
    return Line(key=key, clients=names, unseen=len(key.clients) - len(names))


def _some(given: list[str] | str) -> list[str]:
    return [given] if isinstance(given, str) else given
