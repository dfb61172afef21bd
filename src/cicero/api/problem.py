"""What every refusal looks like: problem details, RFC 9457."""

from __future__ import annotations

from litestar.openapi import ResponseSpec
from msgspec import UNSET, Struct, UnsetType

PROBLEM = "application/problem+json"


class WrongField(Struct, frozen=True):
    name: str
    message: str


class Problem(Struct, frozen=True, kw_only=True):
    """`detail` says what happened, `hint` what to do. `errors` names wrong fields one by one.

    `request_id` is there where the fault is ours: under it the log tells more.
    """

    type: str
    title: str
    status: int
    detail: str
    hint: str = ""
    errors: list[WrongField] | UnsetType = UNSET
    request_id: str | UnsetType = UNSET


def refusals(*statuses: int) -> dict[int, ResponseSpec]:
    """For the reference: the refusals that a handler may answer with."""
    return {status: _refusal(_TOLD[status]) for status in statuses}


_TOLD = {
    400: "The request cannot be used as it is; `detail` names the parameter and `hint` what is allowed",
    401: "Nobody is signed in, or the username, password or code is wrong or missing",
    403: "The role or the key's scopes do not allow it, or the session cookie came without the form token",
    404: "There is no such thing, or none that this person may see",
    409: "It exists already, or is in use",
    429: "Too many tries; the header Retry-After says after how many seconds there is another",
    503: "The database does not answer",
}


def _refusal(told: str) -> ResponseSpec:
    return ResponseSpec(Problem, generate_examples=False, description=told, media_type=PROBLEM)
