"""`fields` leaves of each thing in a list what is asked for, and refuses what there is not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import pytest
from litestar import get
from msgspec import Struct

from cicero.api import fields
from cicero.api.fields import only_asked
from cicero.errors import InputError

from .conftest import Actors, Http

MAY = {"client": "kopi", "from": "2026-05-01", "to": "2026-05-31"}


class Part(Struct):
    c: int
    d: str


class Thing(Struct):
    a: int
    b: Part | None
    parts: list[Part]
    at: datetime


class Things(Struct):
    things: list[Thing]
    next: str | None


@get("/things", needs="open")
async def handler() -> Things:
    raise NotImplementedError


class Asking:
    def __init__(self) -> None:
        self.scope: Any = {"route_handler": handler, "state": {}}


def left(asked: str, answer: Any) -> Any:
    request = Asking()
    fields.ask(request, asked)  # type: ignore[arg-type]
    return msgspec.json.decode(only_asked(request.scope["state"], msgspec.json.encode(answer)))


ONE = {
    "a": 1,
    "b": {"c": 2, "d": "x"},
    "parts": [{"c": 3, "d": "y"}, {"c": 4, "d": "z"}],
    "at": "2026-05-06T03:00:00Z",
}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("a", {"a": 1}),
        ("at,a", {"a": 1, "at": "2026-05-06T03:00:00Z"}),
        ("b.c", {"b": {"c": 2}}),
        ("b", {"b": {"c": 2, "d": "x"}}),
        (" a , b.d,", {"a": 1, "b": {"d": "x"}}),
        ("parts.d", {"parts": [{"d": "y"}, {"d": "z"}]}),
    ],
)
def test_what_is_left(asked: str, expected: Any) -> None:
    assert left(asked, {"things": [ONE], "next": "n"}) == {"things": [expected], "next": "n"}


def test_what_is_not_there_stays_null() -> None:
    assert left("b.c", {"things": [{**ONE, "b": None}], "next": None})["things"] == [{"b": None}]


@pytest.mark.parametrize("asked", ["nothing", "b.nothing", "a.c", "things", "b..c", "."])
def test_unknown_names_are_refused(asked: str) -> None:
    with pytest.raises(InputError, match="there is no field"):
        left(asked, {"things": []})


async def test_lists_take_it(http: Http, actors: Actors) -> None:
    answer = await http.get(
        "/api/posts", params={**MAY, "fields": "post_id,likes", "limit": "2"}, headers=actors.viewer
    )
    assert [sorted(post) for post in answer.json()["posts"]] == [["likes", "post_id"]] * 2
    assert answer.json()["next"]
    assert int(answer.headers["content-length"]) == len(answer.content)
    refused = await http.get("/api/posts", params={**MAY, "fields": "secret"}, headers=actors.viewer)
    assert refused.status_code == 400
    assert "Known are account_id, post_id" in refused.json()["hint"]


async def test_what_is_no_list_does_not(http: Http, actors: Actors) -> None:
    answer = await http.get("/api/session", params={"fields": "person"}, headers=actors.viewer)
    assert answer.status_code == 400
