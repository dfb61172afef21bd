"""What the contract's handlers ask for by name besides what `api.given` has."""

from litestar.di import NamedDependency

from cicero.api.contract import asking

Asking = NamedDependency[asking.Asking]

__all__ = ["Asking"]
