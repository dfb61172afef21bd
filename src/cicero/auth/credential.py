"""What proves that somebody is who they say they are.

The connection must see it: as that person, or as what sees everything because nobody is signed in yet.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from cicero.config import Settings
from cicero.db import Connection, fetch_one, sql
from cicero.errors import AuthError
from cicero.secret import Secret, unseal


class Credential(Struct, frozen=True, kw_only=True):
    """`totp_since`: since when signing in takes a code too; None: the password alone is enough.

    `addresses`: from where the account has signed in within 90 days.
    """

    person_id: int
    username: str
    password_hash: str
    changed_at: datetime
    totp_since: datetime | None
    sealed_totp: bytes | None
    addresses: list[str]

    def totp(self, settings: Settings) -> Secret | None:
        """The secret of the authenticator app, also while it has not been confirmed."""
        return unseal(settings, self.sealed_totp) if self.sealed_totp is not None else None


async def credential_named(connection: Connection, username: str) -> Credential | None:
    """None where there is nobody of that name, or somebody who may no longer sign in."""
    return await _find(connection, username, None)


async def credential_of(connection: Connection, person_id: int) -> Credential:
    """AuthError where there is no such person any more, or one who may no longer sign in."""
    found = await _find(connection, None, person_id)
    if found is None:
        raise AuthError("This account may no longer sign in.", "Ask an administrator.")
    return found


async def _find(connection: Connection, username: str | None, person_id: int | None) -> Credential | None:
    values = {"username": username, "person_id": person_id}
    return await fetch_one(connection, sql(__package__, "find_credential"), values, Credential)
