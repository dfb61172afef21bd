"""What an account said of itself, and its counters over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from cicero.db import Connection, execute, rows_as_json, sql
from cicero.records import Profile

_COUNTERS = ("followers", "following", "posts", "likes")
_DESCRIPTION = ("biography", "category", "website", "avatar_url", "verified", "private", "sec_uid")
_FIELDS = _COUNTERS + _DESCRIPTION

Owned = tuple[int, Profile]
"""A profile and the id of its account."""


async def store_profiles(connection: Connection, profiles: Sequence[Owned]) -> None:
    """Keep each sample of the counters once, and the newest description of the account."""
    samples: dict[tuple[int, datetime], Profile] = {}
    for account_id, profile in profiles:
        key = (account_id, profile.observed_at)
        samples[key] = _merged(profile, samples.get(key))
    counted = [(key[0], samples[key]) for key in sorted(samples)]
    await _store(connection, "store_account_snapshots", counted, _COUNTERS)
    newest = {account_id: profile for account_id, profile in counted if _describes(profile)}
    await _store(connection, "describe_accounts", list(newest.items()), _DESCRIPTION)


def _merged(profile: Profile, same_instant: Profile | None) -> Profile:
    """A file may repeat the author beside each of several posts, not always as fully."""
    if same_instant is None or same_instant == profile:
        return profile
    unknown = {name: getattr(same_instant, name) for name in _FIELDS if getattr(profile, name) is None}
    return msgspec.structs.replace(profile, **unknown)


def _describes(profile: Profile) -> bool:
    return any(getattr(profile, name) is not None for name in _DESCRIPTION)


async def _store(
    connection: Connection, statement: str, profiles: Sequence[Owned], fields: Iterable[str]
) -> None:
    if not profiles:
        return
    rows = rows_as_json(_row(*each, fields) for each in profiles)
    await execute(connection, sql(__package__, statement), {"profiles": rows})


def _row(account_id: int, profile: Profile, fields: Iterable[str]) -> dict[str, Any]:
    row = {name: _clean(getattr(profile, name)) for name in fields}
    return {"account_id": account_id, "observed_at": profile.observed_at, **row}


def _clean(value: Any) -> Any:
    """PostgreSQL's text cannot hold NUL."""
    return value.replace("\x00", "") if isinstance(value, str) else value
