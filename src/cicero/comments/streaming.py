"""The comments to be worked on, newest first: of a client's accounts, or of those of all clients one may see.

    page = await stream(connection, [client.client_id], None, asked)

A page begins after the last comment of the one before and stays put while comments arrive.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from cicero.comments.asked import Asked, State
from cicero.comments.composing import Composed, Place, Way, found
from cicero.db import Connection, as_array, fetch_all, sql, widened
from cicero.records import Platform

FEW = 50
"""Up to so many accounts each is asked by itself at once."""

COUNTED = 100
"""Of newer ones no more are counted."""

LEARNT = 5_000
"""Newest comments whose words a misspelt one is held against."""

SHORTEST_STEM = 4

ANYTIME = datetime(1970, 1, 1, tzinfo=UTC)


class Item(Struct, frozen=True, kw_only=True):
    """A comment as a client sees it. `text`, `author_…`: None where forgotten. `member`: whose handle it is,
    by the roster. `rated_by`: person, or the rater's version; None: unrated. `assignee`: a username.

    `answered_at`: the account's first reply; `state` may be answered without, where somebody said so.
    """

    client_id: int
    account_id: int
    platform: Platform
    handle: str | None
    post_id: int
    post_url: str | None
    comment_id: int
    parent_id: int | None
    created_at: datetime
    author_handle: str | None
    author_id: str | None
    text: str | None
    language: str | None
    sentiment: str | None
    confidence: float | None
    rated_by: str | None
    likes: int | None
    replies: int | None
    state: State
    answered_at: datetime | None
    assigned_to: int | None
    assignee: str | None
    member: str | None
    notes: int
    edited_at: datetime | None
    deleted_at: datetime | None
    forgotten_at: datetime | None
    first_seen_at: datetime
    observed_at: datetime


class Page(Struct, frozen=True, kw_only=True):
    """`after`: where the next page begins, None on the last. `instead`: what was searched for in place of
    words that are nowhere."""

    items: list[Item]
    after: Place | None
    instead: tuple[str, ...] = ()


async def stream(
    connection: Connection,
    clients: Sequence[int],
    accounts: Sequence[int] | None,
    asked: Asked,
    *,
    after: Place | None = None,
    limit: int = 50,
) -> Page:
    """Up to `limit` comments on these accounts (None: all) of these clients, as far as they may be seen.

    One that several of the clients watch comes once for each; one on a post of several accounts of a client
    once. Where nothing has the words searched for, those spelt like them are searched for instead.
    """
    watched = await _watched(connection, clients, accounts)
    words = await _words(connection, asked)
    keys = await _newest(connection, watched, asked, words, after, limit + 1)
    instead: tuple[str, ...] = ()
    if not keys and after is None and asked.search and watched:
        words, instead = await _respelt(connection, watched, asked)
        keys = await _newest(connection, watched, asked, words, None, limit + 1) if instead else []
    items = await _details(connection, keys[:limit])
    return Page(items=items, after=keys[limit - 1] if len(keys) > limit else None, instead=instead)


async def newer(
    connection: Connection, clients: Sequence[int], accounts: Sequence[int] | None, asked: Asked, than: Place
) -> int:
    """How many comments that fit are newer than that one; at most COUNTED."""
    watched = await _watched(connection, clients, accounts)
    words = await _words(connection, asked)
    composed = found(watched, asked, words, way="accounts", limit=COUNTED, before=than)
    async with widened(connection):
        return len(await _keys(connection, composed))


async def find(connection: Connection, client_id: int, keys: Sequence[tuple[int, int, int]]) -> list[Item]:
    """Those of these comments (account, post, comment) that the client may see, in that order."""
    watched = {account for _, account in await _watched(connection, [client_id], [key[0] for key in keys])}
    places = [Place(ANYTIME, client_id, *key) for key in keys if key[0] in watched]
    return await _details(connection, places)


async def _watched(
    connection: Connection, clients: Sequence[int], accounts: Sequence[int] | None
) -> list[tuple[int, int]]:
    """Row-level security decides which; what comes after reads rows of these alone, and goes without."""
    asked = {"clients": as_array(clients), "accounts": None if accounts is None else as_array(accounts)}
    return await (await connection.execute(sql(__package__, "watched"), asked)).fetchall()


async def _newest(
    connection: Connection,
    watched: Sequence[tuple[int, int]],
    asked: Asked,
    words: Sequence[Sequence[str]],
    after: Place | None,
    limit: int,
) -> list[Place]:
    few = len(watched) <= FEW
    if words:
        ways: tuple[Way, ...] = ("each" if few else "recent", "text")
    else:
        ways = ("accounts",) if few else ("recent", "whole")
    keys: list[Place] = []
    async with widened(connection):
        for way in ways:
            keys = await _keys(connection, found(watched, asked, words, way=way, limit=limit, after=after))
            if len(keys) == limit:
                break
    return keys


async def _keys(connection: Connection, composed: Composed) -> list[Place]:
    cursor = await connection.execute(composed.text, composed.values)
    return [Place(at, client, *key) for client, *key, at in await cursor.fetchall()]


async def _details(connection: Connection, keys: Sequence[Place]) -> list[Item]:
    if not keys:
        return []
    values = {
        "clients": as_array(key.client_id for key in keys),
        "accounts": as_array(key.account_id for key in keys),
        "posts": as_array(key.post_id for key in keys),
        "comments": as_array(key.comment_id for key in keys),
    }
    async with widened(connection):
        return await fetch_all(connection, sql(__package__, "details"), values, Item)


async def _words(connection: Connection, asked: Asked) -> list[list[str]]:
    """What is looked for in texts, each term by its stem: harganya and seharga both have harga in them."""
    groups = [await _stems(connection, asked.search)] if asked.search else []
    words = [[stem] for group in groups for stem in group]
    return [*words, list(asked.topic)] if asked.topic else words


async def _stems(connection: Connection, terms: Sequence[str]) -> list[str]:
    cursor = await connection.execute(sql(__package__, "stems"), {"words": list(terms)})
    stems: dict[str, list[str]] = dict(await cursor.fetchall())
    return [
        min((stem for stem in stems[term] if _is_stem(stem, term)), key=len, default=term) for term in terms
    ]


def _is_stem(stem: str, term: str) -> bool:
    return len(stem) >= SHORTEST_STEM and stem in term


async def _respelt(
    connection: Connection, watched: Sequence[tuple[int, int]], asked: Asked
) -> tuple[list[list[str]], tuple[str, ...]]:
    """For each term the words spelt like it, among those that the accounts' newest comments use."""
    accounts = sorted({account for _, account in watched})
    values = {
        "words": list(asked.search),
        "accounts": as_array(accounts),
        "each": max(LEARNT // len(accounts), 10),
    }
    async with widened(connection):
        cursor = await connection.execute(sql(__package__, "alike"), values)
        alike = {word: said[:5] for word, said in await cursor.fetchall()}
    if not alike:
        return [], ()
    words = [alike.get(term, [term]) for term in asked.search]
    told = tuple(dict.fromkeys(word for group in words for word in group))
    return [*words, list(asked.topic)] if asked.topic else words, told
