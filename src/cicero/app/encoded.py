"""How answers travel: compressed as the one who asks takes it and, under /api, marked by an ETag, so that
what has not changed since is not sent again (304).

The ETag is of the bytes that are sent: a digest of the answer, and the name of its encoding. An answer that
comes in parts is compressed as it comes and has none.
"""

from __future__ import annotations

from hashlib import sha256

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPResponseStartEvent, HTTPScope, Message, Receive, Scope, Send

from cicero import api
from cicero.api.codings import COMPRESS_FROM, STREAMS, WHOLE, Stream, coding_for
from cicero.app.cross_origin import header, is_for_api

CACHE_CONTROL, VARY = "private, no-cache", "Authorization, Cookie"
"""Keep it if you like, for whoever asked alone, and ask each time whether it still holds."""

HEADERS = "cicero.headers"
"""Where in a request's state others leave headers for its answer."""


class Encoded:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["route_handler"].opt.get("precompressed"):
            await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, _encoding(scope, send))


def _encoding(scope: HTTPScope, send: Send) -> Send:
    """The head of an answer waits for the first of its body."""
    start: HTTPResponseStartEvent | None = None
    stream: Stream | None = None

    async def send_encoded(message: Message) -> None:
        nonlocal start, stream
        if message["type"] == "http.response.start":
            start = message
            return
        if message["type"] == "http.response.body":
            body, more = message["body"], bool(message.get("more_body"))
            if start is not None:
                headers = MutableScopeHeaders.from_message(start)
                for name, value in scope["state"].get(HEADERS, {}).items():
                    headers[name] = value
                if more:
                    stream = _begin_stream(scope, headers)
                else:
                    body = _whole(scope, start, headers, body)
                await send(start)
                start = None
            if stream is not None:
                body = stream.compress(body) + (b"" if more else stream.flush())
            message = {"type": "http.response.body", "body": body, "more_body": more}
        await send(message)

    return send_encoded


def _begin_stream(scope: HTTPScope, headers: MutableScopeHeaders) -> Stream | None:
    headers.extend_header_value("vary", "Accept-Encoding")
    coding = coding_for(header(scope, b"accept-encoding"))
    if not coding or "content-encoding" in headers:
        return None
    headers["content-encoding"] = coding
    del headers["content-length"]
    return STREAMS[coding]()


def _whole(
    scope: HTTPScope, start: HTTPResponseStartEvent, headers: MutableScopeHeaders, body: bytes
) -> bytes:
    """What is sent of an answer that is there as a whole; its head is made to say so."""
    if is_for_api(scope) and scope["method"] == "GET" and start["status"] == 200:
        body = api.only_asked(scope["state"], body)
        headers["content-length"] = str(len(body))
    worth = len(body) >= COMPRESS_FROM and "content-encoding" not in headers
    coding = coding_for(header(scope, b"accept-encoding")) if worth else ""
    if worth:
        headers.extend_header_value("vary", "Accept-Encoding")
    if is_for_api(scope) and scope["method"] == "GET" and start["status"] == 200:
        _mark(headers, body, coding)
        if is_known(header(scope, b"if-none-match"), headers["etag"]):
            start["status"] = 304
            del headers["content-type"]
            del headers["content-length"]
            return b""
    if coding:
        body = WHOLE[coding](body)
        headers["content-encoding"] = coding
        headers["content-length"] = str(len(body))
    return body


def _mark(headers: MutableScopeHeaders, body: bytes, coding: str) -> None:
    digest = sha256(body).hexdigest()[:24]
    headers.setdefault("etag", f'"{digest}-{coding}"' if coding else f'"{digest}"')
    headers.setdefault("cache-control", CACHE_CONTROL)
    headers.extend_header_value("vary", VARY)


def is_known(if_none_match: str, etag: str) -> bool:
    """Whether the one who asks has that already (RFC 9110, 13.1.2)."""
    known = (one.strip().removeprefix("W/") for one in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in known
