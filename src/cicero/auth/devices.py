"""Devices and addresses that an account knows: whoever signed in from there may guess apart from strangers.

A device is known by a signed cookie. It opens nothing, and ends when the account's password changes.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from functools import lru_cache

from msgspec import Struct

from cicero.auth.guessing import network
from cicero.config import Settings
from cicero.secret import installation_key

COOKIE = "cicero_device"
DAYS = 400
"""As long as browsers keep a cookie at most."""


class Origin(Struct, frozen=True, kw_only=True):
    """Where a request comes from; `device`: what its cookie says."""

    address: str | None = None
    user_agent: str | None = None
    device: str | None = None


def new_device(settings: Settings, person_id: int, changed_at: datetime) -> str:
    """The cookie of a device that the person has signed in on; `changed_at` of their credential."""
    name = secrets.token_urlsafe(12)
    return f"{name}.{_signature(settings, name, person_id, changed_at)}"


def known_place(
    settings: Settings, origin: Origin, person_id: int, changed_at: datetime, addresses: list[str]
) -> str | None:
    """The device or address by which the account knows this origin; None for a stranger."""
    name, _, signature = (origin.device or "").partition(".")
    right = _signature(settings, name, person_id, changed_at)
    if hmac.compare_digest(signature.encode(), right.encode()):
        return f"device {name}"
    here = network(origin.address)
    return f"address {here}" if here and here in {network(one) for one in addresses} else None


def _signature(settings: Settings, name: str, person_id: int, changed_at: datetime) -> str:
    message = f"{name} {person_id} {changed_at.timestamp()}".encode("utf-8", "surrogatepass")
    return hmac.digest(_key(settings), message, "sha256").hex()


@lru_cache(maxsize=8)
def _key(settings: Settings) -> bytes:
    """A key for this alone, made of the installation's."""
    return hmac.digest(installation_key(settings).encode(), b"cicero devices", "sha256")
