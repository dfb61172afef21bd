"""Invitations: a link that lets one person in, sent to an address, good once and for a week.

They belong to a client with a role, or to the installation alone. What accepting gives is put together by
whoever calls: this room makes nobody a member of a client.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Literal

from msgspec import Struct

from cicero.auth.access import hashed_token
from cicero.db import Connection, execute, fetch_all, fetch_one, fetch_value, sql, widened
from cicero.errors import ConflictError, InputError, NotFoundError

INVITED_DAYS = 7
TOKEN_BYTES = 32
State = Literal["open", "expired", "used", "withdrawn"]
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")


class Invitation(Struct, frozen=True, kw_only=True):
    """To a client as `role`, or (both None) to the installation. `invited_by`: the name of who invited.

    `state` is withdrawn too where who invited may no longer do so, or is gone: nobody who had to leave comes
    back by a link that they kept.
    """

    invitation_id: int
    email: str
    client_id: int | None
    client: str | None
    slug: str | None
    language: str | None
    role: str | None
    is_admin: bool
    invited_by: str | None
    created_at: datetime
    expires_at: datetime
    state: State


async def invite(
    connection: Connection,
    *,
    email: str,
    invited_by: int,
    client_id: int | None = None,
    role: str | None = None,
    is_admin: bool = False,
) -> tuple[Invitation, str]:
    """A new invitation and its token; one that waits for the same address and client is replaced by it.

    InputError where that is no address. Whether somebody has that address is neither asked nor told.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {
        "token_hash": hashed_token(token),
        "email": _address(email),
        "client_id": client_id,
        "role": role,
        "is_admin": is_admin,
        "invited_by": invited_by,
        "days": INVITED_DAYS,
    }
    await execute(connection, sql(__package__, "replace_invitations"), values)
    await execute(connection, sql(__package__, "create_invitation"), values)
    return await _made(connection, token), token


async def renew_invitation(
    connection: Connection, invitation_id: int, invited_by: int, client_id: int | None = None
) -> tuple[Invitation, str]:
    """Another week and another token, since of the old one only a hash is kept; the old link ends.

    `client_id`: only where it belongs to that client. NotFoundError where nothing waits under that id.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {
        "invitation_id": invitation_id,
        "client_id": client_id,
        "token_hash": hashed_token(token),
        "invited_by": invited_by,
        "days": INVITED_DAYS,
    }
    if await execute(connection, sql(__package__, "renew_invitation"), values) == 0:
        raise _gone()
    return await _made(connection, token), token


async def withdraw_invitation(
    connection: Connection, invitation_id: int, client_id: int | None = None
) -> str:
    """Its link ends; whose address it was sent to.

    NotFoundError where nothing waits under that id (and, if given, at that client).
    """
    values = {"invitation_id": invitation_id, "client_id": client_id}
    email: str | None = await fetch_value(connection, sql(__package__, "withdraw_invitation"), values)
    if email is None:
        raise _gone()
    return email


async def waiting_invitations(connection: Connection, client_id: int | None = None) -> list[Invitation]:
    """Those that nobody accepted or withdrew, expired ones among them, newest first; None: of all clients.

    Of who invited only the name is told.
    """
    async with widened(connection):  # they may no longer belong to the client
        values = {"token_hash": None, "client_id": client_id}
        return await fetch_all(connection, sql(__package__, "invitations"), values, Invitation)


async def find_invitation(connection: Connection, token: str) -> Invitation | None:
    """What the link leads to, also when it is over; None for a token that never was one."""
    async with widened(connection):  # whoever has the link belongs to nothing yet
        values = {"token_hash": hashed_token(token), "client_id": None}
        return await fetch_one(connection, sql(__package__, "invitations"), values, Invitation)


async def free_address(connection: Connection, invitation: Invitation) -> str | None:
    """The address for a new person to have as theirs; None where somebody has it, which nobody is told."""
    async with widened(connection):
        values = {"email": invitation.email}
        taken = await fetch_value(connection, sql(__package__, "has_address"), values)
    return None if taken else invitation.email


async def accept_invitation(connection: Connection, invitation: Invitation, person_id: int) -> None:
    """It is used up by that person, who becomes an administrator where it says so.

    ConflictError where it is over, or somebody else was faster.
    """
    values = {"invitation_id": invitation.invitation_id, "person_id": person_id}
    async with widened(connection):
        taken = invitation.state == "open" and await execute(
            connection, sql(__package__, "accept_invitation"), values
        )
    if not taken:
        raise ConflictError(
            "This invitation has been used or withdrawn.", "Ask whoever invited you for a new one."
        )


async def _made(connection: Connection, token: str) -> Invitation:
    found = await find_invitation(connection, token)
    if found is None:
        raise _gone()
    return found


def _address(email: str) -> str:
    """The address as it is kept. Only a mail that arrives proves one, so this refuses little."""
    given = email.strip().lower()
    if len(given) > 254 or not _ADDRESS.fullmatch(given):
        raise InputError(f"{email.strip()[:80]!r} is not an e-mail address.", "Write it as name@example.org.")
    return given


def _gone() -> NotFoundError:
    return NotFoundError(
        "There is no such invitation any more.", "It was accepted or withdrawn in between; look again."
    )
