"""What the description of the API says of the contract: its parameters, headers, answers and refusals.

    @get("/insta/profile", needs="client.see", **described("A stored account", Success[Profile], EXAMPLE))

The rest of the API has refusals of another form; those of here are made in `failures` alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import Example, OpenAPIHeader, Operation, Parameter
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import Body

from cicero.api.contract.envelope import Failure
from cicero.api.contract.ids import MISSING
from cicero.api.contract.period import PERIODS
from cicero.api.contract.queries import LIMIT, MOST, USERNAME_MISSING
from cicero.api.parameters import header, taking, text
from cicero.api.problem import TOLD
from cicero.api.wire import wired

Handler = TypeVar("Handler", bound=HTTPRouteHandler)

TAG = "Contract"
SIGNED_IN = (401, 403, 404)
"""Refusals wherever a client is looked for."""

MESSAGES = {
    400: USERNAME_MISSING,
    403: "client_id tidak diizinkan",
    404: "profile not found",
    409: "The request with this Idempotency-Key is being answered.",
    429: "There were too many requests.",
}


def described(
    summary: str,
    answer: Any,
    example: Any,
    *parameters: Parameter,
    headers: Mapping[str, OpenAPIHeader] | None = None,
    status: int = 200,
    refused: tuple[int, ...] = (),
) -> dict[str, Any]:
    """What a handler of the contract says of itself besides its path: `answer` is the type of its answer.

    `refused`: statuses of refusals that not every route has, or not every route for everybody.
    """
    told = ResponseSpec(
        _named(answer), generate_examples=False, description="The answer", examples=[Example(value=example)]
    )
    return _handler(summary, {status: told, **failures(*refused)}, taking(*parameters, headers=headers))


def refusing(summary: str, *statuses: int) -> dict[str, Any]:
    """The same of a handler that never does what it is asked."""

    @dataclass
    class Refusing(Operation):
        def __post_init__(self) -> None:
            self.responses = {
                status: one for status, one in (self.responses or {}).items() if status >= "400"
            }

    return _handler(summary, failures(*statuses), Refusing)


def _handler(summary: str, responses: dict[int, ResponseSpec], operation: type[Operation]) -> dict[str, Any]:
    return {
        "tags": [TAG],
        "summary": summary,
        "responses": responses,
        "operation_class": operation,
    }


def _named(answer: Any) -> Any:
    """In the description Success_list_UserView, without the modules that the framework would add."""
    if isinstance(answer, type):
        return answer
    name = re.sub(r"\W+", "_", re.sub(r"\w+\.", "", str(answer))).strip("_")
    return Annotated[answer, Body(schema_component_key=name)]


def in_reference(handler: Handler) -> Handler:
    """The same handler with what it has in common with all others, as `api.wire` says it."""
    if handler.opt["needs"] == "open":
        handler.security = [{}]
    else:
        handler.responses = {**failures(*SIGNED_IN), **(handler.responses or {})}
    return wired(handler, failures)


def failures(*statuses: int) -> dict[int, ResponseSpec]:
    return {status: _failure(status) for status in statuses}


def _failure(status: int) -> ResponseSpec:
    told = TOLD[status].replace("`detail`", "`message`")
    example: dict[str, Any] = {"success": False, "message": MESSAGES.get(status, f"{told}.")}
    if status == 401:
        example["reason"] = "invalid_token"
    return ResponseSpec(Failure, generate_examples=False, description=told, examples=[Example(value=example)])


CLIENT_ID = text(
    "client_id",
    "The client's short name in capitals, with `_` for `-`; case, blanks, `_` and `-` make no difference. "
    "Without it the first of one's clients by name is meant.",
    example="KOPI_NUSANTARA",
)
CLIENT_ID_TO_CHANGE = text(
    "client_id",
    "As in the rest of the contract. It may stand in the body in place of here, and may be left out by who "
    f"belongs to one client only (`{MISSING}`).",
    example="KOPI_NUSANTARA",
)
_HANDLE = "With or without @, or the address of the profile."
USERNAME = text("username", f"The account. {_HANDLE}", example="kopinusantara.id", required=True)
OWN_OR_USERNAME = text(
    "username", f"The account; without it the client's own. {_HANDLE}", example="kopinusantara"
)
POSTS = text(
    "limit", f"How many posts, {LIMIT} unless said and {MOST} at most. What is no number counts nothing.",
    example="12",
)  # fmt: skip
STORED_POSTS = text("limit", f"How many posts, {MOST} unless said and at most.", example="50")
_ALONE = "One end of a range alone says nothing."
START = text("start_date", f"The first day. {_ALONE}", example="2026-11-01", format="date")
END = text("end_date", f"The last day, included. {_ALONE}", example="2026-11-30", format="date")
MONTH = text("month", "Of the year, from 1; this month unless said.", example="11")
YEAR = text("year", "This year unless said.", example="2026")
PERIOD = (
    text(
        "periode",
        "A day, a week from Monday, a month, or all: harian (unless said), mingguan, bulanan, semua.",
        example="harian",
        enum=list(PERIODS),
    ),
    text(
        "tanggal",
        "A day of the period, today unless said; with bulanan 2026-11 will do.",
        example="2026-11-23",
    ),
    text(
        "tanggal_mulai",
        f"The first day, in place of `periode`. {_ALONE}",
        example="2026-11-20",
        format="date",
    ),
    text("tanggal_selesai", f"The last day, included. {_ALONE}", example="2026-11-26", format="date"),
    text("start_date", "The same as tanggal_mulai, and wins over it.", example="2026-11-20", format="date"),
    text("end_date", "The same as tanggal_selesai, and wins over it.", example="2026-11-26", format="date"),
)
_PASSED = "Read past: what somebody may see hangs on their role here."
ROLE = text("role", _PASSED, example="operator")
SCOPE = text("scope", _PASSED, example="ORG")
REGION = text("regional_id", _PASSED, example="JABAR")
OF_CLIENT = (CLIENT_ID, ROLE, SCOPE, REGION)

STORED = {
    "X-Cicero-Source": header(
        "live: read from the network for this request. stored: it stands here. fallback: it stands here and "
        "is old, because the source could not be asked.",
        enum=["live", "stored", "fallback"],
    ),
    "Age": header("Seconds since it was read from the network.", OpenAPIType.INTEGER),
}
COUNTED = {
    **STORED,
    "X-Cicero-Unknown": header("The fields that say 0 in at least one post although nobody knows."),
}
TOOK_PART = {
    "X-Cicero-Looked": header("For how many of the posts it was asked who took part: 3/4."),
    "X-Cicero-Basis": header(
        "Whether all who took part could be seen, or some of them.", enum=["all", "sample"]
    ),
}
