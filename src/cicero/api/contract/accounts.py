"""What the endpoints of both networks have in common: an account, its description, its posts."""

from __future__ import annotations

from typing import Any

from litestar import Response

from cicero import accounts, ingest, posts
from cicero.api.contract import queries, shapes
from cicero.api.contract.asking import (
    Asking,
    of_account,
    of_stored_account,
    own_accounts,
    own_handle,
    stored,
    told,
)
from cicero.db import Connection, scoped
from cicero.errors import InputError
from cicero.periods import Period
from cicero.records import Platform

STORED_LIMIT = queries.MOST
"""Posts of an answer from what is stored, where the request does not say how many."""


async def profile(asked: Asking, platform: Platform) -> Response[bytes]:
    """The account, read now where what is stored is not young."""

    async def make() -> Any:
        handle = queries.handle(platform, asked.query)
        if handle is None:
            raise InputError(queries.USERNAME_MISSING)
        seen, found = await of_account(asked, platform, handle, "profile", accounts.detail)
        return told(shapes.profile(found, asked.links), [seen])

    return await asked.answer(make)


async def info(asked: Asking, platform: Platform) -> Response[bytes]:
    """What the account says of itself; of the client's own where no other is named (TikTok)."""

    async def make() -> Any:
        handle = await _handle(asked, platform)
        seen, found = await of_account(asked, platform, handle, "profile", accounts.detail)
        return told(shapes.info(found), [seen])

    return await asked.answer(make)


async def stored_profile(asked: Asking, platform: Platform) -> Response[bytes]:
    """The account as it is stored, of the client's own where no other is named. No call is made."""

    async def make() -> Any:
        handle = queries.handle(platform, asked.query) or await own_handle(asked, platform)
        seen, found = await of_stored_account(asked, platform, handle, "profile", accounts.detail)
        return told(shapes.profile(found, asked.links), [seen])

    return await asked.answer(make)


async def newest_posts(asked: Asking, platform: Platform) -> Response[bytes]:
    """Its newest posts, as many as are asked for, read now where what is stored is not young."""

    async def make() -> Any:
        handle = await _handle(asked, platform)
        period = queries.days(asked.query, asked.client.zone)
        return await _posts(asked, platform, handle, period, queries.limit(asked.query))

    return await asked.answer(make)


async def posts_of_month(asked: Asking, platform: Platform) -> Response[bytes]:
    """Its posts of a month, as far as they are stored or among its newest."""

    async def make() -> Any:
        handle = await _handle(asked, platform)
        period = queries.month(asked.query, asked.client.zone)
        return await _posts(asked, platform, handle, period, queries.limit(asked.query, queries.MOST))

    return await asked.answer(make)


async def stored_posts(asked: Asking, platform: Platform) -> Response[bytes]:
    """The posts of all own accounts of the client on that network, newest first. No call is made."""

    async def make() -> Any:
        period = queries.days(asked.query, asked.client.zone)
        async with scoped(asked.pool, asked.access.scope) as connection:
            own = await own_accounts(asked, connection, platform)
            known = [await ingest.standing_of(connection, one.account_id) for one in own]
            found = await posts.newest(
                connection,
                [one.account_id for one in own],
                period=period,
                limit=queries.limit(asked.query, STORED_LIMIT),
            )
        seen = [stored(here, "posts") for here in known if here]
        return told([shapes.post(one, asked.links) for one in found], seen, shapes.unknown(found))

    return await asked.answer(make)


async def _posts(asked: Asking, platform: Platform, handle: str, period: Period | None, limit: int) -> Any:
    async def read(connection: Connection, account_id: int) -> list[posts.Listed]:
        return await posts.newest(connection, [account_id], period=period, limit=limit)

    seen, found = await of_account(asked, platform, handle, "posts", read, depth=limit)
    return told([shapes.post(one, asked.links) for one in found], [seen], shapes.unknown(found))


async def _handle(asked: Asking, platform: Platform) -> str:
    """InputError where the request names no account, which on TikTok means the client's own."""
    if given := queries.handle(platform, asked.query):
        return given
    if platform == "instagram":
        raise InputError(queries.USERNAME_MISSING)
    return await own_handle(asked, platform)
