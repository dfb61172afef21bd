"""Between the password and the code: who has given the right password, for five minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from cicero.auth.credential import Credential, credential_of
from cicero.config import Settings
from cicero.db import Connection
from cicero.errors import AuthError, CiceroError
from cicero.periods import now
from cicero.secret import Secret, seal, unseal

COOKIE = "cicero_halfway"
"""HttpOnly, for the pages under /sign-in alone."""

SECONDS = 300


class _Halfway(Struct, frozen=True, kw_only=True, tag="halfway", forbid_unknown_fields=True):
    """Bound to the password and the app of then: when either changes, it is over."""

    person_id: int
    changed_at: datetime
    totp_since: datetime | None
    until: datetime


def sealed_halfway(settings: Settings, known: Credential) -> str:
    """What the browser keeps meanwhile; it cannot read or change it."""
    state = _Halfway(
        person_id=known.person_id,
        changed_at=known.changed_at,
        totp_since=known.totp_since,
        until=now() + timedelta(seconds=SECONDS),
    )
    return seal(settings, Secret(msgspec.json.encode(state).decode())).decode()


async def who_is_halfway(connection: Connection, settings: Settings, sealed: str | None) -> Credential:
    """AuthError where it is over, was not made here, or the credential has changed since."""
    state = _unsealed(settings, sealed or "")
    if state is not None and state.until > now():
        known = await credential_of(connection, state.person_id)
        if (known.changed_at, known.totp_since) == (state.changed_at, state.totp_since):
            return known
    raise AuthError("That took longer than five minutes.", "Enter the username and password again.")


def _unsealed(settings: Settings, sealed: str) -> _Halfway | None:
    try:
        plain = unseal(settings, sealed.encode("utf-8", "surrogatepass")).reveal()
        return msgspec.json.decode(plain, type=_Halfway)
    except (CiceroError, msgspec.MsgspecError):
        return None
