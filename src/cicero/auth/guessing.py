"""How often somebody may guess: buckets of tries that fill up again with time, kept in the database.

A guess at a password takes one try from its address, over all accounts, and one from the account: strangers
share the account's bucket, while each device and address it has signed in from has a bucket of its own. So
whoever guesses from many addresses uses up the strangers' tries and no others, and the owner still gets in.
"""

from __future__ import annotations

import math
from contextlib import suppress
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Network, ip_address

from msgspec import Struct

from cicero.db import EVERYTHING, Connection, Pool, execute, fetch_one, scoped, sql
from cicero.errors import ThrottledError


class Limit(Struct, frozen=True):
    """`most` tries at once, and another one every so many seconds."""

    name: str
    most: int
    every: float


PASSWORDS = Limit("passwords from an address", 100, 10)
STRANGERS = Limit("passwords for an account, from anywhere", 30, 300)
KNOWN = Limit("passwords for an account, from a place it knows", 30, 300)
"""As large as the strangers' one: how soon somebody is refused tells nothing of who is known where."""

CODES = Limit("codes for an account, from anywhere", 10, 600)
KNOWN_CODES = Limit("codes for an account, from a place it knows", 10, 600)
RESETS = Limit("mails asked for from an address", 10, 300)
RESET_MAILS = Limit("mails for an account", 3, 1200)
LINKS = Limit("links from mails tried from an address", 30, 60)


class Bucket(Struct, frozen=True):
    limit: Limit
    key: bytes


class _Tried(Struct, frozen=True):
    taken: bool
    left: float


def bucket(limit: Limit, *whose: object) -> Bucket:
    return Bucket(limit, sha256("\x1f".join([limit.name, *map(str, whose)]).encode()).digest())


async def take(pool: Pool, *buckets: Bucket) -> None:
    """Take a try out of each; ThrottledError where one is empty.

    In a transaction of its own: what becomes of the request changes nothing of it, and nobody waits for one.
    """
    async with scoped(pool, EVERYTHING) as connection:
        refusal = await refused(connection, *buckets)
    if refusal:
        raise refusal


async def refused(connection: Connection, *buckets: Bucket) -> ThrottledError | None:
    """The same in a transaction that is committed whatever comes of it. After an empty one none is asked."""
    for one in buckets:
        wait = await _take(connection, one)
        if wait:
            return ThrottledError(
                "There were too many tries.",
                "Wait a few minutes and try again, or have a link to a new password sent to you.",
                retry_after=wait,
            )
    return None


async def give_back(pool: Pool, *buckets: Bucket) -> None:
    """The tries were no guesses: what was given was right."""
    async with scoped(pool, EVERYTHING) as connection:
        for one in buckets:
            await execute(connection, sql(__package__, "give_back_try"), _parameters(one))


def network(address: str | None) -> str:
    """An address as guesses are counted: of IPv6 the /64, which one machine has to itself."""
    with suppress(ValueError):
        found = ip_address(address or "")
        if isinstance(found, IPv4Address):
            return str(found)
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Network((int(found) >> 64 << 64, 64)))
    return address or ""


async def _take(connection: Connection, one: Bucket) -> int:
    """0, else the seconds until there is a try again."""
    tried = await fetch_one(connection, sql(__package__, "take_try"), _parameters(one), _Tried)
    if tried is None or tried.taken:
        return 0
    return max(1, math.ceil((1 - tried.left) * one.limit.every))


def _parameters(one: Bucket) -> dict[str, object]:
    return {"bucket": one.key, "most": one.limit.most, "every": one.limit.every}
