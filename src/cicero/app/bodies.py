"""How long a request's body may take: whoever sends it a drop at a time would keep a place for ever."""

from __future__ import annotations

import asyncio

from litestar.exceptions import ClientException
from litestar.types import HTTPReceiveMessage, Receive

BETWEEN = 20.0
"""Seconds that may pass until something more of a body comes."""

AT_LEAST, SLOWEST = 30.0, 10_000
"""Seconds that every body has, and the bytes for which it has one more."""


class TooSlow(ClientException):
    status_code = 408


def in_time(receive: Receive) -> Receive:
    """The same with time limits, for as long as there is more of the body; TooSlow when one is over."""
    began: float | None = None
    size = 0
    done = False

    async def receive_in_time() -> HTTPReceiveMessage:
        nonlocal began, size, done
        if done:  # what comes now is that the one who asked has gone: that may take its time
            return await receive()  # type: ignore[return-value]
        now = asyncio.get_running_loop().time()
        began = began if began is not None else now
        try:
            async with asyncio.timeout_at(min(now + BETWEEN, began + AT_LEAST + size / SLOWEST)):
                message = await receive()
        except TimeoutError:
            done = True
            raise TooSlow("The body of the request did not arrive in time.") from None
        size += len(message.get("body", b""))  # type: ignore[arg-type]
        done = not message.get("more_body", False)
        return message  # type: ignore[return-value]

    return receive_in_time
