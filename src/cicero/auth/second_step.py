"""The second step of signing in: codes of an authenticator app (TOTP), and recovery codes in their stead.

A code serves once, also within the half minute it is shown for. The app's secret is kept sealed, recovery
codes as hashes.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b32encode
from datetime import datetime

import pyotp
from msgspec import Struct

from cicero.auth.access import hashed_token
from cicero.auth.credential import Credential, credential_of
from cicero.config import Settings
from cicero.db import Connection, execute, fetch_value, sql, widened
from cicero.errors import ConflictError, InputError
from cicero.periods import now
from cicero.secret import Secret, seal

STEP = 30
"""Seconds for which an app shows one code."""
DRIFT = (0, -1, 1)
"""Steps that a phone's clock may be off."""
CODES = 10
_SHOWN = re.compile(r"[0-9]{6}")


class SecondStep(Struct, frozen=True, kw_only=True):
    """`since` None: off. `pending`: the app's secret until it is confirmed. `left`: unused recovery codes."""

    since: datetime | None
    pending: Secret | None
    left: int


async def second_step_of(connection: Connection, settings: Settings, person_id: int) -> SecondStep:
    known = await credential_of(connection, person_id)
    left = await fetch_value(connection, sql(__package__, "count_recovery_codes"), {"person_id": person_id})
    pending = known.totp(settings) if known.totp_since is None else None
    return SecondStep(since=known.totp_since, pending=pending, left=left)


async def begin_second_step(connection: Connection, settings: Settings, person_id: int) -> None:
    """Make a secret for the app, which counts once a code of it was given. ConflictError where it is on."""
    sealed = seal(settings, Secret(pyotp.random_base32()))
    values = {"person_id": person_id, "sealed_totp": sealed}
    if await execute(connection, sql(__package__, "begin_totp"), values) == 0:
        raise ConflictError(
            "Two-step sign-in is on already.", "Switch it off first, to set it up on another phone."
        )


async def confirm_second_step(
    connection: Connection, settings: Settings, person_id: int, code: str
) -> tuple[str, ...]:
    """Switch it on by a code that the app shows; the recovery codes, which cannot be read again."""
    known = await credential_of(connection, person_id)
    if known.totp_since is not None or known.sealed_totp is None:
        raise ConflictError("There is nothing to confirm.", "Begin again on the page about security.")
    if not await _use_shown(connection, settings, known, code):
        raise InputError(
            "That is not the code the app shows now.",
            "Enter its six digits before they change. Check that the phone's clock is right.",
        )
    await execute(connection, sql(__package__, "confirm_totp"), {"person_id": person_id})
    return await renew_recovery_codes(connection, person_id)


async def renew_recovery_codes(connection: Connection, person_id: int) -> tuple[str, ...]:
    """Ten new codes, which cannot be read again; the earlier ones open nothing any more."""
    codes = tuple(_grouped(b32encode(secrets.token_bytes(10)).decode().lower()) for _ in range(CODES))
    values = {"person_id": person_id, "hashes": [hashed_token(_bare(code)) for code in codes]}
    async with widened(connection):
        await execute(connection, sql(__package__, "forget_recovery_codes"), {"person_id": person_id})
        await execute(connection, sql(__package__, "add_recovery_codes"), values)
    return codes


async def end_second_step(connection: Connection, person_id: int) -> bool:
    """Switch it off and forget the secret and all codes; whether it was on."""
    async with widened(connection):
        await execute(connection, sql(__package__, "forget_recovery_codes"), {"person_id": person_id})
        return await execute(connection, sql(__package__, "end_totp"), {"person_id": person_id}) > 0


async def use_code(connection: Connection, settings: Settings, known: Credential, code: str) -> bool:
    """Whether the code is right and had not been used; it then is."""
    if known.totp_since is None:
        return False
    if _SHOWN.fullmatch(_bare(code)):
        return await _use_shown(connection, settings, known, code)
    values = {"person_id": known.person_id, "code_hash": hashed_token(_bare(code))}
    async with widened(connection):
        return await execute(connection, sql(__package__, "use_recovery_code"), values) > 0


def app_link(secret: Secret, username: str) -> str:
    """What the QR code says to an authenticator app."""
    return pyotp.TOTP(secret.reveal()).provisioning_uri(name=username, issuer_name="Cicero")


async def _use_shown(connection: Connection, settings: Settings, known: Credential, code: str) -> bool:
    secret = known.totp(settings)
    if secret is None:
        return False
    shown = pyotp.HOTP(secret.reveal())
    at = int(now().timestamp()) // STEP
    given = _bare(code).encode("utf-8", "surrogatepass")
    steps = [at + off for off in DRIFT if hmac.compare_digest(shown.at(at + off).encode(), given)]
    values = {"person_id": known.person_id, "step": steps[0] if steps else None}
    async with widened(connection):
        return await execute(connection, sql(__package__, "use_totp_step"), values) > 0


def _bare(code: str) -> str:
    """As it is compared: however people group it."""
    return re.sub(r"[\s-]", "", code).lower()


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
