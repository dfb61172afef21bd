"""Where a page begins, as opaque text. It grants nothing: every request is checked anew."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec

from cicero.comments import Place
from cicero.errors import InputError
from cicero.posts import CommentPosition, Position

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

T = TypeVar("T")


def write(position: Position) -> str:
    return _write((_ticks(position.published_at), position.account_id, position.post_id))


def read(cursor: str) -> Position:
    ticks, account_id, post_id = _read(cursor, tuple[int, int, int])
    return Position(_at(ticks), account_id, post_id)


def write_comment(at: CommentPosition) -> str:
    return _write((_ticks(at.created_at), at.account_id, at.post_id, at.comment_id))


def read_comment(cursor: str) -> CommentPosition:
    ticks, account_id, post_id, comment_id = _read(cursor, tuple[int, int, int, int])
    return CommentPosition(_at(ticks), account_id, post_id, comment_id)


def write_place(at: Place) -> str:
    return _write((_ticks(at.created_at), at.client_id, at.account_id, at.post_id, at.comment_id))


def read_place(cursor: str) -> Place:
    ticks, *key = _read(cursor, tuple[int, int, int, int, int])
    return Place(_at(ticks), *key)


def _write(place: tuple[int, ...]) -> str:
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(place)).rstrip(b"=").decode()


def _read(cursor: str, kind: type[T]) -> T:
    try:
        place = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.msgpack.decode(place, type=kind)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise _foreign() from None


def _ticks(at: datetime) -> int:
    return (at - _EPOCH) // _TICK


def _at(ticks: int) -> datetime:
    try:
        return _EPOCH + ticks * _TICK
    except OverflowError:
        raise _foreign() from None


def _foreign() -> InputError:
    return InputError("The cursor is not one of ours.", "Use `next` of the page before as it is.")
