"""/api/clients/{slug}: one client, and creating, changing and removing it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from litestar import delete, get, patch, post
from litestar.params import PathParameter
from msgspec import UNSET, Struct, UnsetType

from cicero import accounts, audit, clients
from cicero.api.clients import ClientView
from cicero.api.clients import view as client_view
from cicero.api.given import Actor, Client, Connection, Person
from cicero.api.parameters import body
from cicero.api.problem import refusals
from cicero.api.shown import shown
from cicero.clients import Changed
from cicero.periods import DEFAULT_ZONE

Slug = Annotated[str, PathParameter(description="Short name of the client.")]
Language = Literal["id", "en"]


class ClientDetail(ClientView, frozen=True, kw_only=True):
    """`colour`: #rrggbb, null: the installation's own. `own`, `competitors`: accounts that it watches.

    `last_post`, `last_seen`: the newest post published, the newest fetch, of all of these.
    """

    colour: str | None
    logo_at: datetime | None
    own: int
    competitors: int
    posts: int
    last_post: datetime | None
    last_seen: datetime | None


class NewClient(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`slug`: its short name, lower-case letters, digits and hyphens. `zone`: IANA name."""

    slug: str
    name: str
    zone: str = DEFAULT_ZONE
    language: Language = "id"


class ClientChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays. `colour` null: the installation's own."""

    slug: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    zone: str | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    colour: str | UnsetType | None = UNSET


@get(
    "/clients/{slug:str}",
    needs="client.see",
    tags=["Clients"],
    summary="One client",
    responses=refusals(400, 401, 403, 404),
)
async def show_client(connection: Connection, client: Client, slug: Slug) -> ClientDetail:  # noqa: ARG001
    """A short name that it had before leads on to the one of now."""
    return await _detail(connection, client)


@post(
    "/clients",
    needs="client.create",
    tags=["Clients"],
    summary="Create a client",
    responses=refusals(400, 401, 403, 409),
)
async def create_client(
    connection: Connection,
    person: Person,
    actor: Actor,
    data: Annotated[NewClient, body(slug="kopi-nusantara", name="Kopi Nusantara", zone="Asia/Jakarta")],
) -> ClientDetail:
    made = await clients.create(
        connection, slug=data.slug.strip(), name=data.name, zone=data.zone.strip(), language=data.language
    )
    await audit.note(connection, actor, "client.create", client_id=made.client_id, thing=made.slug)
    return await _detail(connection, await _again(connection, made.slug, person))


@patch(
    "/clients/{slug:str}",
    needs="client.change",
    tags=["Clients"],
    summary="Change a client",
    responses=refusals(400, 401, 403, 404, 409),
)
async def change_client(
    connection: Connection,
    person: Person,
    actor: Actor,
    client: Client,
    slug: Slug,  # noqa: ARG001
    data: Annotated[ClientChange, body(name="Kopi Nusantara", colour="#1c4f9c")],
) -> ClientDetail:
    """Links with its old short name go on leading to it."""
    changed = _changed(client, data)
    differs = await clients.change(connection, client, changed)
    if differs:
        await audit.note(
            connection,
            actor,
            "client.change",
            client_id=client.client_id,
            thing=changed.slug,
            details=differs,
        )
    return await _detail(connection, await _again(connection, changed.slug, person))


@delete(
    "/clients/{slug:str}",
    needs="client.remove",
    tags=["Clients"],
    summary="Remove a client",
    responses=refusals(400, 401, 403, 404),
)
async def remove_client(connection: Connection, person: Person, actor: Actor, slug: Slug) -> None:
    """Under its short name of now. Its accounts and all that was collected of them stay, for they may be
    other clients' too."""
    client = await _again(connection, slug, person)
    await clients.remove(connection, client, slug)
    await audit.note(
        connection,
        actor,
        "client.remove",
        client_id=client.client_id,
        thing=client.slug,
        details={"name": client.name},
    )


async def _again(connection: Connection, slug: str, person: Person) -> clients.Client:
    return await clients.find(connection, slug, person.person_id, person.is_admin)


async def _detail(connection: Connection, client: clients.Client) -> ClientDetail:
    watched = await accounts.of_client(connection, client.client_id)
    own = sum(account.role == "own" for account in watched)
    return shown(
        client_view(client),
        ClientDetail,
        colour=client.colour,
        logo_at=client.logo_at,
        own=own,
        competitors=len(watched) - own,
        posts=sum(account.posts for account in watched),
        last_post=max((one.last_post for one in watched if one.last_post), default=None),
        last_seen=max((one.last_seen for one in watched if one.last_seen), default=None),
    )


def _changed(client: clients.Client, data: ClientChange) -> Changed:
    given = {
        name: value.strip() if isinstance(value, str) else value
        for name in Changed.__struct_fields__
        if (value := getattr(data, name)) is not UNSET
    }
    if isinstance(given.get("colour"), str):
        given["colour"] = given["colour"].lower()
    return Changed(**{name: getattr(client, name) for name in Changed.__struct_fields__} | given)
