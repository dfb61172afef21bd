"""What an account said of itself, and its counters over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from cicero.db import Connection, sql
from cicero.records import Profile

_TEXTS = ("biography", "category", "website", "avatar_url", "verified", "private")


async def store_profiles(connection: Connection, profiles: Sequence[tuple[int, Profile]]) -> None:
    """Keep each sample of the counters once, and the newest description of the account."""
    async with connection.cursor() as cursor:
        samples = [_values(account_id, profile) for account_id, profile in _distinct(profiles)]
        await cursor.executemany(sql(__package__, "store_account_snapshot"), samples)
        described = [values for values in samples if any(values[name] is not None for name in _TEXTS)]
        if described:
            await cursor.executemany(sql(__package__, "describe_account"), described)


def _distinct(profiles: Sequence[tuple[int, Profile]]) -> list[tuple[int, Profile]]:
    """One sample per account and instant, in that order; a file may repeat the author beside each post."""
    unique = {(account_id, profile.observed_at): (account_id, profile) for account_id, profile in profiles}
    return [unique[key] for key in sorted(unique)]


def _values(account_id: int, profile: Profile) -> dict[str, Any]:
    return {**msgspec.structs.asdict(profile), "account_id": account_id}
