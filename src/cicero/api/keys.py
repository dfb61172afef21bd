"""/api/keys: one's own API keys. Only a session makes and revokes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from litestar import delete, get, post
from litestar.params import PathParameter
from msgspec import Struct

from cicero import audit, auth, clients
from cicero.api.given import Access, Accesses, Actor, Connection
from cicero.api.parameters import body, id_of
from cicero.api.problem import refusals
from cicero.api.shown import shown
from cicero.auth.permissions import KeyScope


class KeyView(Struct, frozen=True, kw_only=True):
    """`hint`: how its token begins. `clients`: ids of those that it is for, null: all that you see."""

    key_id: str
    name: str
    hint: str
    scopes: list[KeyScope]
    clients: list[str] | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    expired: bool


class Keys(Struct, frozen=True):
    keys: list[KeyView]


class NewKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`clients`: short names of those that it is for, null: all that you see. `days` null: without an end."""

    name: str
    scopes: list[KeyScope]
    clients: list[str] | None = None
    days: int | None = 90


class MadeKey(Struct, frozen=True):
    """`token`: shown now and never again."""

    token: str
    key: KeyView


@get("/keys", needs="self.see", tags=["Keys"], summary="Your API keys", responses=refusals(400, 401, 403))
async def list_keys(connection: Connection, access: Access) -> Keys:
    """The newest first, without those that were revoked."""
    return Keys([_view(key) for key in await auth.keys_of(connection, access.person.person_id)])


@post(
    "/keys",
    needs="self.change",
    secret=True,
    tags=["Keys"],
    summary="Make an API key",
    responses=refusals(400, 401, 403, 404),
)
async def create_key(
    connection: Connection,
    access: Access,
    actor: Actor,
    data: Annotated[NewKey, body(name="Weekly report", scopes=["read"], clients=["kopi-nusantara"], days=90)],
) -> MadeKey:
    """No key may do this: sign in with POST /api/session."""
    ids = None
    if data.clients is not None:
        found = [
            await clients.find(connection, slug, access.person.person_id, access.person.is_admin)
            for slug in data.clients
        ]
        ids = [client.client_id for client in found]
    made = await auth.create_key(
        connection, access.person, name=data.name, scopes=data.scopes, clients=ids, days=data.days
    )
    await audit.note(
        connection,
        actor,
        "key.create",
        thing=f"{made.key.name} ({made.key.hint}…)",
        details={"scopes": made.key.scopes, "clients": data.clients, "lasts": str(data.days or "never")},
    )
    return MadeKey(token=made.token, key=_view(made.key))


@delete(
    "/keys/{key_id:str}",
    needs="self.change",
    tags=["Keys"],
    summary="Revoke one of your API keys",
    responses=refusals(400, 401, 403, 404),
)
async def revoke_key(
    connection: Connection,
    access: Access,
    accesses: Accesses,
    actor: Actor,
    key_id: Annotated[str, PathParameter(description="As GET /api/keys tells it.")],
) -> None:
    """It opens nothing from then on. No key may do this."""
    name = await auth.revoke_key(connection, access.person.person_id, id_of(key_id))
    accesses.forget(access.person.person_id)
    await audit.note(connection, actor, "key.revoke", thing=name)


def _view(key: auth.Key) -> KeyView:
    return shown(
        key, KeyView, clients=None if key.clients is None else [str(client) for client in key.clients]
    )
