"""Who somebody is: by a password, and a code where they have switched that on.

No connection is held while a password is worked out, so people who sign in keep none from the pages. Wrong
names, wrong passwords and people who may no longer sign in are answered alike, and as slowly.
"""

from __future__ import annotations

from msgspec import Struct

from cicero.auth import guessing
from cicero.auth.credential import Credential, credential_named, credential_of
from cicero.auth.devices import Origin, known_place
from cicero.auth.guessing import Bucket, bucket
from cicero.auth.password import matches
from cicero.auth.person import spelt
from cicero.auth.second_step import use_code
from cicero.config import Settings
from cicero.db import EVERYTHING, Pool, scoped
from cicero.errors import AuthError, CodeNeededError


class Attempt(Struct, frozen=True, kw_only=True):
    """What somebody gives who wants to be let in; `code`: of the authenticator app, or a recovery code."""

    username: str
    password: str
    code: str = ""
    origin: Origin = Origin()


async def authenticate(pool: Pool, settings: Settings, given: Attempt) -> Credential:
    """AuthError, CodeNeededError where the password is right and a code is missing, or ThrottledError."""
    known = await check_password(pool, settings, given)
    if known.totp_since is not None:
        if not given.code.strip():
            raise CodeNeededError(
                "A code of the authenticator app is needed too.", "Send it, or a recovery code, as `code`."
            )
        await check_code(pool, settings, known.person_id, given.code, given.origin)
    return known


async def check_password(pool: Pool, settings: Settings, given: Attempt) -> Credential:
    """The first step alone; AuthError or ThrottledError."""
    name = spelt(given.username)
    async with scoped(pool, EVERYTHING) as connection:
        known = await credential_named(connection, name)
        account = _bucket(settings, guessing.STRANGERS, guessing.KNOWN, given.origin, known, name)
        tries = (bucket(guessing.PASSWORDS, guessing.network(given.origin.address)), account)
        refusal = await guessing.refused(connection, *tries)
    if refusal:
        raise refusal
    if not await matches(given.password, known.password_hash if known else None) or known is None:
        raise AuthError("The username or the password is wrong.", "Check both and try again.")
    await guessing.give_back(pool, *tries)
    return known


async def check_code(pool: Pool, settings: Settings, person_id: int, code: str, origin: Origin) -> None:
    """The second step: uses the code up. AuthError or ThrottledError."""
    async with scoped(pool, EVERYTHING) as connection:
        known = await credential_of(connection, person_id)
    tries = _bucket(settings, guessing.CODES, guessing.KNOWN_CODES, origin, known, str(person_id))
    await guessing.take(pool, tries)
    async with scoped(pool, EVERYTHING) as connection:
        right = await use_code(connection, settings, known, code)
    if not right:
        raise AuthError(
            "The code is wrong, or was used before.",
            "Wait for the app's next one, or use a recovery code. Check that the phone's clock is right.",
        )
    await guessing.give_back(pool, tries)


def _bucket(
    settings: Settings,
    strangers: guessing.Limit,
    known_there: guessing.Limit,
    origin: Origin,
    known: Credential | None,
    whose: str,
) -> Bucket:
    """The bucket of the place that the account knows this origin by, else the one that strangers share."""
    if known is not None:
        place = known_place(settings, origin, known.person_id, known.changed_at, known.addresses)
        if place:
            return bucket(known_there, known.person_id, place)
    return bucket(strangers, whose)
