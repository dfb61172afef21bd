"""What surrounds the contract's answers: `success` true with `data`, or false with a `message`."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import UNSET, Struct, UnsetType

from cicero.api.problem import Problem

T = TypeVar("T")

ENDPOINT_NOT_FOUND = "Endpoint not found"


class Failure(Struct, frozen=True, kw_only=True):
    """Why there is no answer. `hint` says what to do; `reason` that the sign-in has ended, and only that."""

    success: bool = False
    message: str
    hint: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    request_id: str | UnsetType = UNSET


class Success(Struct, Generic[T], frozen=True):
    data: T
    success: bool = True


def failure(problem: Problem) -> Failure:
    """The same refusal in the contract's form; its texts are in the reader's language already."""
    return Failure(
        message=problem.detail,
        hint=problem.hint or UNSET,
        reason="invalid_token" if problem.status == 401 else UNSET,
        request_id=problem.request_id,
    )
