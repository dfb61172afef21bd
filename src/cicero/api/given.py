"""What handlers ask the application for, by name: `connection`, `person`, `client`, `settings`."""

from litestar.di import NamedDependency

from cicero import audit, auth, clients, config, db

Actor = NamedDependency[audit.Actor]
Access = NamedDependency[auth.Access]
Accesses = NamedDependency[auth.Accesses]
Connection = NamedDependency[db.Connection]
Person = NamedDependency[auth.Person]
Client = NamedDependency[clients.Client]
Settings = NamedDependency[config.Settings]

__all__ = ["Access", "Accesses", "Actor", "Client", "Connection", "Person", "Settings"]
