"""What handlers ask the application for, by name: `connection`, `person`, `client`, `settings`."""

from collections.abc import Awaitable, Callable

from litestar.di import NamedDependency

from cicero import audit, auth, clients, config, db, ingest
from cicero.api import answers

Actor = NamedDependency[audit.Actor]
Access = NamedDependency[auth.Access]
Accesses = NamedDependency[auth.Accesses]
Answers = NamedDependency[answers.Answers]
Borrow = NamedDependency[Callable[[], Awaitable[db.Connection]]]
Connection = NamedDependency[db.Connection]
Pool = NamedDependency[db.Pool]
Person = NamedDependency[auth.Person]
GiveBack = NamedDependency[Callable[[], Awaitable[None]]]
Live = NamedDependency[ingest.Live]
ResetPassword = NamedDependency[Callable[[str, str], Awaitable[int]]]
Say = NamedDependency[Callable[[str], str]]
SendReset = NamedDependency[Callable[[str], Awaitable[None]]]
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
    "GiveBack",
    "Live",
    "Person",
    "Pool",
    "ResetPassword",
    "Say",
    "SendReset",
    "Settings",
]
