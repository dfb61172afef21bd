"""What foreign hosts answer, without a network: names, bodies that come in pieces, pictures."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from io import BytesIO
from ipaddress import ip_address
from typing import Any

import httpx2
from PIL import Image

from cicero.ingest.addresses import Address, look_up

PUBLIC = "203.0.114.7"
CDN = "https://cdn.example"
LOCAL = frozenset({"127.0.0.1:8765"})

Handler = Callable[[httpx2.Request], Any]


def picture(width: int = 640, height: int = 480, form: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    out = BytesIO()
    colour = 120 if mode in "LP" else (90, 60, 30, 128)[: len(mode)]
    Image.new(mode, (width, height), colour).save(out, form, **more)
    return out.getvalue()


async def elsewhere(host: str, port: int) -> list[Address]:
    """A DNS of its own: names that say where they lead."""
    known = {"cdn.example": PUBLIC, "inside.example": "10.1.2.3", "meta.example": "169.254.169.254"}
    return [ip_address(known[host])] if host in known else await look_up(host, port)


def client(answer: Handler) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.MockTransport(answer))


def reply(body: bytes, status: int = 200, **headers: str) -> httpx2.Response:
    """An answer whose body comes as from a network; the library's own is there already."""

    async def stream() -> AsyncIterator[bytes]:
        yield body

    return httpx2.Response(status, content=stream(), headers=headers)
