"""REST: one file per resource. Handlers read the input, call one domain function and show what it answers."""

from cicero.api import health

ROUTES = (health.health,)

__all__ = ["ROUTES"]
