"""The address of a page with what was chosen on it. Everything on a page is in its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from msgspec import Struct

Choice = str | int | None


class Address(Struct, frozen=True):
    """A path and its parameters in order; several values of one name stand together, between commas."""

    path: str
    chosen: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        return dict(self.chosen).get(name, "")

    @property
    def query(self) -> str:
        """What stands after the question mark."""
        return address("", self.chosen).removeprefix("?")

    def with_(self, **changes: Choice) -> str:
        """The address with other choices; None takes one back. `from_` stands for `from`."""
        new = {name.rstrip("_"): value for name, value in changes.items()}
        kept = [(name, value) for name, value in self.chosen if name not in new]
        added = [(name, str(value)) for name, value in new.items() if value is not None]
        return address(self.path, (*kept, *added))

    def without(self, *names: str) -> str:
        return address(self.path, tuple(pair for pair in self.chosen if pair[0] not in names))

    def kept(self, *names: str) -> tuple[tuple[str, str], ...]:
        """All choices but these, to send along with a form."""
        return tuple(pair for pair in self.chosen if pair[0] not in names)


def read(path: str, pairs: Iterable[tuple[str, str]], known: Iterable[str]) -> Address:
    """What is known and not empty of a request's parameters, in the order of `known`: one address a view."""
    values: dict[str, list[str]] = {name: [] for name in known}
    for name, value in pairs:
        if name in values and value.strip():
            values[name].append(value.strip())
    return Address(path, tuple((name, ",".join(some)) for name, some in values.items() if some))


def address(path: str, chosen: Iterable[tuple[str, str]]) -> str:
    """Commas and colons stay readable: servers and browsers take them as they are."""
    pairs = "&".join(f"{name}={quote(value, safe=':,@-._~')}" for name, value in chosen)
    return f"{path}?{pairs}" if pairs else path


def text(address: Address, names: Mapping[str, str]) -> dict[str, str]:
    """The choices that a question understands."""
    return {name: value for name, value in address.chosen if name in names}
