"""What handlers ask the application for, by name: `connection`, `person`, `client`, `settings`.

`tell` lets somebody hear of an invitation, as the pages do: by a mail of theirs.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol, runtime_checkable

from litestar.di import NamedDependency

from cicero import audit, auth, clients, config, db


class Told(Protocol):
    """`link`: for who invited to hand on, None where a mail with it is on its way."""

    @property
    def link(self) -> str | None: ...


@runtime_checkable
class Telling(Protocol):
    async def __call__(
        self,
        connection: db.Connection,
        settings: config.Settings,
        invitation: auth.Invitation,
        token: str,
        by: auth.Person,
    ) -> Told: ...


Actor = NamedDependency[audit.Actor]
Access = NamedDependency[auth.Access]
Accesses = NamedDependency[auth.Accesses]
Connection = NamedDependency[db.Connection]
Pool = NamedDependency[db.Pool]
Person = NamedDependency[auth.Person]
ResetPassword = NamedDependency[Callable[[str, str], Awaitable[int]]]
Say = NamedDependency[Callable[[str], str]]
SendReset = NamedDependency[Callable[[str], Awaitable[None]]]
Client = NamedDependency[clients.Client]
Settings = NamedDependency[config.Settings]
Tell = NamedDependency[Telling]

__all__ = [
    "Access",
    "Accesses",
    "Actor",
    "Client",
    "Connection",
    "Person",
    "Pool",
    "ResetPassword",
    "Say",
    "SendReset",
    "Settings",
    "Tell",
    "Telling",
    "Told",
]
