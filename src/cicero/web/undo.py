"""The way back after somebody was removed from a client: a sealed note of what was, good for an hour.

Whoever was removed can no longer be seen by a manager, and an id alone must not bring just anybody in.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from cicero.clients import Client, Member
from cicero.config import Settings
from cicero.errors import CiceroError, InputError
from cicero.periods import now
from cicero.secret import Secret, seal, unseal

LASTS = timedelta(hours=1)


class Removed(Struct, frozen=True, kw_only=True):
    client_id: int
    person_id: int
    name: str
    role: str
    until: datetime


def seal_removed(settings: Settings, client: Client, member: Member) -> str:
    removed = Removed(
        client_id=client.client_id,
        person_id=member.person_id,
        name=member.name,
        role=member.role,
        until=now() + LASTS,
    )
    return seal(settings, Secret(msgspec.json.encode(removed).decode())).decode()


def open_removed(settings: Settings, sealed: str) -> Removed | None:
    """What was sealed; None for what was not made here, or is over."""
    try:
        removed = msgspec.json.decode(unseal(settings, sealed.encode()).reveal(), type=Removed)
    except (CiceroError, msgspec.DecodeError):
        return None
    return removed if removed.until > now() else None


def read_removed(settings: Settings, client: Client, sealed: str) -> Removed:
    """The way back to that client; InputError where it is over or leads elsewhere."""
    removed = open_removed(settings, sealed)
    if removed is None or removed.client_id != client.client_id:
        raise InputError("It is too late to undo this.", "Invite them again.")
    return removed
