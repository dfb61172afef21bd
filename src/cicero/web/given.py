"""What the handlers of pages ask the application for by the parameter's name."""

from litestar.di import NamedDependency

from cicero import auth, config, db

Connection = NamedDependency[db.Connection]
Person = NamedDependency[auth.Person]
Visitor = NamedDependency[auth.Person | None]
Settings = NamedDependency[config.Settings]

__all__ = ["Connection", "Person", "Settings", "Visitor"]
