"""Before every handler: does the table of permissions let this person do that, at this client?

A route names its line by `needs`. Where the line is about a client, the request names it in its path or its
query, and a foreign client answers like one that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable

from litestar import Litestar
from litestar.handlers import BaseRouteHandler

from cicero import clients
from cicero.app.borrowed import borrow
from cicero.app.signed_in import AnyConnection, signed_in
from cicero.auth import PERMISSIONS, Access
from cicero.errors import CiceroError, ForbiddenError, InputError

NEEDS = "needs"


async def guard(connection: AnyConnection, handler: BaseRouteHandler) -> None:
    """AuthError for who is not signed in, NotFoundError for a foreign client, ForbiddenError for the rest."""
    if connection.scope.get("method") == "OPTIONS":
        return
    needs = handler.opt[NEEDS]
    place = PERMISSIONS[needs].place
    if place == "open":
        return
    access = await signed_in(connection)
    role = None
    if place == "client":
        client = await _client(connection, access)
        connection.scope["state"]["client"] = client
        role = client.role
    if not access.may(needs, role):
        raise _refusal(needs, access)


async def _client(connection: AnyConnection, access: Access) -> clients.Client:
    slug = connection.path_params.get("slug") or connection.query_params.get("client")
    if not slug:
        raise InputError(
            "The request does not say which client.", "Add client=NAME; /api/clients lists them."
        )
    person = access.person
    return await clients.find(await borrow(connection), slug, person.person_id, person.is_admin)


def _refusal(needs: str, access: Access) -> ForbiddenError:
    line = PERMISSIONS[needs]
    if access.scopes is not None and line.key not in access.scopes:
        if line.key is None:
            return ForbiddenError("An API key may not do this.", "Sign in and do it on the page.")
        return ForbiddenError(f"This API key lacks the scope {line.key!r}.", "Make a key that has it.")
    if line.place == "platform":
        return ForbiddenError("Only an administrator may do this.", "Ask an administrator.")
    allowed = ", ".join(sorted(line.roles))
    return ForbiddenError(
        f"Your role at this client does not allow this; it takes one of {allowed}.",
        "Ask a manager of the client or an administrator.",
    )


def check_routes(app: Litestar) -> None:
    """CiceroError where a route names no line of the table: it would be open by oversight."""
    for path, name, needs in needed(app):
        if needs not in PERMISSIONS:
            raise CiceroError(f"The route {path} ({name}) names no permission that there is: {needs!r}.")


def needed(app: Litestar) -> Iterable[tuple[str, str, str | None]]:
    """Every route's path, handler and line, as the router knows them."""
    for route in app.routes:
        for handler in route.route_handlers if hasattr(route, "route_handlers") else [route.route_handler]:
            if getattr(handler, "http_methods", None) != {"OPTIONS"}:
                yield route.path, str(handler), handler.opt.get(NEEDS)
