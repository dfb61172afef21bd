"""Around every request: who asks under which name, its id, its connection given back, security headers, one
line in the log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from secrets import token_hex
from time import perf_counter

import structlog
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from cicero.app import cross_origin
from cicero.app.bodies import in_time
from cicero.app.borrowed import prepare
from cicero.app.headers import security_headers
from cicero.app.hosts import allowed_hosts, is_welcome
from cicero.app.proxies import see_through, trusted_proxies
from cicero.config import Settings

PATIENCE = 10
"""Seconds that requests have to finish when the application is told to stop."""

NOT_OURS = b"This Cicero is not reached under that name. Its administrator sets CICERO_ALLOWED_HOSTS.\n"

log = structlog.get_logger("cicero.requests")


LETS_IN = ("/reset/", "/invitations/")
"""Addresses that end in what lets somebody in: the log does not hold it."""

SAFE = ("GET", "HEAD", "OPTIONS")
PLAIN = (b"content-type", b"text/plain; charset=utf-8")


class Around:
    """Wraps the whole application, so that it also sees unknown paths and refused requests."""

    def __init__(self, app: ASGIApp, settings: Settings, changed: Sequence[Callable[[], None]] = ()) -> None:
        """`changed`: what is told when a request has changed something, after it was committed."""
        self.app = app
        self.changed = changed
        self.headers = [(name.encode(), value.encode()) for name, value in security_headers(settings).items()]
        self.proxies = trusted_proxies(settings)
        self.hosts = allowed_hosts(settings)
        self.origins = cross_origin.cors_origins(settings)
        self.running = 0
        self.idle = asyncio.Event()
        self.idle.set()

    async def finish(self) -> None:
        """Wait for the requests that are still being answered, but not for ever."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self.idle.wait()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), 0
        scope["state"]["request_id"] = request_id = token_hex(8)
        if self.proxies:
            see_through(scope, self.proxies, host=bool(self.hosts))

        async def send_finished(message: Message) -> None:
            """Commit before the answer leaves: who reads it may rely on what it says."""
            nonlocal status
            if message["type"] == "http.response.start":
                await borrowed.aclose()
                if scope["method"] not in SAFE:
                    self._tell_of_change()
                status = message["status"]
                given = message.setdefault("headers", [])
                message["headers"] = [*given, (b"x-request-id", request_id.encode()), *self._missing(given)]
                cross_origin.admit(scope, MutableScopeHeaders.from_message(message), self.origins)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            async with prepare(scope) as borrowed:
                self._begin()
                try:
                    await self._answer(scope, in_time(receive), send_finished)
                finally:
                    self._end()
                    ms = round((perf_counter() - began) * 1000, 1)
                    log.info(
                        "request", method=scope.get("method"), path=_told(scope["path"]), status=status, ms=ms
                    )

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        if not is_welcome(scope, self.hosts):
            await send({"type": "http.response.start", "status": 421, "headers": [PLAIN]})
            await send({"type": "http.response.body", "body": NOT_OURS, "more_body": False})
        elif cross_origin.is_question(scope) and cross_origin.is_admitted(scope, self.origins):
            await cross_origin.answer_question(send)
        else:
            await self.app(scope, receive, send)

    def _missing(self, given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """The security headers that the answer does not have of its own."""
        names = {name.lower() for name, _ in given}
        return [header for header in self.headers if header[0] not in names]

    def _tell_of_change(self) -> None:
        for tell in self.changed:
            tell()

    def _begin(self) -> None:
        self.running += 1
        self.idle.clear()

    def _end(self) -> None:
        self.running -= 1
        if not self.running:
            self.idle.set()


def _told(path: str) -> str:
    return next((f"{begin}…" for begin in LETS_IN if path.startswith(begin)), path)
