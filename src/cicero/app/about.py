"""Which client a request is about.

By the path, by `client` in the query, or, at the endpoints of the contract with dashboards that are there
already, by `client_id` in the query or the body: there case counts nothing, `_` and `-` are the same, and who
names none asks about the client that their sign-in named.
"""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.datastructures import State
from litestar.exceptions import HTTPException, SerializationException
from litestar.handlers import BaseRouteHandler

from cicero import clients
from cicero.api.contract import CONTRACT, FOREIGN, MISSING, slug_of
from cicero.app.borrowed import borrow
from cicero.app.known_clients import KnownClients
from cicero.app.signed_in import AnyConnection
from cicero.auth import Access
from cicero.errors import ForbiddenError, InputError, NotFoundError

READS = ("GET", "HEAD")


async def client_about(
    connection: AnyConnection, access: Access, handler: BaseRouteHandler
) -> clients.Client:
    """InputError where the request names none, NotFoundError (ForbiddenError in the contract) for a foreign
    one. Requests that change something always look in the database."""
    contract = bool(handler.opt.get(CONTRACT))
    name = await _named_in_contract(connection) if contract else _named(connection)

    async def look() -> clients.Client:
        try:
            return await _find(connection, access, name)
        except NotFoundError:
            if contract and not handler.opt.get(FOREIGN):
                raise ForbiddenError("client_id tidak diizinkan") from None
            raise

    if connection.scope.get("method") not in READS:
        return await look()
    known: KnownClients = connection.app.state.known_clients
    return await known.find(access, name, look)


def _named(connection: AnyConnection) -> str:
    slug = connection.path_params.get("slug") or connection.query_params.get("client")
    if not slug:
        raise InputError(
            "The request does not say which client.", "Add client=NAME; /api/clients lists them."
        )
    return str(slug)


async def _named_in_contract(connection: AnyConnection) -> str:
    """The short name, empty where the request leaves it to the sign-in."""
    given = connection.query_params.get("client_id")
    if given is None and isinstance(connection, Request):
        given = await _in_body(connection)
    return slug_of(given or "")


async def _in_body(request: Request[Any, Any, State]) -> str | None:
    """`client_id` of a JSON object; a body that is none is for the handler to refuse."""
    if request.method in READS or request.content_type[0] != "application/json":
        return None
    try:
        body = await request.json()
    except (HTTPException, SerializationException, UnicodeDecodeError, RecursionError):
        return None
    given = body.get("client_id") if isinstance(body, dict) else None
    return given if isinstance(given, str) else None


async def _find(connection: AnyConnection, access: Access, name: str) -> clients.Client:
    person = access.person
    borrowed = await borrow(connection)
    if name:
        return await clients.find(borrowed, name, person.person_id, person.is_admin)
    visible = await clients.visible_to(borrowed, person.person_id, person.is_admin)
    if not visible:
        raise NotFoundError("You belong to no client.", "Ask an administrator to add you to one.")
    if len(visible) > 1 and connection.scope.get("method") not in READS:
        raise InputError(MISSING)
    return visible[0]
