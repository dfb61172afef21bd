"""Which address a link found in foreign data may lead to: one on the public internet, never one of ours.

The name is looked up once and the connection goes to the address that was looked at, so that a name cannot
answer with another one in between.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx2
from msgspec import Struct

from cicero.errors import AnswerError, UnavailableError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[list[Address]]]
NAT64 = IPv6Network("64:ff9b::/96")
PORTS = {"http": 80, "https": 443}


class Place(Struct, frozen=True):
    """`url` with a checked address in place of the name; `host` is the name, `authority` it with its port."""

    url: httpx2.URL
    host: str
    authority: str


async def look_up(host: str, port: int) -> list[Address]:
    """The addresses of a name, those that this machine would rather use first."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnavailableError(f"The name {host} is not known.", "Look at this machine's DNS.") from None
    return [ip_address(entry[4][0]) for entry in found]


async def checked(link: str, allowed_http: frozenset[str], resolve: Resolve = look_up) -> Place:
    """Where a link leads: https to a public address, or http to one of `allowed_http` on this machine.

    AnswerError where it leads elsewhere, UnavailableError where its name is not known.
    """
    try:
        url = httpx2.URL(link)
    except httpx2.InvalidURL:
        raise AnswerError("A link is none.", "It is left out.") from None
    host = url.raw_host.decode("ascii")
    port = url.port or PORTS.get(url.scheme, 0)
    local = url.scheme == "http" and f"{host}:{port}" in allowed_http
    if not host or url.userinfo or not (local or url.scheme == "https"):
        raise AnswerError("A link is not a plain https one.", "It is left out.")
    for address in await resolve(host, port):
        if address.is_loopback if local else is_public(address):
            return Place(url.copy_with(host=str(address)), host, url.netloc.decode("ascii"))
    raise AnswerError(f"{host} is not on the public internet.", "A link to it is not followed.")


def is_public(address: Address) -> bool:
    """Whether anybody's machine could be meant: no private, loopback, link-local or other special address.

    An IPv6 address that stands for an IPv4 one is judged by that.
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def plain_hosts(urls: Iterable[str]) -> frozenset[str]:
    """The `host:port` of each http address among the configured ones: what `allowed_http` may hold."""
    plain = [url for url in map(httpx2.URL, urls) if url.scheme == "http"]
    return frozenset(f"{url.raw_host.decode('ascii')}:{url.port or PORTS['http']}" for url in plain)
