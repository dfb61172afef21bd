"""Pages of other sites that may use the API: configured origins alone, also when they are refused."""

from __future__ import annotations

from collections.abc import AsyncIterator

import msgspec
import pytest
from tests.applications import asking

from cicero.app.cross_origin import cors_origins
from cicero.config import Settings
from cicero.errors import InputError

from .conftest import Actors, Http

ORIGIN = "http://127.0.0.1:3100"


@pytest.fixture
async def open_http(settings: Settings, database: str) -> AsyncIterator[Http]:
    chosen = msgspec.structs.replace(settings, cors_origins=f"{ORIGIN}, https://dashboard.example.org")
    async with asking(chosen, database) as client:
        yield client


def allowed(headers: object) -> dict[str, str]:
    return {name: value for name, value in dict(headers).items() if name.startswith("access-control-")}  # type: ignore[call-overload]


async def test_a_browser_may_ask_without_signing_in(open_http: Http) -> None:
    asked = {"origin": ORIGIN, "access-control-request-method": "GET"}
    for path in ("/api/clients", "/api/nothing"):
        answer = await open_http.options(path, headers=asked)
        told = allowed(answer.headers)
        assert answer.status_code == 204
        assert told["access-control-allow-origin"] == ORIGIN
        assert told["access-control-allow-credentials"] == "true"
        assert {"GET", "POST", "PUT", "DELETE", "OPTIONS"} <= set(
            told["access-control-allow-methods"].split(", ")
        )
        wanted = {"Authorization", "Content-Type", "X-Cicero-Token", "X-Cicero-Reposter-Token"}
        assert wanted <= set(told["access-control-allow-headers"].split(", "))


async def test_answers_and_refusals_can_be_read_there(open_http: Http, actors: Actors) -> None:
    for actor, path, status in (
        (actors.viewer, "/api/clients", 200),
        ({}, "/api/clients", 401),
        (actors.viewer, "/api/nothing", 404),
        (actors.viewer, "/api/posts", 400),
    ):
        answer = await open_http.get(path, headers={"origin": ORIGIN, **actor})
        assert answer.status_code == status
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:3101", "https://evil.example", "null", ORIGIN + "/", ""]
)
async def test_no_other_origin_is_let_in(open_http: Http, actors: Actors, origin: str) -> None:
    asked = {"origin": origin, "access-control-request-method": "GET"}
    answer = await open_http.options("/api/clients", headers=asked)
    assert (answer.status_code, allowed(answer.headers)) == (204, {})
    answer = await open_http.get("/api/clients", headers={"origin": origin, **actors.viewer})
    assert allowed(answer.headers) == {}
    assert "Origin" in answer.headers["vary"]


async def test_pages_are_for_nobody_else(open_http: Http) -> None:
    asked = {"origin": ORIGIN, "access-control-request-method": "POST"}
    for path in ("/sign-in", "/", "/apis", "/health"):
        assert allowed((await open_http.options(path, headers=asked)).headers) == {}
        assert allowed((await open_http.get(path, headers={"origin": ORIGIN})).headers) == {}


async def test_nothing_is_open_unless_configured(http: Http, actors: Actors) -> None:
    answer = await http.get("/api/clients", headers={"origin": ORIGIN, **actors.viewer})
    assert allowed(answer.headers) == {}


@pytest.mark.parametrize(
    "wrong", ["*", "null", "dashboard.example.org", "https://a.example/", "https://A.example"]
)
def test_what_is_no_origin_is_named(settings: Settings, wrong: str) -> None:
    with pytest.raises(InputError, match="CICERO_CORS_ORIGINS"):
        cors_origins(msgspec.structs.replace(settings, cors_origins=wrong))
