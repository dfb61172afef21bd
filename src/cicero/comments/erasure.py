"""Forgetting a person who asked for it: what they wrote, liked and are called, wherever it stands.

Their comments stay as comments of nobody that say nothing, so that counts stay right. Kept is a salted digest
of their id and handles, by which later readings know what not to bring back. What watched accounts publish
themselves stays as they publish it, and so does the audit log.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

from msgspec import Struct

from cicero.db import Connection, execute, fetch_one, fetch_value, sql
from cicero.errors import InputError
from cicero.records import Platform
from cicero.sources.networks.handles import handle_in

AT_ONCE = 200
"""Answers of sources that are looked through at a time."""


class Erased(Struct, frozen=True, kw_only=True):
    """How much there was: comments of theirs, those of others that named them, likes, answers of sources."""

    comments: int
    mentions: int
    likes: int
    raw: int


class _SeenAs(Struct, frozen=True):
    ids: list[str]
    handles: list[str]


async def erase(
    connection: Connection, platform: Platform, *, handle: str | None = None, platform_id: str | None = None
) -> Erased:
    """Forget that person, in the connection's transaction; the connection must see everything.

    InputError without either, and where several people were seen under the handle: then the id must be told.
    """
    name = handle_in(platform, handle) if handle and handle.strip() else None
    number = (platform_id or "").strip() or None
    if name is None and number is None:
        raise InputError("Nobody is named.", "Give the person's handle, their id, or both.")
    who = await _seen_as(connection, platform, name, number)
    values: dict[str, Any] = {"platform": platform, "ids": who.ids, "handles": who.handles}
    await execute(connection, sql(__package__, "remember_erased"), values)
    comments = int(await fetch_value(connection, sql(__package__, "erase_comments"), values))
    likes = await execute(connection, sql(__package__, "erase_likes"), values)
    await execute(connection, sql(__package__, "erase_from_rosters"), values)
    mentions = 0
    for one in who.handles:
        mention = rf"@{re.escape(one)}\M"
        said = {"platform": platform, "mention": mention}
        mentions += int(await fetch_value(connection, sql(__package__, "erase_mentions"), said))
    needles = [needle.encode() for needle in (*who.ids, *who.handles)]
    await execute(connection, sql(__package__, "erase_answers"), {"needles": needles})
    raw = await _erase_raw(connection, platform, needles)
    return Erased(comments=comments, mentions=mentions, likes=likes, raw=raw)


async def _seen_as(
    connection: Connection, platform: Platform, handle: str | None, platform_id: str | None
) -> _SeenAs:
    asked = {"platform": platform, "id": platform_id, "handle": None if platform_id else handle}
    seen = await fetch_one(connection, sql(__package__, "seen_as"), asked, _SeenAs) or _SeenAs([], [])
    if platform_id is None and len(seen.ids) > 1:
        raise InputError(
            f"{len(seen.ids)} people were seen under that handle, one after the other.",
            f"Give the id of the one who asks: {', '.join(sorted(seen.ids))}.",
        )
    return _SeenAs(
        sorted({*seen.ids, *([platform_id] if platform_id else [])}),
        sorted({*seen.handles, *([handle] if handle else [])}),
    )


async def _erase_raw(connection: Connection, platform: Platform, needles: list[bytes]) -> int:
    """They are compressed, so that only reading them tells who is in them."""
    found = []
    word = re.compile(rb"(?<![\w.])(?:" + b"|".join(map(re.escape, needles)) + rb")(?![\w])", re.IGNORECASE)
    async with connection.transaction(), connection.cursor(name="raw_of_network") as cursor:
        cursor.itersize = AT_ONCE
        await cursor.execute(sql(__package__, "raw_of_network"), {"platform": platform})
        async for *key, body in cursor:
            if word.search(zlib.decompress(body)):
                found.append(key)
    names = ("account_id", "fetched_at", "source", "endpoint", "digest")
    for key in found:
        await execute(connection, sql(__package__, "erase_raw"), dict(zip(names, key, strict=True)))
    return len(found)
