"""What handlers ask the application for, by name: `connection`, `person`, `client`, `settings`."""

from collections.abc import Awaitable, Callable

from litestar.di import NamedDependency

from cicero import audit, auth, clients, config, db
from cicero.api import answers

Actor = NamedDependency[audit.Actor]
Access = NamedDependency[auth.Access]
Accesses = NamedDependency[auth.Accesses]
Answers = NamedDependency[answers.Answers]
Borrow = NamedDependency[Callable[[], Awaitable[db.Connection]]]
Connection = NamedDependency[db.Connection]
Pool = NamedDependency[db.Pool]
Person = NamedDependency[auth.Person]
Client = NamedDependency[clients.Client]
Settings = NamedDependency[config.Settings]

__all__ = [
    "Access",
    "Accesses",
    "Actor",
    "Answers",
    "Borrow",
    "Client",
    "Connection",
    "Person",
    "Pool",
    "Settings",
]
