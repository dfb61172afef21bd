"""Who may ask what, for every route that the application has: a new one cannot be forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler

from cicero import app
from cicero.api import cursor
from cicero.api.contract import CONTRACT
from cicero.comments.composing import Place
from cicero.config import Settings

from .conftest import Actors, Http

PUBLIC = {
    ("GET", "/health"),
    ("GET", "/api"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/docs"),
    ("GET", "/api/docs/start.js"),
    ("POST", "/api/session"),
}
ANY_PLACE = cursor.write_place(Place(datetime(2026, 11, 1, tzinfo=UTC), 1, 1, 1, 1))
NEEDED = {
    "/api/analytics": {"metrics": "posts"},
    "/api/analytics/comparison": {"role": "all"},
    "/api/hashtags/lift": {"tags": "kopi"},
    "/api/inbox/newer": {"cursor": ANY_PLACE},
    "/api/hashtags/partners": {"tag": "kopi"},
    "/api/mentions/lift": {"tags": "kopi"},
    "/api/mentions/partners": {"tag": "kopi"},
}
"""Parameters without which a route answers nothing, besides the client."""

OF_MANAGERS = {"/api/people", "/api/invitations", "/api/complaints"}
"""Of the paths of a client those for its managers."""

ABOUT_THE_CLIENT = {"/api/accounts", "/api/comments/retention", "/api/topics", "/api/views", *OF_MANAGERS}
"""Those about no chosen accounts."""

ABOUT_ACCOUNTS = {
    "/api/analytics/anomalies",
    "/api/analytics/benchmark",
    "/api/analytics/best-time",
    "/api/analytics/growth",
    "/api/analytics/ranks",
    "/api/analytics/recap",
    "/api/comments",
    "/api/comments/export",
    "/api/comments/recap",
    "/api/followers/export",
    "/api/hashtags",
    "/api/inbox",
    "/api/mentions",
    "/api/posts",
    "/api/posts/export",
    *NEEDED,
}


def routes(http: Http) -> list[tuple[str, str]]:
    """Those of the reference: the contract with other dashboards has a form and a page of its own."""
    return [
        (str(method), route.path_format)
        for route in http.app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler) and not handler.opt.get(CONTRACT)
        for method in handler.http_methods
        if method != "OPTIONS" and route.path_format.startswith(("/api", "/health"))
    ]


def of_a_client(http: Http) -> list[str]:
    """The paths that answer for one client; those of one thing of it have tests of their own."""
    return [
        path
        for path, item in (http.app.openapi_schema.paths or {}).items()
        if item.get
        and "{" not in path
        and any(getattr(one, "name", "") == "client" and one.required for one in item.get.parameters or ())
    ]


def about(problem: Any) -> tuple[str, ...]:
    assert problem.headers["content-type"] == "application/problem+json"
    told = problem.json()
    assert told["status"] == problem.status_code
    return told["type"], told["title"], told["detail"], told["hint"]


async def test_there_are_routes_to_hold_to_this(http: Http) -> None:
    assert set(of_a_client(http)) == ABOUT_THE_CLIENT | ABOUT_ACCOUNTS
    assert set(routes(http)) >= PUBLIC


async def test_whatever_is_not_public_asks_for_a_sign_in(http: Http) -> None:
    for method, path in routes(http):
        if (method, path) not in PUBLIC:
            answer = await http.request(method, path, headers={"authorization": "Bearer wrong"})
            assert (answer.status_code, about(answer)[0]) == (401, "urn:cicero:problem:auth"), path
            if method == "GET":
                assert (await http.request(method, path)).status_code == 401, path


async def test_what_is_public_says_nothing_of_anybody(http: Http, actors: Actors) -> None:
    for method, path in PUBLIC - {("POST", "/api/session")}:
        signed_in = await http.request(method, path, headers=actors.admin)
        anybody = await http.request(method, path)
        assert anybody.status_code == 200, path
        assert signed_in.content == anybody.content, path


async def test_a_foreign_client_cannot_be_told_from_an_unknown_one(http: Http, actors: Actors) -> None:
    for path in of_a_client(http):
        more, headers = NEEDED.get(path, {}), actors.outsider
        foreign = await http.get(path, params={"client": "kopi", **more}, headers=headers)
        unknown = await http.get(path, params={"client": "kopx", **more}, headers=headers)
        assert (foreign.status_code, unknown.status_code) == (404, 404), path
        assert foreign.text.replace("kopi", "kopx") == unknown.text, path


@pytest.mark.parametrize("actor", ["admin", "viewer"])
async def test_who_belongs_to_the_client_is_answered(http: Http, actors: Actors, actor: str) -> None:
    for path in of_a_client(http):
        parameters = {"client": "kopi", **NEEDED.get(path, {})}
        answer = await http.get(path, params=parameters, headers=getattr(actors, actor))
        expected = 403 if path in OF_MANAGERS and actor == "viewer" else 200
        assert answer.status_code == expected, answer.text


async def test_everybody_sees_their_own_clients(http: Http, actors: Actors) -> None:
    seen = {}
    for actor in ("admin", "viewer", "outsider"):
        answer = await http.get("/api/clients", headers=getattr(actors, actor))
        seen[actor] = [(client["slug"], client["role"]) for client in answer.json()["clients"]]
    assert seen == {
        "admin": [("kopi", "admin"), ("teh", "admin")],
        "viewer": [("kopi", "viewer")],
        "outsider": [("teh", "viewer")],
    }


async def test_a_client_must_be_named(http: Http, actors: Actors) -> None:
    for path in of_a_client(http):
        answer = await http.get(path, headers=actors.viewer)
        assert (answer.status_code, about(answer)[2]) == (400, "The request does not say which client."), path


async def test_accounts_of_other_clients_cannot_be_named(http: Http, actors: Actors) -> None:
    for path in of_a_client(http):
        if path in ABOUT_ACCOUNTS:
            parameters = {**NEEDED.get(path, {}), "client": "teh", "accounts": "tiktok:kopi.contoh"}
            answer = await http.get(path, params=parameters, headers=actors.outsider)
            assert (answer.status_code, about(answer)[2]) == (
                404,
                "The client has no account 'tiktok:kopi.contoh'.",
            ), path


async def test_no_route_is_outside_the_reference(http: Http) -> None:
    documented = {
        (method.upper(), path)
        for path, item in (http.app.openapi_schema.paths or {}).items()
        for method in ("get", "post", "put", "patch", "delete")
        if getattr(item, method)
    }
    pages = {route for route in PUBLIC if route[1].startswith("/api/docs") or route[1] == "/api/openapi.json"}
    assert set(routes(http)) - documented == pages | {("GET", "/api")}


def test_the_application_can_be_made_twice(settings: Settings) -> None:
    """Nothing of one hangs on the other: tests and several workers make their own."""
    assert app.create_app(settings, "") is not app.create_app(settings, "")
