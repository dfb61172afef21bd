"""How many requests each caller may make of /api, counted in the memory of this process.

A caller is a session or an API key; who has neither, or one that opens nothing, is counted by address. Each
has a minute's requests at once and gets them back evenly (the generic cell rate algorithm), so one time is
all there is to remember of a caller. Answers tell the standing in `RateLimit` and `RateLimit-Policy`, as the
IETF's draft has it (draft-ietf-httpapi-ratelimit-headers-10).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from math import ceil, floor
from time import monotonic

from litestar.handlers import BaseRouteHandler
from msgspec import Struct

from cicero.app.cross_origin import is_for_api
from cicero.app.encoded import HEADERS
from cicero.app.signed_in import AnyConnection, access_of
from cicero.auth import Access
from cicero.errors import ThrottledError

MINUTE = 60.0
MOST = 50_000
"""Callers remembered; the one that asked longest ago is forgotten first."""
POLICY = "minute"


class Standing(Struct, frozen=True):
    """`left`: requests that may come at once. In seconds: until all are back, and until one is."""

    left: int
    full_in: float
    retry_after: float = 0.0


class Limits:
    """`per_minute`: 0 for no limit."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()
        """When each caller has all requests back."""

    def take(self, caller: Hashable, now: float) -> Standing:
        """One request less; where none is left nothing is taken and `retry_after` says when to come back."""
        each = MINUTE / self.per_minute
        full_at = max(self._full_at.get(caller, now), now) + each
        if full_at - now > MINUTE + each / 2:
            return Standing(0, full_at - each - now, full_at - now - MINUTE)
        self._full_at[caller] = full_at
        self._full_at.move_to_end(caller)
        if len(self._full_at) > MOST:
            self._full_at.popitem(last=False)
        return Standing(floor((MINUTE - (full_at - now)) / each + 0.5), full_at - now)


async def limit(connection: AnyConnection, _handler: BaseRouteHandler) -> None:
    """A guard before the others: ThrottledError for who asks too much."""
    limits: Limits = connection.app.state.limits
    if not limits.per_minute or not is_for_api(connection.scope):  # type: ignore[arg-type]
        return
    standing = limits.take(_caller(connection, await access_of(connection)), monotonic())
    connection.scope["state"][HEADERS] = _told(limits.per_minute, standing)
    if standing.retry_after:
        raise ThrottledError(
            f"More than {limits.per_minute} requests a minute.",
            "Wait as long as Retry-After says; RateLimit tells with each answer how many are left.",
            retry_after=ceil(standing.retry_after),
        )


def _caller(connection: AnyConnection, access: Access | None) -> Hashable:
    if access is None:
        return connection.client.host if connection.client else ""
    return access.person.person_id, access.session_id or access.key_hint


def _told(per_minute: int, standing: Standing) -> dict[str, str]:
    return {
        "ratelimit-policy": f'"{POLICY}";q={per_minute};w={MINUTE:.0f}',
        "ratelimit": f'"{POLICY}";r={standing.left};t={ceil(standing.full_in)}',
    }
