"""How live sources are reached: set up, kept sealed, opened for use, tried."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from msgspec import Struct

from cicero.config import Settings
from cicero.db import Connection, execute, fetch_one, sql
from cicero.errors import InputError, NotConfiguredError
from cicero.secret import Secret, seal, unseal
from cicero.sources import registry
from cicero.sources.source import Access, Source

LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")


class SourceRow(Struct, frozen=True, kw_only=True):
    """A source as it was set up. Keys are sealed here and stay so until a call is made."""

    name: str
    url: str
    sealed_key: bytes | None
    fallback_url: str | None
    fallback_host: str | None
    sealed_fallback_key: bytes | None
    enabled: bool
    per_minute: int
    budget: int | None
    state: str
    message: str | None
    state_since: datetime
    retry_at: datetime | None
    failures: int
    last_success_at: datetime | None
    last_failure_at: datetime | None
    price: float
    shortage: float | None


async def configure(
    connection: Connection,
    settings: Settings,
    name: str,
    *,
    url: str | None = None,
    key: Secret | None = None,
    fallback_url: str | None = None,
    fallback_host: str | None = None,
    fallback_key: Secret | None = None,
    enabled: bool | None = None,
    per_minute: int | None = None,
    budget: int | None = None,
) -> None:
    """Set up a source, or change what is given of it; None leaves as it is, "" and 0 take away.

    InputError says what cannot be used. The source counts as untried afterwards.
    """
    source = registry.source(name)
    for address in (url, fallback_url):
        _check_url(address)
    if per_minute is not None and per_minute < 1:
        raise InputError("A source needs at least one call a minute.", "Turn it off instead.")
    if budget is not None and budget < 0:
        raise InputError("A budget cannot be negative.", "0 takes the limit away.")
    values = {
        "name": source.name,
        "url": url or None,
        "default_url": source.url,
        "key": seal(settings, key) if key else None,
        "fallback_url": fallback_url,
        "fallback_host": fallback_host,
        "fallback_key": seal(settings, fallback_key) if fallback_key else None,
        "enabled": enabled,
        "per_minute": per_minute,
        "budget": budget,
    }
    await execute(connection, sql(__package__, "configure_source"), values)


async def forget_key(connection: Connection, name: str) -> None:
    """Take the keys of a source away; what was collected stays."""
    await execute(connection, sql(__package__, "forget_key"), {"name": registry.source(name).name})


async def find_source(connection: Connection, name: str) -> SourceRow | None:
    return await fetch_one(connection, sql(__package__, "find_source"), {"name": name}, SourceRow)


def accesses(settings: Settings, source: Source, row: SourceRow | None) -> tuple[Access, ...]:
    """How to reach it, the fallback last; NotConfiguredError where there is no key or it is turned off."""
    if row is None or row.sealed_key is None:
        raise NotConfiguredError(
            f"{source.title} is not set up.", f"Enter its key under Settings → Sources; {source.help_url}."
        )
    if not row.enabled:
        raise NotConfiguredError(f"{source.title} is turned off.", "Turn it on under Settings → Sources.")
    first = Access(url=row.url, host=source.host, key=unseal(settings, row.sealed_key))
    if row.fallback_url is None:
        return (first,)
    key = unseal(settings, row.sealed_fallback_key) if row.sealed_fallback_key else first.key
    host = row.fallback_host or urlsplit(row.fallback_url).netloc
    return first, Access(url=row.fallback_url, host=host, key=key)


def _check_url(url: str | None) -> None:
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in LOCAL:
        return
    raise InputError(
        f"{url!r} is not an address to send a key to.",
        "Use https:// and a host; http:// only for this machine itself.",
    )
