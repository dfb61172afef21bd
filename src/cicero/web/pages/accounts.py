"""The accounts that a client watches: how each one does, and everything that can be done about it."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from cicero import audit, clients, ingest
from cicero.db import Connection as Db
from cicero.errors import InputError
from cicero.ingest import standing
from cicero.ingest.standing import Progress
from cicero.web.frame import Frame, frame_of
from cicero.web.given import Actor, Client, Connection, Person
from cicero.web.rendering import render
from cicero.web.watching import Watched, may_act, role_of, watched


class NewAccount(Struct, frozen=True, kw_only=True):
    """`handle` may be the address of a profile. `next` is "dashboard" where the form stood there."""

    platform: str = "instagram"
    handle: str = ""
    role: str = "own"
    next: str = ""


class AccountsPage(Struct, frozen=True, kw_only=True):
    """`rows` and `progress` come again by themselves while something is being collected."""

    frame: Frame
    client: clients.Client
    may_act: bool
    rows: tuple[Watched, ...]
    progress: Progress
    given: NewAccount
    error: InputError | None


@get("/clients/{slug:str}/accounts", needs="client.see")
async def account_list(
    request: Request[Any, Any, Any], connection: Connection, person: Person, client: Client
) -> Response[Any]:
    """The page, or with `part=watched` its table alone."""
    frame = await frame_of(request, connection, person, client, "accounts")
    alone = request.query_params.get("part") == "watched"
    return await _page(connection, frame, client, template="accounts/watched.html" if alone else None)


@post("/clients/{slug:str}/accounts", needs="accounts.change")
async def add_account(
    request: Request[Any, Any, Any],
    connection: Connection,
    person: Person,
    client: Client,
    actor: Actor,
    data: Annotated[NewAccount, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    try:
        network, role = ingest.network_in(data.platform, data.handle), role_of(data.role)
        await ingest.watch(connection, client.client_id, network, data.handle.strip(), role)
    except InputError as error:
        frame = await frame_of(request, connection, person, client, "accounts")
        return await _page(connection, frame, client, data, error)
    thing = f"{network}:{ingest.handle_in(network, data.handle)}"
    await audit.note(
        connection,
        actor,
        "account.add",
        client_id=client.client_id,
        thing=thing,
        details={"role": role},
    )
    return Redirect(
        f"/clients/{client.slug}" + ("" if data.next == "dashboard" else "/accounts"), status_code=303
    )


async def _page(
    connection: Db,
    frame: Frame,
    client: clients.Client,
    given: NewAccount | None = None,
    error: InputError | None = None,
    template: str | None = None,
) -> Response[Any]:
    rows = await watched(connection, client, frame.language, frame.zone)
    page = AccountsPage(
        frame=frame,
        client=client,
        may_act=may_act(client),
        rows=rows,
        progress=standing.progress(row.own for row in rows if row.moving),
        given=given or NewAccount(),
        error=error,
    )
    return render(template or "accounts.html", page, frame.language, error.status if error else 200)
