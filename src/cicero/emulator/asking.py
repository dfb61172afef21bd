"""What an endpoint is asked and what it answers, and the choices where the real products are not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct, field

from cicero.emulator.faults import Scene


class Choices(Struct, frozen=True, kw_only=True):
    """What nobody has verified of the real products: no reader may depend on it, so it can be set here."""

    instagram_page: int = 12
    """More than the three that may be pinned."""
    instagram_private: Literal["403", "404", "empty"] = "403"
    """What lists of a private account answer."""
    instagram_likers: int = 100
    tiktok_error_status: int = 200
    """HTTP status of what is not there or private; the code stands in the body."""
    tiktok_wrapped_comments: bool = False
    """Whether comments stand under `data`."""
    tiktok_wrapped_detail: bool = False
    """Whether a post's detail stands under `data`."""


class Ask(Struct, frozen=True, kw_only=True):
    """One call: `at` is the emulator's time, `base` its own address as the caller sees it."""

    path: str
    params: Mapping[str, str]
    at: datetime
    base: str = "http://emulator"
    scene: Scene = field(default_factory=Scene)
    choices: Choices = Choices()


class Reply(Struct, frozen=True):
    """Status and JSON value of an answer."""

    status: int
    body: Any


Endpoint = Callable[[Ask], Reply]
"""Answers one path; the world or the files it reads are bound to it."""


def whole(ask: Ask, name: str, usual: int, most: int) -> int:
    """A whole number among the parameters, kept between 0 and `most`."""
    text = ask.params.get(name, "")
    return min(int(text), most) if text.isdecimal() else usual
