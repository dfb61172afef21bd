"""Pages of other sites that may use the API, by CORS: the configured origins exactly, and nobody else.

Such pages send `Authorization: Bearer`, so every request is asked about before (OPTIONS, without a sign-in).
What they get back carries the headers also when it is a refusal: without them a browser would call it a
failure of the network.
"""

from __future__ import annotations

from litestar.datastructures import MutableScopeHeaders
from litestar.types import HTTPScope, Send

from cicero.config import Settings, several
from cicero.errors import InputError

METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
HEADERS = (
    "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-CSRFToken, X-Cicero-Token, "
    "X-Cicero-Reposter-Token"
)
READABLE = (
    "Retry-After, X-Request-Id, Content-Disposition, ETag, Age, RateLimit, RateLimit-Policy, "
    "Idempotency-Replayed, X-Cicero-Source, X-Cicero-Unknown, X-Cicero-Looked, X-Cicero-Basis"
)
REMEMBERED = "600"
"""Seconds for which a browser need not ask again whether it may."""


def cors_origins(settings: Settings) -> frozenset[str]:
    """InputError for `*` and for what has a path: browsers compare origins letter by letter."""
    origins = frozenset(several(settings.cors_origins))
    for one in origins:
        if not one.startswith(("http://", "https://")) or one.count("/") != 2 or one != one.lower():
            raise InputError(
                f"{one!r} in CICERO_CORS_ORIGINS is not an origin.",
                "Write scheme, host and port alone, such as https://dashboard.example.org.",
            )
    return origins


def header(scope: HTTPScope, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == wanted), "")


def is_for_api(scope: HTTPScope) -> bool:
    return scope["path"] == "/api" or scope["path"].startswith("/api/")


def is_admitted(scope: HTTPScope, origins: frozenset[str]) -> bool:
    """Whether a page of one of these origins uses the API."""
    return bool(origins) and is_for_api(scope) and header(scope, b"origin") in origins


def admit(scope: HTTPScope, headers: MutableScopeHeaders, origins: frozenset[str]) -> None:
    """Let the page that asked read the answer. Caches must know that the answer hangs on who asked."""
    if not origins or not is_for_api(scope):
        return
    headers.extend_header_value("vary", "Origin")
    if is_admitted(scope, origins):
        headers["access-control-allow-origin"] = header(scope, b"origin")
        headers["access-control-allow-credentials"] = "true"
        headers["access-control-expose-headers"] = READABLE


def is_question(scope: HTTPScope) -> bool:
    """Whether a browser asks what it may send (a pre-flight)."""
    return scope["method"] == "OPTIONS" and bool(header(scope, b"access-control-request-method"))


async def answer_question(send: Send) -> None:
    told = {
        "access-control-allow-methods": METHODS,
        "access-control-allow-headers": HEADERS,
        "access-control-max-age": REMEMBERED,
    }
    headers = [(name.encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
