"""Where a page of the list begins, as opaque text in its address. It grants nothing."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Struct

from cicero.analytics.paging import Place
from cicero.errors import InputError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_Written = tuple[int, float | None, int, int, int]


class Begin(Struct, frozen=True):
    """`before` posts stand before the page, which begins after the place, or ends before it (`backward`)."""

    before: int = 0
    place: Place | None = None
    backward: bool = False


def write(place: Place, before: int) -> str:
    ticks = (place.published_at - _EPOCH) // _TICK
    packed = msgspec.msgpack.encode((before, place.rank, ticks, place.post_id, place.account_id))
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def read(after: str, until: str) -> Begin:
    """From `after` and `until` of an address, both empty on the first page. InputError for what is none."""
    if not after and not until:
        return Begin()
    before, place = _place(after or until)
    return Begin(before, place, backward=not after)


def _place(text: str) -> tuple[int, Place]:
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        before, rank, ticks, post_id, account_id = msgspec.msgpack.decode(packed, type=_Written)
        return max(before, 0), Place(rank, _EPOCH + ticks * _TICK, post_id, account_id)
    except (binascii.Error, ValueError, OverflowError, msgspec.MsgspecError):
        raise InputError("There is no such page of the list.", "Begin again at its first page.") from None
