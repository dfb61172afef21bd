"""What all routes under /api have in common, said of each in the description of the API: ETag and 304,
limits, idempotency keys, the choice of fields, an example of the answer.

`app` does it, for all of them alike: a new route passes through here and has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import OpenAPIResponse, Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType

from cicero.api import fields
from cicero.api.examples import example_of
from cicero.api.parameters import header, text
from cicero.api.problem import refusals

Handler = TypeVar("Handler", bound=HTTPRouteHandler)

EVERYWHERE = (400, 429, 503)
CHANGING = frozenset({"POST", "PUT", "PATCH"})
WITH_BODY = (409, 413, 422)


def wired(handler: Handler, refused: Callable[..., dict[int, ResponseSpec]] = refusals) -> Handler:
    """The same handler, described with what it has in common with all others.

    `refused` describes the refusals with these statuses, in the form that they have here.
    """
    changes = bool(handler.http_methods & CHANGING)
    statuses = (*EVERYWHERE, *(WITH_BODY if changes else ()))
    handler.responses = {**refused(*statuses), **(handler.responses or {})}
    handler.operation_class = _described(handler, changes)
    return handler


def _described(handler: HTTPRouteHandler, changes: bool) -> type[Operation]:
    base: Any = handler.operation_class
    listed = fields.things(handler)
    answered = get_type_hints(handler.fn).get("return")

    @dataclass
    class Wired(base):  # type: ignore[misc]
        def __post_init__(self) -> None:
            if hasattr(super(), "__post_init__"):
                super().__post_init__()
            more = [_choice(listed[1])] if listed else []
            more += [IDEMPOTENCY_KEY] if changes else []
            more += [IF_NONE_MATCH] if handler.http_methods == {"GET"} else []
            _add(self, more, answered)

    return Wired


def _add(operation: Operation, parameters: list[Parameter], answered: Any) -> None:
    operation.parameters = [*(operation.parameters or ()), *parameters] or None
    responses: dict[str, Any] = operation.responses or {}
    _tell(responses, answered)
    if IF_NONE_MATCH in parameters:
        responses["304"] = UNCHANGED


def _choice(thing: Any) -> Parameter:
    known = ", ".join(fields.names(thing))
    told = f"Of each thing in the list only these, separated by commas; a.b is b within a. Known are {known}."
    return text(fields.NAME, told)


def _tell(responses: dict[str, Any], answered: Any) -> None:
    """Headers and an example for the answer, headers for the refusals."""
    for status, response in responses.items():
        if not isinstance(response, OpenAPIResponse):
            continue
        response.headers = {**(response.headers or {}), **LIMITS}
        if status == "429":
            response.headers["Retry-After"] = RETRY_AFTER
        if status == "200":
            response.headers["ETag"] = ETAG
        if status < "300":
            for content in (response.content or {}).values():
                if content.example is None and not content.examples:
                    content.example = example_of(answered)


def _given(name: str, told: str, example: str, **schema: Any) -> Parameter:
    return Parameter(
        name=name,
        param_in="header",
        description=told,
        schema=Schema(type=OpenAPIType.STRING, examples=[example], **schema),
    )


ETAG = header("Marks this answer, in this encoding; send it back as If-None-Match.")
RETRY_AFTER = header("Seconds to wait before trying again.", OpenAPIType.INTEGER)
LIMITS = {
    "RateLimit-Policy": header("Requests (q) in so many seconds (w) that you may make of this process."),
    "RateLimit": header("Requests left (r), and the seconds (t) until all are back."),
}
UNCHANGED = OpenAPIResponse(
    description="Nothing has changed since the answer that If-None-Match names", headers={"ETag": ETAG}
)
IF_NONE_MATCH = _given(
    "If-None-Match",
    "ETag of the answer that you have: 304 without a body while it still holds.",
    '"9f86d081"',
)
IDEMPOTENCY_KEY = _given(
    "Idempotency-Key",
    "Makes it safe to send this again, for 24 hours: with the same key, address and body you get the first "
    "answer (`Idempotency-Replayed: true`) and nothing is done twice. 409 while the first is being answered, "
    "and for answers with a secret, which are not kept; 422 where the key came with another request.",
    "6f1c0f0e-6a0e-4f0c-9b39-0b7a5a3d2c11",
    pattern="^[!-~]{1,200}$",
)
