"""Answers that let somebody in are never kept to be given again."""

from __future__ import annotations

from typing import Any, get_type_hints

import msgspec
import pytest
from litestar.handlers import HTTPRouteHandler
from tests.api.conftest import Actors, Http

from cicero.app.idempotency import SECRET
from cicero.db import Connection

LETS_IN = {"token", "key", "link", "secret", "password"}


def lets_in(kind: Any) -> bool:
    """Whether an answer of that type has a field that is one, at its root or in a value of its own."""
    if not isinstance(kind, type) or not issubclass(kind, msgspec.Struct):
        return False
    return any(name in LETS_IN or lets_in(inner) for name, inner in get_type_hints(kind).items())


def changing(http: Http) -> list[HTTPRouteHandler]:
    return [
        handler
        for route in http.app.routes
        if route.path.startswith("/api")
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler) and handler.http_methods & {"POST", "PUT", "PATCH"}
    ]


async def test_whatever_answers_what_lets_somebody_in_is_marked(http: Http) -> None:
    found = {
        str(handler): bool(handler.opt.get(SECRET))
        for handler in changing(http)
        if lets_in(get_type_hints(handler.fn).get("return"))
    }
    assert len(found) >= 4
    assert [name for name, marked in found.items() if not marked] == []


@pytest.mark.parametrize("path", ["/api/keys"])
async def test_a_new_key_comes_once(http: Http, actors: Actors, connection: Connection, path: str) -> None:
    headers = {**actors.admin, "Idempotency-Key": "k1"}
    first = await http.post(path, json={"name": "Laporan", "scopes": ["read"]}, headers=headers)
    again = await http.post(path, json={"name": "Laporan", "scopes": ["read"]}, headers=headers)
    assert (first.status_code, again.status_code) == (201, 409)
    cursor = await connection.execute("select body from answered")
    assert await cursor.fetchall() == [(None,)]
