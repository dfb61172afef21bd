"""Who really asks, and how, where reverse proxies stand in between: believed of trusted ones alone.

Anybody can send `X-Forwarded-For`. Each proxy adds the address it was asked from at the right, so we go
through them from the right for as long as the one who spoke is trusted: the first who is not is the client.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from litestar.types import HTTPScope

from cicero.config import Settings, several
from cicero.errors import InputError

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def trusted_proxies(settings: Settings) -> tuple[Network, ...]:
    """InputError for what is neither an address nor a network."""
    try:
        return tuple(ip_network(one) for one in several(settings.trusted_proxies))
    except ValueError as error:
        raise InputError(
            f"CICERO_TRUSTED_PROXIES cannot be used: {error}.",
            "Write addresses or networks, such as 127.0.0.1,10.0.0.0/8.",
        ) from None


def see_through(scope: HTTPScope, trusted: Iterable[Network], *, host: bool) -> None:
    """Put client, scheme and, where `host` may be believed, the host as the first trusted proxy saw them."""
    networks = tuple(trusted)
    asked_by = _address(scope["client"][0]) if scope["client"] else None
    hops = 0
    for said in reversed(_values(scope, b"x-forwarded-for")):
        if asked_by is None or not _is_in(asked_by, networks):
            break
        asked_by, hops = _address(said), hops + 1
    if not hops and not (asked_by and _is_in(asked_by, networks)):
        return
    scope["client"] = (str(asked_by), 0) if asked_by else None
    if (scheme := _of_hop(_values(scope, b"x-forwarded-proto"), hops)) in ("http", "https"):
        scope["scheme"] = scheme
    named = _of_hop(_values(scope, b"x-forwarded-host"), hops)
    if host and named:
        kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
        scope["headers"] = [*kept, (b"host", named.encode("latin-1"))]


def _values(scope: HTTPScope, header: bytes) -> list[str]:
    """Of a header that holds a list, which may come several times."""
    lines = (value.decode("latin-1") for name, value in scope["headers"] if name == header)
    return [one.strip() for line in lines for one in line.split(",")]


def _of_hop(values: list[str], hops: int) -> str:
    """What the outermost trusted proxy said: it stands as far from the right as there are proxies."""
    return values[-min(max(hops, 1), len(values))] if values else ""


def _address(said: str) -> Address | None:
    """An address as proxies write it, with or without a port; None for what is none."""
    return next(_readings(said), None)


def _readings(said: str) -> Iterator[Address]:
    bare = said.strip().strip('"')
    for one in (bare, bare.rpartition(":")[0], bare.partition("]")[0].removeprefix("[")):
        try:
            found = ip_address(one)
        except ValueError:
            continue
        yield getattr(found, "ipv4_mapped", None) or found


def _is_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)
