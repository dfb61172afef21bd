"""What several ask for at the same time is made once, and given to all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")

_being_made: dict[Hashable, asyncio.Future[Any]] = {}


async def once(key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
    """What `make` returns, made by one of all who ask for `key` meanwhile; when that one fails, by the next.

    Whoever asks after it was made has it made again: nothing is kept. `key` says what and from where, the
    database or the source included; those of other event loops are by themselves.
    """
    place = (asyncio.get_running_loop(), key)
    while (other := _being_made.get(place)) is not None:
        for value in await asyncio.shield(other):
            return cast(T, value)
    future = _being_made[place] = asyncio.get_running_loop().create_future()
    made: tuple[T, ...] = ()
    try:
        made = (await make(),)
        return made[0]
    finally:
        del _being_made[place]
        future.set_result(made)


def being_made() -> int:
    """How many things are being made right now."""
    return len(_being_made)
