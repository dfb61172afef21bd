"""What the handlers of pages ask the application for by the parameter's name."""

from litestar.di import NamedDependency

from cicero import audit, auth, clients, config, db

Actor = NamedDependency[audit.Actor]
Access = NamedDependency[auth.Access]
Accesses = NamedDependency[auth.Accesses]
Client = NamedDependency[clients.Client]
Connection = NamedDependency[db.Connection]
Person = NamedDependency[auth.Person]
Visitor = NamedDependency[auth.Person | None]
Settings = NamedDependency[config.Settings]

__all__ = ["Access", "Accesses", "Actor", "Client", "Connection", "Person", "Settings", "Visitor"]
