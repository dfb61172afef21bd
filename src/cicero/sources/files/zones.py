"""Which time zone a file's wall-clock times are in, found out from the upload times inside its posts' ids.

A post is published moments after its upload, or much later when it was scheduled. So most pairs of wall
time and upload time fit the right zone within a quarter of an hour, and scheduled ones fit none for sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cicero.periods import in_zone

Pair = tuple[datetime, datetime]
"""(time on the wall, without zone; instant of the upload)"""

CANDIDATES = (
    "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC", "America/Los_Angeles", "America/New_York",
    "Europe/London", "Europe/Berlin", "Asia/Kolkata", "America/Chicago", "America/Denver", "Asia/Dubai",
    "Australia/Sydney", "Europe/Bucharest", "Europe/Moscow", "Asia/Karachi", "Asia/Dhaka", "Asia/Yangon",
    "Asia/Kathmandu", "Asia/Kabul", "Asia/Tehran", "Africa/Cairo", "America/Sao_Paulo", "America/Halifax",
    "America/St_Johns", "America/Bogota", "America/Phoenix", "America/Mexico_City", "America/Caracas",
    "America/Anchorage", "Pacific/Honolulu", "Atlantic/Azores", "Africa/Lagos", "Africa/Nairobi",
    "Africa/Johannesburg", "Australia/Brisbane", "Australia/Adelaide", "Australia/Darwin",
    "Pacific/Auckland", "Pacific/Noumea", "Pacific/Tongatapu", "Pacific/Kiritimati", "Pacific/Pago_Pago",
)  # fmt: skip
"""Tried in this order: of zones that explain the times equally well the first is named."""

EARLY, LATE = timedelta(minutes=2), timedelta(minutes=13)
"""Walls show whole minutes, so a time may seem a little before the upload."""
ENOUGH = 3
"""Posts that must fit, so that one scheduled post does not decide."""


def zone_of(pairs: Sequence[Pair], likely: str | None = None) -> str | None:
    """The zone that explains more than half of the pairs, or None when they do not agree on one.

    `likely` is the zone that such files are usually in: it is believed from a single pair on.
    """
    if likely and _fitting(pairs, likely) * 2 > len(pairs):
        return likely
    fitting = {zone: _fitting(pairs, zone) for zone in CANDIDATES}
    best = max(fitting, key=lambda zone: fitting[zone])
    return best if fitting[best] >= ENOUGH and fitting[best] * 2 > len(pairs) else None


def contradicts(pairs: Sequence[Pair], zone: str) -> bool:
    """Whether so many posts seem published before their upload that the times cannot be in this zone."""
    early = sum(in_zone(wall, zone) - uploaded < -EARLY for wall, uploaded in pairs)
    return early * 2 > len(pairs)


def _fitting(pairs: Sequence[Pair], zone: str) -> int:
    return sum(-EARLY <= in_zone(wall, zone) - uploaded < LATE for wall, uploaded in pairs)
