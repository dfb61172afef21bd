"""A live source with canned answers behind the real client, for the tests of this room."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2

from cicero.secret import Secret
from cicero.sources.registry import source
from cicero.sources.source import Access, Client

PAYLOADS = Path(__file__).parents[1] / "payloads" / "live"
KEY = "k3y-0f-contoh-4711"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
T = 1740000000
Answering = Callable[[httpx2.Request], httpx2.Response]


class Wire:
    """Keeps the requests that went out; answers every one of them in the same way."""

    def __init__(self, answering: Answering) -> None:
        self.requests: list[httpx2.Request] = []
        self._answering = answering

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        return self._answering(request)

    @property
    def asked(self) -> tuple[str, dict[str, str]]:
        """(path, parameters) of the last request."""
        url = self.requests[-1].url
        return url.path, dict(url.params)


def payload(name: str) -> Any:
    return json.loads((PAYLOADS / name).read_text())


def answering(body: Any, status: int = 200, **headers: str) -> Wire:
    """The same answer to everything: bytes as they are, everything else as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Wire(lambda _: httpx2.Response(status, content=content, headers=named))


def file(name: str) -> Wire:
    return answering(payload(name))


def client(name: str, wire: Answering, url: str = "https://gateway.example", key: str = KEY) -> Client:
    access = Access(url=url, host=source(name).host, key=Secret(key))
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(wire))
    return source(name).connect(access, http, lambda: NOW)


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(T + seconds, UTC)
