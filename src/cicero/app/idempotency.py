"""Idempotency keys: what carries one and changes something under /api is done once, however often it comes.

A guard after the one that asks for permission finds out whether there is an answer already; the layer around
the handler keeps the answer in the transaction of what was done. Refusals are not kept: they changed nothing,
and the same request may be right later. An answer that holds a secret (a route says `secret=True`) is noted
and not kept: a repeated request is told that it was done.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from litestar import Request, Response
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, HTTPResponseStartEvent, HTTPScope, Message, Receive, Scope, Send

from cicero import auth
from cicero.app.borrowed import borrow
from cicero.app.cross_origin import is_for_api
from cicero.app.signed_in import AnyConnection, access_of
from cicero.errors import ConflictError, InputError

HEADER, REPLAYED = "idempotency-key", "idempotency-replayed"
CHANGING = ("POST", "PUT", "PATCH")
SECRET = "secret"  # noqa: S105 - the name of a route's option
_KEY = re.compile(r"[\x21-\x7e]{1,200}", re.ASCII)
_ASKED = "cicero.asked_once"


class AnsweredBeforeError(Exception):
    """Nothing is to be done: `answer` is what the request had the first time."""

    def __init__(self, answer: auth.Answer) -> None:
        super().__init__("answered before")
        self.answer = answer


async def idempotent(connection: AnyConnection, _handler: BaseRouteHandler) -> None:
    """A guard after the others: AnsweredBeforeError, or an error that says what is wrong with the key."""
    key = connection.headers.get(HEADER)
    if key is None or connection.scope.get("method") not in CHANGING:
        return
    access = await access_of(connection)
    if access is None or not is_for_api(connection.scope):  # type: ignore[arg-type]
        return
    if not _KEY.fullmatch(key):
        raise InputError(
            "The Idempotency-Key is not one.", "Use 1 to 200 visible ASCII characters, such as a random UUID."
        )
    asked = auth.Asked(access.person.person_id, key, await _digest(connection))
    found = await auth.answer_before(await borrow(connection), asked)
    if found is None:
        connection.scope["state"][_ASKED] = asked
        return
    if found.body is None:
        raise ConflictError(
            "This was done already; its answer held a secret, which is not kept.",
            "Look at what there is now; to have another secret made, send a new Idempotency-Key.",
        )
    raise AnsweredBeforeError(found)


async def _digest(connection: AnyConnection) -> bytes:
    """Of method, address and body."""
    request: Request[Any, Any, Any] = connection  # type: ignore[assignment]
    head = f"{request.method} {request.url.path}?{request.url.query}\n"
    return sha256(head.encode() + await request.body()).digest()


def answer_again(_request: Request[Any, Any, Any], error: AnsweredBeforeError) -> Response[bytes]:
    answer = error.answer
    return Response(
        answer.body or b"",
        status_code=answer.status,
        media_type=answer.media_type,
        headers={REPLAYED: "true"},
    )


class Idempotency:
    """Keeps what the guard found to be asked for the first time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] in CHANGING:
            send = _keeping(scope, send)
        await self.app(scope, receive, send)


def _keeping(scope: HTTPScope, send: Send) -> Send:
    """The head waits for the whole body: when it leaves, the transaction ends."""
    start: HTTPResponseStartEvent | None = None
    body = b""

    async def send_kept(message: Message) -> None:
        nonlocal start, body
        if _ASKED not in scope["state"]:
            await send(message)
        elif message["type"] == "http.response.start":
            start = message
        elif message["type"] == "http.response.body" and start is not None:
            body += message["body"]
            if message.get("more_body"):
                return
            if start["status"] < 400:
                await _keep(scope, start, body)
            await send(start)
            await send({"type": "http.response.body", "body": body, "more_body": False})
        else:
            await send(message)

    return send_kept


async def _keep(scope: HTTPScope, start: HTTPResponseStartEvent, body: bytes) -> None:
    connection: AnyConnection = Request(scope)
    secret = scope["route_handler"].opt.get(SECRET)
    answer = auth.Answer(
        status=start["status"],
        media_type=MutableScopeHeaders.from_message(start).get("content-type"),
        body=None if secret else body,
    )
    await auth.keep_answer(await borrow(connection), scope["state"][_ASKED], answer)
