"""Under which names requests may reach Cicero: a foreign `Host` would end up in addresses that pages show."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from litestar.types import HTTPScope

from cicero.config import Settings, several

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
FOR_PROBES = "/health"
"""Whoever looks whether Cicero is alive may call it by any name: the answer holds no address."""


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """Empty: any name."""
    named = {bare(one) for one in several(settings.allowed_hosts)}
    public = urlsplit(settings.public_url).hostname
    return frozenset(named | {public} if public else named)


def is_welcome(scope: HTTPScope, allowed: frozenset[str]) -> bool:
    """Whether the request's host is one of ours; localhost is, for the machine itself."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if len(hosts) > 1:
        return False
    if not allowed or scope["path"] == FOR_PROBES:
        return True
    name = bare(hosts[0]) if hosts else ""
    return name in allowed or (name in LOOPBACK and _is_from_here(scope))


def bare(host: str) -> str:
    """`Host` without its port, in lower case; empty where it is not written as a host is."""
    try:
        parts = urlsplit(f"//{host}")
        plain = parts.netloc == host and not parts.username and (parts.port is None or parts.port > 0)
        return (parts.hostname or "").rstrip(".") if plain else ""
    except ValueError:
        return ""


def _is_from_here(scope: HTTPScope) -> bool:
    try:
        return scope["client"] is not None and ip_address(scope["client"][0]).is_loopback
    except ValueError:
        return False
