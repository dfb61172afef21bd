"""Answers kept under an Idempotency-Key: the same request of the same person again is answered, not done.

All of it happens in the request's own transaction. What was done and its answer are kept together or not at
all, across processes and restarts, and nothing stays behind of a request that failed.
"""

from __future__ import annotations

from msgspec import Struct

from cicero.db import Connection, execute, fetch_one, fetch_value, sql
from cicero.errors import ConflictError, UnlikeError

HOURS = 24
"""How long an answer is kept."""


class Asked(Struct, frozen=True):
    """`digest`: of what is asked for."""

    person_id: int
    key: str
    digest: bytes


class Answer(Struct, frozen=True, kw_only=True):
    """`body` None: it held a secret and was not kept."""

    status: int
    media_type: str | None
    body: bytes | None


class _Kept(Answer, frozen=True, kw_only=True):
    digest: bytes


async def answer_before(connection: Connection, asked: Asked) -> Answer | None:
    """The answer that the request had already; None: it is the first, and the only one until it ends.

    ConflictError while the first is being answered, UnlikeError where the key belongs to another request.
    """
    values = {"person_id": asked.person_id, "key": asked.key, "hours": HOURS}
    if not await fetch_value(connection, sql(__package__, "begin_answer"), values):
        raise ConflictError(
            "A request with this Idempotency-Key is being answered.", "Send it again in a few seconds."
        )
    kept = await fetch_one(connection, sql(__package__, "find_answer"), values, _Kept)
    if kept is not None and bytes(kept.digest) != asked.digest:
        raise UnlikeError(
            "This Idempotency-Key belongs to another request.",
            "Make a new key for each thing to be done; send it again with the same address and body alone.",
        )
    return kept


async def keep_answer(connection: Connection, asked: Asked, answer: Answer) -> None:
    values = {
        "person_id": asked.person_id,
        "key": asked.key,
        "digest": asked.digest,
        "status": answer.status,
        "media_type": answer.media_type,
        "body": answer.body,
    }
    await execute(connection, sql(__package__, "keep_answer"), values)
