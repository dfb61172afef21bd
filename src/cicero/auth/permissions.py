"""Who may do what: the one table. Pages, REST and jobs ask it; every route names its line.

A route says `needs="accounts.change"`; the application's guard looks the line up, finds the client that the
request is about and refuses before the handler runs. A route that names no line does not start.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Place = Literal["open", "self", "client", "platform"]
KeyScope = Literal["read", "write", "admin"]
KEY_SCOPES: tuple[KeyScope, ...] = ("read", "write", "admin")

ADMIN = "admin"
"""What an administrator of the installation is at every client."""


class Permission(Struct, frozen=True):
    """`place`: open to anybody; to whoever is signed in, about themselves; at a client; for the installation.

    `roles`: who may at a client, besides administrators. `key`: the scope that an API key needs; None: no key
    may, only a person who is signed in.
    """

    place: Place
    roles: frozenset[str] = frozenset()
    key: KeyScope | None = None


_EVERYBODY = frozenset({"manager", "analyst", "viewer"})
_WORKING = frozenset({"manager", "analyst"})
_MANAGERS = frozenset({"manager"})

PERMISSIONS: dict[str, Permission] = {
    # anybody
    "open": Permission("open"),
    # whoever is signed in
    "self.see": Permission("self", key="read"),
    "self.leave": Permission("self", key="read"),
    "self.change": Permission("self"),
    # at a client
    "client.see": Permission("client", _EVERYBODY, "read"),
    "accounts.change": Permission("client", _WORKING, "write"),
    "views.change": Permission("client", _EVERYBODY, "write"),
    "views.share": Permission("client", _WORKING, "write"),
    "comments.work": Permission("client", _WORKING, "write"),
    "topics.change": Permission("client", _WORKING, "write"),
    "members.see": Permission("client", _EVERYBODY, "read"),
    "members.change": Permission("client", _WORKING, "write"),
    "complaints.make": Permission("client", _EVERYBODY, "write"),
    "complaints.see": Permission("client", _MANAGERS, "read"),
    "client.change": Permission("client", _MANAGERS, "write"),
    "people.see": Permission("client", _MANAGERS, "read"),
    "people.change": Permission("client", _MANAGERS, "write"),
    # the installation: administrators
    "client.create": Permission("platform", key="admin"),
    "client.remove": Permission("platform", key="admin"),
    "comments.erase": Permission("platform", key="admin"),
    "sources.see": Permission("platform", key="admin"),
    "sources.change": Permission("platform", key="admin"),
    "jobs.see": Permission("platform", key="admin"),
    "everybody.see": Permission("platform", key="admin"),
    "everybody.change": Permission("platform", key="admin"),
    "audit.see": Permission("platform", key="admin"),
    # no key: a mail, and the page after a reset, may hold a link that lets somebody in
    "everybody.let_in": Permission("platform"),
    "mail.see": Permission("platform"),
    "mail.change": Permission("platform"),
}


def roles_with(permission: str) -> frozenset[str]:
    """The roles at a client that have it."""
    return PERMISSIONS[permission].roles | {ADMIN}
