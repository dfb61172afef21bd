"""/api/users: the client's roster as existing dashboards show and change it.

No row says what somebody's role is: such dashboards would then hide those who have another than the reader.
"""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get, post, put
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import Body, PathParameter
from msgspec import UNSET, Struct, UnsetType, structs

from cicero import audit, clients
from cicero.api.contract import examples
from cicero.api.contract.described import CLIENT_ID_TO_CHANGE, OF_CLIENT, described
from cicero.api.contract.envelope import Success
from cicero.api.contract.given import Asking
from cicero.api.contract.ids import client_id_of
from cicero.api.given import Actor, Client, Connection
from cicero.api.parameters import body
from cicero.clients import Details, RosterMember
from cicero.db import scoped
from cicero.errors import NotFoundError

UserId = Annotated[str, PathParameter(description="As GET /api/users/list tells it.")]
GivenId = Annotated[str | int, Body(schema_extra={"type": OpenAPIType.STRING, "one_of": None})]
"""Ids are strings, and described as such; numbers are taken for them."""


class UserView(Struct, frozen=True, kw_only=True):
    """`tiktok` is shown as it is, `insta` with an @ before it."""

    user_id: str
    nama: str
    title: str
    divisi: str
    insta: str | None
    tiktok: str | None
    status: bool
    email: str | None
    client_id: str
    client_name: str


class OneUser(Struct, frozen=True):
    data: UserView
    success: bool = True


class NewUser(Struct, frozen=True, kw_only=True):
    user_id: GivenId
    nama: str
    title: str | None = None
    divisi: str | None = None
    insta: str | None = None
    tiktok: str | None = None
    email: str | None = None


class ChangedUser(Struct, frozen=True, kw_only=True):
    """What is not there stays; null and empty take away what can be taken away."""

    user_id: GivenId | UnsetType = UNSET
    nama: str | UnsetType = UNSET
    title: str | UnsetType | None = UNSET
    divisi: str | UnsetType | None = UNSET
    insta: str | UnsetType | None = UNSET
    tiktok: str | UnsetType | None = UNSET
    email: str | UnsetType | None = UNSET
    status: bool | UnsetType = UNSET


class ChangedId(Struct, frozen=True, kw_only=True):
    old_user_id: GivenId
    new_user_id: GivenId


NEW = {
    "client_id": "KOPI_NUSANTARA",
    "user_id": "EMP001",
    "nama": "Sari Wulandari",
    "title": "",
    "divisi": "Marketing",
}
_OURS = {
    "user_id": "code",
    "nama": "name",
    "title": "title",
    "divisi": "division",
    "insta": "instagram",
    "tiktok": "tiktok",
    "email": "email",
    "status": "active",
}
"""What the contract calls each of `clients.Details`."""


@get(
    "/users/list",
    needs="members.see",
    **described("The roster", Success[list[UserView]], examples.USERS, *OF_CLIENT),
)
async def list_users(asking: Asking) -> Response[bytes]:
    """Everybody on the roster, also who is not active."""

    async def make() -> Success[list[UserView]]:
        client = asking.client
        async with scoped(asking.pool, asking.access.scope) as connection:
            members = await clients.roster(connection, client.client_id)
        return Success([view(one, client) for one in members])

    return await asking.answer(make)


@post(
    "/users/create",
    needs="members.change",
    **described(
        "Add somebody to the roster",
        OneUser,
        examples.ONE_USER,
        CLIENT_ID_TO_CHANGE,
        status=201,
    ),
)
async def create_user(
    connection: Connection, client: Client, actor: Actor, data: Annotated[NewUser, body(**NEW)]
) -> OneUser:
    member = await clients.add_to_roster(connection, client.client_id, Details(**_given(data)))
    await audit.note(connection, actor, "roster.add", client_id=client.client_id, thing=member.code)
    return OneUser(view(member, client))


@put(
    "/users/{user_id:str}",
    needs="members.change",
    **described("Change somebody on the roster", OneUser, examples.ONE_USER, CLIENT_ID_TO_CHANGE),
)
async def change_user(
    connection: Connection,
    client: Client,
    actor: Actor,
    user_id: UserId,
    data: Annotated[ChangedUser, body(status=False)],
) -> OneUser:
    member = await clients.find_in_roster(connection, client.client_id, user_id)
    return OneUser(await _change(connection, client, actor, member, _given(data)))


@put(
    "/user_roles/update",
    needs="members.change",
    **described("Change somebody's id", OneUser, examples.ONE_USER, CLIENT_ID_TO_CHANGE),
)
async def change_user_id(
    connection: Connection,
    client: Client,
    actor: Actor,
    data: Annotated[ChangedId, body(old_user_id="EMP001", new_user_id="EMP101")],
) -> OneUser:
    """Dashboards send it after `change_user`, which has changed the id already: that is no mistake."""
    old, new = str(data.old_user_id), str(data.new_user_id)
    try:
        member = await clients.find_in_roster(connection, client.client_id, old)
    except NotFoundError:
        changed_already = await clients.find_in_roster(connection, client.client_id, new)
        return OneUser(view(changed_already, client))
    return OneUser(await _change(connection, client, actor, member, {"code": new}))


async def _change(
    connection: Connection, client: Client, actor: Actor, member: RosterMember, given: dict[str, Any]
) -> UserView:
    """The log tells which things changed, not to what: nothing of a person could be taken out of it again."""
    changed = structs.replace(member, **given)
    differs = await clients.change_in_roster(connection, client.client_id, member, changed)
    if differs:
        details: dict[str, Any] = {"changed": sorted(differs)}
        if "code" in differs:
            details["code"] = differs["code"]
        await audit.note(
            connection, actor, "roster.change", client_id=client.client_id, thing=member.code, details=details
        )
    now = await clients.find_in_roster(connection, client.client_id, changed.code)
    return view(now, client)


def view(member: RosterMember, client: clients.Client) -> UserView:
    return UserView(
        user_id=member.code,
        nama=member.name,
        title=member.title or "",
        divisi=member.division or "",
        insta=member.instagram,
        tiktok=member.tiktok and f"@{member.tiktok}",
        status=member.active,
        email=member.email,
        client_id=client_id_of(client.slug),
        client_name=client.name,
    )


def _given(data: NewUser | ChangedUser) -> dict[str, Any]:
    """What the body says, under our names."""
    said = {_OURS[name]: value for name, value in structs.asdict(data).items() if value is not UNSET}
    return said | ({"code": str(said["code"])} if "code" in said else {})
