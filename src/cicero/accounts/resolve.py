"""From what a source says of an account to the account's id here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from cicero.db import Connection, execute, fetch_one, fetch_value, sql
from cicero.errors import InputError, NotFoundError
from cicero.records import AccountRef


async def resolve(connection: Connection, refs: Iterable[AccountRef]) -> dict[AccountRef, int]:
    """The id of every account named, creating those not seen before.

    In a fixed order, so that two imports that create the same accounts wait for one another, not deadlock.
    """
    ordered = sorted(
        set(refs), key=lambda ref: (ref.platform, ref.platform_id or "", ref.handle or "", ref.name or "")
    )
    unchanged = await _unchanged(connection, ordered)
    return {ref: unchanged.get(ref) or await _resolve_one(connection, ref) for ref in ordered}


async def _unchanged(connection: Connection, refs: Sequence[AccountRef]) -> dict[AccountRef, int]:
    """Those of which nothing new is told: one statement, where each of the others takes several."""
    told = {
        "platforms": [ref.platform for ref in refs],
        "platform_ids": [ref.platform_id for ref in refs],
        "handles": [ref.handle for ref in refs],
        "names": [ref.name for ref in refs],
    }
    cursor = await connection.execute(sql(__package__, "unchanged_accounts"), told)
    return {refs[place - 1]: account_id for place, account_id in await cursor.fetchall()}


async def known(connection: Connection, ref: AccountRef) -> int | None:
    """The id of that account if it is here already: by platform id, else by handle, else by name alone."""
    found = await fetch_value(connection, sql(__package__, "find_account"), msgspec.structs.asdict(ref))
    return None if found is None else int(found)


async def _resolve_one(connection: Connection, ref: AccountRef) -> int:
    if not (ref.platform_id or ref.handle or ref.name):
        raise InputError("The row does not say which account it belongs to.")
    values = msgspec.structs.asdict(ref)
    if ref.platform_id and ref.handle:
        await execute(connection, sql(__package__, "release_handle"), values)
    account_id = await known(connection, ref)
    if account_id is None:
        created: int | None = await fetch_value(connection, sql(__package__, "create_account"), values)
        if created is not None:
            return created
        # Somebody else created it a moment ago.
        account_id = await known(connection, ref)
    if account_id is None:
        raise InputError(f"The account {ref.handle or ref.name} could not be stored.")
    await execute(connection, sql(__package__, "identify_account"), {**values, "account_id": account_id})
    return account_id


async def ref_of(connection: Connection, account_id: int) -> AccountRef:
    """What is known of the identity of an account that is here."""
    ref = await fetch_one(connection, sql(__package__, "account_ref"), {"account_id": account_id}, AccountRef)
    if ref is None:
        raise NotFoundError(f"There is no account {account_id}.")
    return ref


async def note_rename(connection: Connection, account_id: int, before: str, at: datetime) -> None:
    """Remember what the account was called until it was found under another handle."""
    values = {"account_id": account_id, "before": before, "at": at}
    await execute(connection, sql(__package__, "rename_account"), values)
