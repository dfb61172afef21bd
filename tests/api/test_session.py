"""Tokens and cookies: signing in, out, and what a foreign page cannot make a browser do."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from litestar.middleware.csrf import generate_csrf_token

from cicero import auth, periods
from cicero.config import Settings
from cicero.db import Connection
from cicero.periods import now
from cicero.secret import installation_key

from .conftest import PASSWORD, Actors, Http

VIEWER = {"username": "Viewer ", "password": PASSWORD}


@pytest.mark.usefixtures("actors")
async def test_a_token_says_who_it_belongs_to(http: Http) -> None:
    made = await http.post("/api/session", json=VIEWER)
    assert made.status_code == 201
    assert "cicero_session" not in made.cookies
    left = periods.aware(periods.datetime.fromisoformat(made.json()["expires_at"])) - now()
    assert timedelta(days=29, hours=23) < left <= timedelta(days=30)
    who = await http.get("/api/session", headers={"authorization": f"bearer {made.json()['token']}"})
    person = who.json()["person"]
    assert person.pop("person_id").isdigit()
    assert person == {"username": "viewer", "name": "Viewer", "is_admin": False, "language": "en"}


@pytest.mark.usefixtures("actors")
@pytest.mark.parametrize(
    "given", [{**VIEWER, "password": "another dozen letters"}, {**VIEWER, "username": "nobody"}]
)
async def test_a_wrong_password_and_an_unknown_name_answer_alike(http: Http, given: dict[str, str]) -> None:
    answer = await http.post("/api/session", json=given)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:cicero:problem:auth",
        "title": "Sign in first",
        "status": 401,
        "detail": "The username or the password is wrong.",
        "hint": "Check both and try again.",
    }


async def test_signing_out_ends_that_session_alone(http: Http, actors: Actors) -> None:
    other = (await http.post("/api/session", json=VIEWER)).json()["token"]
    assert (await http.delete("/api/session", headers=actors.viewer)).status_code == 204
    assert (await http.get("/api/session", headers=actors.viewer)).status_code == 401
    assert (await http.get("/api/session", headers={"authorization": f"Bearer {other}"})).status_code == 200


async def test_an_expired_session_is_none(http: Http, actors: Actors, connection: Connection) -> None:
    await connection.execute("update session set expires_at = now()")
    assert (await http.get("/api/session", headers=actors.viewer)).status_code == 401


async def test_a_cookie_alone_may_read_but_not_change(http: Http, actors: Actors) -> None:
    http.cookies.set(auth.COOKIE, actors.viewer["Authorization"].removeprefix("Bearer "))
    assert (await http.get("/api/session")).status_code == 200
    refused = await http.delete("/api/session")
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:cicero:problem:forbidden")
    assert (await http.get("/api/session")).status_code == 200


async def test_a_cookie_with_the_form_token_may_change(
    http: Http, actors: Actors, settings: Settings
) -> None:
    http.cookies.set(auth.COOKIE, actors.viewer["Authorization"].removeprefix("Bearer "))
    token = generate_csrf_token(installation_key(settings))
    http.cookies.set("cicero_form", token)
    assert (await http.delete("/api/session", headers={"x-csrftoken": token[:-1] + "x"})).status_code == 403
    assert (await http.delete("/api/session", headers={"x-csrftoken": token})).status_code == 204
    assert (await http.get("/api/session")).status_code == 401


@pytest.mark.parametrize(
    ("header", "status"),
    [("", 403), ("Bearer ", 401), ("Basic dXNlcjpwYXNz", 403), ("Bearer wrong", 401)],
)
async def test_an_authorization_header_is_never_helped_by_a_cookie(
    http: Http, actors: Actors, header: str, status: int
) -> None:
    """Else a page that can add any such header would need no form token; browsers add Basic by themselves."""
    http.cookies.set(auth.COOKIE, actors.viewer["Authorization"].removeprefix("Bearer "))
    assert (await http.delete("/api/session", headers={"authorization": header})).status_code == status
    assert (await http.get("/api/session")).status_code == 200


@pytest.mark.usefixtures("actors")
async def test_many_sign_in_at_once(http: Http) -> None:
    made = await asyncio.gather(*(http.post("/api/session", json=VIEWER) for _ in range(24)))
    tokens = {each.json()["token"] for each in made}
    assert len(tokens) == 24
    whose = await asyncio.gather(
        *(http.get("/api/session", headers={"authorization": f"Bearer {token}"}) for token in tokens)
    )
    assert {answer.json()["person"]["username"] for answer in whose} == {"viewer"}


@pytest.mark.usefixtures("actors")
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "truncated"),
        (b"[]", "object"),
        (b'{"username": "viewer"}', "password"),
        (b'{"username": 1, "password": "x"}', "str"),
        (b'{"username": "a", "password": "b", "admin": true}', "admin"),
        (b'{"username": "\\ud800", "password": "\\ud800"}', ""),
        (b'{"username": "a\\u0000b", "password": "b"}', ""),
    ],
)
async def test_a_body_that_cannot_be_used_is_said_so(http: Http, body: bytes, said: str) -> None:
    answer = await http.post("/api/session", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 401), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.text
