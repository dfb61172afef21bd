"""The items of an answer into records, one by one: what cannot be read is set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from cicero.errors import AnswerError, FormatError, UnavailableError
from cicero.records import Profile
from cicero.sources.gateway import Reply
from cicero.sources.networks.loose import Loose
from cicero.sources.networks.seen import Seen
from cicero.sources.refusals import TRY_LATER
from cicero.sources.source import Answer, Unread

UNREAD_LIMIT = 1 << 16
"""Bytes of an item that are kept when it could not be read."""

CHANGED = "Did the source change? A newer Cicero may know it."

Row = TypeVar("Row")
Got = TypeVar("Got")


def decode(reply: Reply, shape: type[Row]) -> Row:
    """The answer in the shape that it should have; AnswerError when it has another."""
    try:
        return msgspec.json.decode(reply.body, type=shape)
    except (ValueError, RecursionError) as error:
        flaw = _flaw(error)
    raise AnswerError(f"The answer to {reply.endpoint} is in an unknown shape: {flaw}.", CHANGED)


def read(
    items: Iterable[msgspec.Raw], row: type[Row], parse: Callable[[Row, Seen], Iterator[Got]], seen: Seen
) -> tuple[tuple[Got, ...], tuple[Unread, ...]]:
    """(records, each once, what could not be read). The account beside every post is one record."""
    records: dict[Got, None] = {}
    unread: list[Unread] = []
    for item in items:
        try:
            records.update(dict.fromkeys(list(parse(msgspec.json.decode(item, type=row), seen))))
        except FormatError as error:
            unread.append(_unread(str(error), item))
        except (ValueError, RecursionError) as error:
            unread.append(_unread(_flaw(error), item))
    return tuple(records), tuple(unread)


def legible(reply: Reply, records: tuple[Got, ...], unread: tuple[Unread, ...]) -> tuple[Got, ...]:
    """The records of a list; AnswerError where it holds items and none is readable: that is no empty list."""
    if unread and not records:
        raise AnswerError(
            f"None of the items that {reply.endpoint} answered can be read: {unread[0].reason}.", CHANGED
        )
    return records


def one(
    reply: Reply, item: msgspec.Raw, row: type[Row], parse: Callable[[Row, Seen], Iterator[Got]], seen: Seen
) -> tuple[Got, ...]:
    """The records of an answer that is about one thing; AnswerError when that cannot be read.

    A source that knows of nothing wrong and still sends nothing is not working: that proves nothing.
    """
    if bytes(item) in (b"", b"null", b"{}"):
        raise UnavailableError(f"The answer to {reply.endpoint} is empty.", TRY_LATER)
    records, unread = read([item], row, parse, seen)
    if unread:
        raise AnswerError(f"The answer to {reply.endpoint} cannot be read: {unread[0].reason}.", CHANGED)
    if not records:
        raise AnswerError(f"The answer to {reply.endpoint} holds nothing that is kept.", CHANGED)
    return records


def shown(reply: Reply, **found: Any) -> Answer:
    """The answer with what was found in it."""
    return Answer(
        endpoint=reply.endpoint,
        observed_at=reply.observed_at,
        records=found.pop("records", ()),
        raw=reply.body,
        quota=reply.quota,
        **found,
    )


def named(answer: Answer, platform_id: str | None) -> Answer:
    """The answer to a question by id; AnswerError when it is about another account."""
    ids = [record.account.platform_id for record in answer.records if isinstance(record, Profile)]
    if platform_id not in ids:
        raise AnswerError(f"The answer to {answer.endpoint} is about another account.", CHANGED)
    return answer


def next_cursor(said: Loose, sent: str | None, has_items: bool) -> str | None:
    """Where the next page begins; None at the end, and where it would be this page once more."""
    cursor = str(said) if type(said) in (int, str) else ""
    return cursor if has_items and cursor not in ("", sent) else None


def _unread(reason: str, item: msgspec.Raw) -> Unread:
    return Unread(reason, bytes(item)[:UNREAD_LIMIT])


def _flaw(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else f"unexpected value: {error}"
