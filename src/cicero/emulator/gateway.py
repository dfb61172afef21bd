"""The gateway in front of both products: keys, plans, quota headers, and its own errors."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from time import monotonic

import msgspec
from msgspec import Struct

from cicero.records import Platform

KEY = "emulator"
"""The key that works unless others are given."""

HOSTS: dict[Platform, str] = {
    "instagram": "social-api4.p.rapidapi.com",
    "tiktok": "tiktok-api23.p.rapidapi.com",
}
UNKNOWN_KEY = "Invalid API key. Go to https://docs.rapidapi.com/docs/keys for more info."
NOT_SUBSCRIBED = "You are not subscribed to this API."
DISABLED = "This endpoint is disabled for your subscription"
TOO_MANY = "Too many requests"
PER_SECOND = "You have exceeded the rate limit per second for your plan, {plan}, by the API provider"
USED_UP = (
    "You have exceeded the {period} quota for Requests on your current plan, {plan}. "
    "Upgrade your plan at https://rapidapi.com/emulator/api/{api}"
)
NO_HOST = "Missing X-RapidAPI-Host header"
"""What the gateway says then is not known; it is this emulator's choice."""


class Plan(Struct, frozen=True, kw_only=True):
    """What a key may do: `limit` calls in each `window` (per product), at most `per_second` of them."""

    limit: int = 10_000_000
    window: timedelta = timedelta(days=30)
    per_second: int | None = None
    name: str = "BASIC"
    products: tuple[Platform, ...] = ("instagram", "tiktok")


class Refusal(Struct, frozen=True):
    """An answer that the gateway makes itself; `message` None is an empty body."""

    status: int
    message: str | None
    plain: bool = False
    field: str = "message"

    def body(self) -> bytes:
        if self.message is None:
            return b""
        return self.message.encode() if self.plain else msgspec.json.encode({self.field: self.message})


class Gateway:
    """Who may call, and how much each has used."""

    def __init__(self, keys: Mapping[str, Plan], began: datetime) -> None:
        self._keys = dict(keys)
        self._began = began
        self._used: Counter[tuple[str, Platform, int]] = Counter()
        self._lately: dict[tuple[str, Platform], deque[float]] = {}

    def refuse(
        self, key: str | None, host: str | None, product: Platform, path: str, known: bool, at: datetime
    ) -> Refusal | None:
        """Why the call does not go through; None when it does, and then it counts.

        `known` says whether the product has an endpoint at that path.
        """
        plan = self._keys.get(key or "")
        if plan is None or key is None:
            return Refusal(401, UNKNOWN_KEY)
        if not host:
            return Refusal(400, NO_HOST)
        if product not in plan.products:
            return Refusal(403, NOT_SUBSCRIBED)
        if not known:
            return no_endpoint(path)
        if self._used[self._slot(key, product, at)] >= plan.limit:
            return used_up(plan, product)
        if plan.per_second and self._too_fast(key, product, plan.per_second):
            return Refusal(429, PER_SECOND.format(plan=plan.name))
        self._used[self._slot(key, product, at)] += 1
        return None

    def headers(self, key: str | None, product: Platform, at: datetime, nothing_left: bool) -> dict[str, str]:
        """What every answer carries; the quota's only where the key is known."""
        known = {
            "server": "RapidAPI-1.2.8",
            "x-rapidapi-version": "1.2.8",
            "x-rapidapi-region": "AWS - ap-southeast-1",
        }
        plan = self._keys.get(key or "")
        if plan is None or key is None or product not in plan.products:
            return known
        left = 0 if nothing_left else max(plan.limit - self._used[self._slot(key, product, at)], 0)
        return known | {
            "x-ratelimit-requests-limit": str(plan.limit),
            "x-ratelimit-requests-remaining": str(left),
            "x-ratelimit-requests-reset": str(self._until_renewal(plan, at)),
        }

    def plan(self, key: str | None) -> Plan:
        return self._keys.get(key or "", Plan())

    def used(self) -> dict[str, int]:
        """Calls that counted, by product, over all keys and windows."""
        sums: Counter[str] = Counter()
        for (_, product, _), number in self._used.items():
            sums[product] += number
        return dict(sums)

    def _slot(self, key: str, product: Platform, at: datetime) -> tuple[str, Platform, int]:
        return key, product, (at - self._began) // self._keys[key].window

    def _until_renewal(self, plan: Plan, at: datetime) -> int:
        return int((plan.window - (at - self._began) % plan.window).total_seconds())

    def _too_fast(self, key: str, product: Platform, per_second: int) -> bool:
        """By the real clock: it is the wire that is protected."""
        lately = self._lately.setdefault((key, product), deque())
        while lately and lately[0] < monotonic() - 1:
            lately.popleft()
        if len(lately) >= per_second:
            return True
        lately.append(monotonic())
        return False


def no_endpoint(path: str, quote: str = "'") -> Refusal:
    """The quotes vary."""
    return Refusal(404, f"Endpoint {quote}{path}{quote} does not exist")


def used_up(plan: Plan, product: Platform, daily: bool = False) -> Refusal:
    period = "DAILY" if daily or plan.window <= timedelta(days=1) else "MONTHLY"
    api = HOSTS[product].partition(".")[0]
    return Refusal(429, USED_UP.format(period=period, plan=plan.name, api=api))
