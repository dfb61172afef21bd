"""Load over HTTP from this process: so many connections, each asking again as soon as it was answered.

Written on bare sockets: a client library takes more processor time for a request than the server that is
measured, and would measure itself.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec import Struct

WARM_UP = 2.0
"""Seconds that are not counted."""


class Load(Struct, frozen=True, kw_only=True):
    """What came of it. `seconds` of each request, in the order of answering."""

    took: float
    seconds: list[float]
    received: int

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.seconds) / self.took

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def p99(self) -> float:
        """Milliseconds."""
        return statistics.quantiles(self.seconds, n=100)[98] * 1000


def request(path: str, token: str = "", **headers: str) -> bytes:
    """A GET as bytes, to be sent as often as one likes."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def load(port: int, requests: Sequence[bytes], connections: int, duration: float) -> Load:
    """Ask for `duration` seconds, each connection with its own turn through `requests`.

    RuntimeError for the first answer that is not 200.
    """
    seconds: list[float] = []
    received = 0
    begin = time.perf_counter() + WARM_UP
    end = begin + duration

    async def keep_asking(number: int) -> None:
        nonlocal received
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        turn = number
        while (asked := time.perf_counter()) < end:
            writer.write(requests[turn % len(requests)])
            turn += connections
            size = await _answer(reader)
            now = time.perf_counter()
            if asked >= begin:
                seconds.append(now - asked)
                received += size
        writer.close()

    await asyncio.gather(*(keep_asking(number) for number in range(connections)))
    return Load(took=time.perf_counter() - begin, seconds=seconds, received=received)


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; the bytes of its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), None)
    if not head.startswith(b"HTTP/1.1 200") or length is None:
        body = await reader.readexactly(length) if length else b""
        raise RuntimeError((head + body).decode(errors="replace"))
    await reader.readexactly(length)
    return length


def bind(pid: int, core: int) -> None:
    """Let that process and all of its threads run on this core alone, where there are several."""
    if (os.cpu_count() or 1) > 1:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {core})


@asynccontextmanager
async def black_hole() -> AsyncIterator[str]:
    """The address of a server that takes every request and never answers."""
    held = []

    async def hold(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        for writer in held:
            writer.close()
        server.close()
