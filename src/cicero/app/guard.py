"""Before every handler: does the table of permissions let this person do that, at this client?

A route names its line by `needs`. Where the line is about a client, `app.about` says which, and a foreign
client answers like one that does not exist. Pages under a short name that a client had before lead to the one
of now; whatever else names it so is simply understood.
"""

from __future__ import annotations

from collections.abc import Iterable

from litestar import Litestar
from litestar.handlers import BaseRouteHandler

from cicero import clients
from cicero.app.about import client_about
from cicero.app.signed_in import AnyConnection, signed_in
from cicero.auth import PERMISSIONS, Access
from cicero.errors import CiceroError, ForbiddenError

NEEDS = "needs"


class MovedError(Exception):
    """The page is at another address now, which is `str(error)`."""


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
        client = await client_about(connection, access, handler)
        _lead_on(connection, client)
        connection.scope["state"]["client"] = client
        role = client.role
    if not access.may(needs, role):
        raise _refusal(needs, access)


def _lead_on(connection: AnyConnection, client: clients.Client) -> None:
    """MovedError for a page that is asked for under the client's former short name."""
    given = connection.path_params.get("slug")
    if given in (None, client.slug) or connection.scope.get("method") not in ("GET", "HEAD"):
        return
    path = connection.url.path.replace(f"/{given}", f"/{client.slug}", 1)
    query = connection.url.query
    raise MovedError(f"{path}?{query}" if query else path)


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
