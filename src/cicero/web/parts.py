"""Which parts of a page a request asks for: a page comes with its first, the others ask for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from litestar import Request

Part = TypeVar("Part", bound=str)


def part_of(request: Request[Any, Any, Any], parts: Sequence[Part], first: str = "") -> Part | None:
    """The one part asked for by itself with `part`; None where it is the page, of which `first` is part."""
    asked = request.query_params.get("part")
    return next((part for part in parts if part == asked and part != first), None)


def comes_whole(request: Request[Any, Any, Any]) -> bool:
    """Whether all parts come at once: so it is where one page replaces another in place, so that the old
    figures stay until the new ones are there, and with `part=all`, for browsers that run no scripts.
    """
    return request.headers.get("hx-request") == "true" or request.query_params.get("part") == "all"
