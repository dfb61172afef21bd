"""What the faults do to a call: refusals of the gateway, failures of the product, damage on the way back."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cicero.emulator.faults import Scene
from cicero.emulator.gateway import (
    DISABLED,
    NOT_SUBSCRIBED,
    PER_SECOND,
    TOO_MANY,
    UNKNOWN_KEY,
    Plan,
    Refusal,
    no_endpoint,
    used_up,
)
from cicero.emulator.running import Answer
from cicero.records import Platform

JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html; charset=utf-8"}
PAGE = b"<!DOCTYPE html>\n<html><head><title>%s</title></head><body><h1>%s</h1></body></html>\n"

EXPIRED: dict[Platform, bytes] = {
    "instagram": b'{"detail":"Token has expired"}',
    "tiktok": b'{"error":{"code":"access_token_invalid","message":"The access token is invalid"}}',
}
"""Nothing is known of such an answer from these two: status and words are this emulator's choice."""


def refused(scene: Scene, plan: Plan, product: Platform, path: str) -> Refusal | None:
    """What the gateway says when one of its faults struck, as plain text with `-text` behind its name."""
    refusals = {
        "wrong-key": Refusal(401, UNKNOWN_KEY),
        "wrong-key-403": Refusal(403, UNKNOWN_KEY),
        "not-subscribed": Refusal(403, NOT_SUBSCRIBED),
        "disabled": Refusal(401, DISABLED),
        "no-endpoint": no_endpoint(path),
        "no-endpoint-quotes": no_endpoint(path, quote='"'),
        "rate": Refusal(429, TOO_MANY),
        "rate-second": Refusal(429, PER_SECOND.format(plan=plan.name)),
        "empty-429": Refusal(429, None),
        "quota": used_up(plan, product),
        "quota-daily": used_up(plan, product, daily=True),
        "502": Refusal(502, "Bad gateway"),
        "504": Refusal(504, "The request to the API has timed out", field="messages"),
    }
    for name, refusal in refusals.items():
        if f"{name}-text" in scene.struck:
            return msgspec.structs.replace(refusal, plain=True)
        if name in scene.struck:
            return refusal
    return None


def failed(scene: Scene, product: Platform) -> Answer | None:
    """What the product sends when it has failed as a whole."""
    failures = {
        "expired-token": Answer(401, EXPIRED[product], JSON),
        "500": Answer(500, b'{"detail":"Internal Server Error"}', JSON),
        "503": Answer(503, PAGE % (b"503 Service Unavailable", b"503 Service Unavailable"), HTML),
        "html": Answer(200, PAGE % (b"Just a moment...", b"Checking your browser"), HTML),
        "204": Answer(204, b"", {}),
    }
    return next((failure for name, failure in failures.items() if name in scene.struck), None)


def damaged(scene: Scene, status: int, value: object) -> Answer:
    """An endpoint's answer as it comes over the wire, cut off in the middle where that fault struck."""
    body = msgspec.json.encode(value)
    if "cut-body" in scene.struck:
        return Answer(status, body[: len(body) * 3 // 5], JSON, cut=True)
    return Answer(status, body, JSON)


def by_gateway(refusal: Refusal, headers: Mapping[str, str]) -> Answer:
    """The gateway marks what it says itself."""
    kind = {"content-type": "text/plain"} if refusal.plain else JSON
    return Answer(refusal.status, refusal.body(), {**kind, **headers, "x-rapidapi-proxy-response": "true"})
