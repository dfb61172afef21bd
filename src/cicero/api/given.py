"""What handlers ask the application for, by name: `connection`, `person`, `client`, `settings`."""

from litestar.di import NamedDependency

from cicero import auth, clients, config, db

Connection = NamedDependency[db.Connection]
Person = NamedDependency[auth.Person]
Client = NamedDependency[clients.Client]
Settings = NamedDependency[config.Settings]

__all__ = ["Client", "Connection", "Person", "Settings"]
