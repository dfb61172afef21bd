"""Topics: what a client looks out for, as words of which a comment has at least one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import psycopg
from msgspec import Struct

from cicero.db import Connection, fetch_all, fetch_one, sql
from cicero.errors import ConflictError, InputError, NotFoundError

MOST_WORDS, LONGEST_WORD, SHORTEST_WORD, LONGEST_NAME = 50, 60, 3, 100


class Topic(Struct, frozen=True, kw_only=True):
    topic_id: int
    name: str
    words: tuple[str, ...]
    created_at: datetime


class _Row(Struct, frozen=True, kw_only=True):
    topic_id: int
    name: str
    words: list[str]
    created_at: datetime


async def topics(connection: Connection, client_id: int) -> list[Topic]:
    """By name."""
    rows = await fetch_all(connection, sql(__package__, "topics"), {"client_id": client_id}, _Row)
    return [_topic(row) for row in rows]


async def find_topic(connection: Connection, client_id: int, topic_id: int) -> Topic:
    for topic in await topics(connection, client_id):
        if topic.topic_id == topic_id:
            return topic
    raise NotFoundError("There is no such topic at this client.")


async def save_topic(connection: Connection, client_id: int, name: str, words: Sequence[str]) -> Topic:
    """InputError where it cannot be called that or has no words; ConflictError for a name that is taken."""
    return await _written(connection, "save_topic", {"client_id": client_id, **_columns(name, words)})


async def change_topic(
    connection: Connection, client_id: int, topic_id: int, name: str, words: Sequence[str]
) -> Topic:
    """Refuses as `save_topic`, and NotFoundError."""
    values = {"client_id": client_id, "topic_id": topic_id, **_columns(name, words)}
    return await _written(connection, "change_topic", values)


async def remove_topic(connection: Connection, client_id: int, topic_id: int) -> Topic:
    return await _written(connection, "remove_topic", {"client_id": client_id, "topic_id": topic_id})


async def _written(connection: Connection, statement: str, values: dict[str, object]) -> Topic:
    try:
        async with connection.transaction():
            row = await fetch_one(connection, sql(__package__, statement), values, _Row)
    except psycopg.errors.UniqueViolation:
        raise ConflictError(
            f"There is a topic {values['name']!r} already.", "Choose another name, or change that one."
        ) from None
    if row is None:
        raise NotFoundError("There is no such topic at this client.")
    return _topic(row)


def _columns(given: str, words: Sequence[str]) -> dict[str, object]:
    name = " ".join(given.replace("\x00", "").split())
    if not name or len(name) > LONGEST_NAME:
        raise InputError(f"A topic's name has 1 to {LONGEST_NAME} characters.", "Say what it is about.")
    kept = list(dict.fromkeys(" ".join(word.replace("\x00", "").lower().split()) for word in words))
    if not 1 <= len(kept) <= MOST_WORDS:
        raise InputError(f"A topic has 1 to {MOST_WORDS} words.", "Split it, or name what to look for.")
    for word in kept:
        if not SHORTEST_WORD <= len(word) <= LONGEST_WORD:
            raise InputError(
                f"{word[:LONGEST_WORD]!r} cannot be looked for.",
                f"Use words and phrases of {SHORTEST_WORD} to {LONGEST_WORD} characters.",
            )
    return {"name": name, "words": kept}


def _topic(row: _Row) -> Topic:
    return Topic(topic_id=row.topic_id, name=row.name, words=tuple(row.words), created_at=row.created_at)
