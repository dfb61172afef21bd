"""Where a page of posts begins, as opaque text. It grants nothing: every request is checked anew."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta

import msgspec

from cicero.errors import InputError
from cicero.posts import Position

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def write(position: Position) -> str:
    ticks = (position.published_at - _EPOCH) // _TICK
    place = msgspec.msgpack.encode((ticks, position.account_id, position.post_id))
    return base64.urlsafe_b64encode(place).rstrip(b"=").decode()


def read(cursor: str) -> Position:
    try:
        place = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        ticks, account_id, post_id = msgspec.msgpack.decode(place, type=tuple[int, int, int])
        return Position(_EPOCH + ticks * _TICK, account_id, post_id)
    except (binascii.Error, ValueError, OverflowError, msgspec.MsgspecError):
        raise InputError(
            "The cursor is not one of ours.", "Use `next` of the page before as it is."
        ) from None
