"""What stands around every page: form tokens, other sites, hosts, methods, sizes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.applications import asking

from cicero import app, auth
from cicero.config import Settings
from cicero.db import Connection

from .conftest import PASSWORD, Actors, Http

SITE = "https://cicero.example.org"
FORM = {"theme": "dark", "next": "/sign-in"}


@pytest.fixture
async def public(settings: Settings, database: str) -> AsyncIterator[Http]:
    """Behind a proxy of its own, at a public address."""
    chosen = msgspec.structs.replace(settings, public_url=SITE, trusted_proxies="10.0.0.0/8")
    async with asking(chosen, database, SITE) as client:
        yield client


async def token(http: Http) -> str:
    """From the form; the cookie of it is kept by the client."""
    found = re.search(r'name="_csrf_token" value="([^"]+)"', (await http.get("/sign-in")).text)
    assert found
    return found[1]


async def test_a_form_needs_its_token(http: Http, actors: Actors) -> None:
    assert actors
    given = {**FORM, "_csrf_token": await token(http)}
    assert (await http.post("/preferences", data=given, follow_redirects=False)).status_code == 303
    half = given["_csrf_token"][:-1]
    for wrong in ("", "x", "ü" * 128, half, half + "0" * 2, "0" * 128):
        answer = await http.post("/preferences", data={**FORM, "_csrf_token": wrong}, follow_redirects=False)
        assert answer.status_code == 403, wrong
    http.cookies.clear()
    assert (await http.post("/preferences", data=given, follow_redirects=False)).status_code == 403


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 303), ("none", 303), ("same-site", 403), ("cross-site", 403)]
)
async def test_another_site_cannot_send_our_forms(http: Http, actors: Actors, site: str, status: int) -> None:
    assert actors
    given = {**FORM, "_csrf_token": await token(http)}
    headers = {"sec-fetch-site": site}
    answer = await http.post("/preferences", data=given, headers=headers, follow_redirects=False)
    assert answer.status_code == status


async def test_a_cookie_that_was_not_signed_here_is_replaced(http: Http, actors: Actors) -> None:
    """Otherwise every form of this browser would be refused from then on, after the key was changed."""
    assert actors
    http.cookies.set("cicero_form", "0" * 128)
    answer = await http.get("/sign-in")
    handed = re.search(r"cicero_form=(\w{128})", answer.headers["set-cookie"])
    assert handed
    assert handed[1] in answer.text


async def test_the_token_is_another_after_signing_in(http: Http, actors: Actors) -> None:
    assert actors
    before = await token(http)
    given = {"username": "viewer", "password": PASSWORD, "_csrf_token": before}
    answer = await http.post("/sign-in", data=given, follow_redirects=False)
    assert answer.status_code == 303
    after = http.cookies["cicero_form"]
    assert after != before
    stale = {**FORM, "_csrf_token": before}
    assert (await http.post("/preferences", data=stale, follow_redirects=False)).status_code == 403


async def test_a_password_manager_of_the_proxy_does_not_switch_the_token_off(
    http: Http, actors: Actors
) -> None:
    assert actors
    http.cookies.set(auth.COOKIE, actors.admin["Authorization"].removeprefix("Bearer "))
    headers = {"authorization": "Basic dXNlcjpwYXNz"}
    answer = await http.post("/sign-in", data=FORM, headers=headers, follow_redirects=False)
    assert answer.status_code == 403


async def test_only_our_names_are_answered(public: Http) -> None:
    assert (await public.get("/sign-in", follow_redirects=False)).status_code == 303
    for host in ("evil.example", "localhost", f"{SITE}.evil.example"):
        answer = await public.get("/sign-in", headers={"host": host}, follow_redirects=False)
        assert (answer.status_code, "location" in answer.headers) == (421, False)
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert (await public.get("/health", headers={"host": "10.1.2.3:8600"})).status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "PROPFIND", "FOO"])
async def test_other_methods_are_refused(http: Http, method: str) -> None:
    for path in ("/sign-in", "/api/clients", "/nothing"):
        answer = await http.request(method, path, headers={"x-secret": "geheim"})
        assert answer.status_code in (403, 404, 405), path
        assert "geheim" not in answer.text


async def test_a_body_over_the_limit_is_refused(http: Http) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = await http.post("/sign-in", content=b"a" * (app.BODY_LIMIT + 1), headers=form)
    assert answer.status_code == 413
    assert "Request Entity Too Large" in answer.text


async def test_a_body_that_does_not_say_its_size_is_read_up_to_the_limit(http: Http) -> None:
    """The test's client cannot send one, so the application is called as the server does."""
    read, sent = 0, []
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/sign-in",
        "raw_path": b"/sign-in",
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [(b"host", b"x"), (b"content-type", b"application/x-www-form-urlencoded")],
        "client": ("127.0.0.1", 1),
        "server": ("x", 80),
        "state": {},
    }

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 10_000
        return {"type": "http.request", "body": b"a" * 10_000, "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await http.app(scope, receive, send)  # type: ignore[arg-type]
    assert sent[0]["status"] == 413
    assert read <= app.BODY_LIMIT + 20_000


@pytest.mark.parametrize("path", ["/", "/settings/sources", "/clients/kopi", "/settings/audit"])
async def test_private_pages_are_kept_by_nobody(http: Http, actors: Actors, path: str) -> None:
    answer = await http.get(path, headers=actors.admin)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


async def test_no_answer_can_be_given_more_headers(http: Http, actors: Actors) -> None:
    assert actors
    for path in ("/sign-in?next=/%0d%0aset-cookie:%20a=b", "/clients/%0d%0aset-cookie:%20a=b"):
        answer = await http.get(path, headers=actors.admin, follow_redirects=False)
        assert "a=b" not in answer.headers.get("set-cookie", "")
        assert "\n" not in answer.headers.get("location", "")
    address = {"hx-request": "true", "hx-current-url": "http://["}
    assert (await http.get("/", headers=address, follow_redirects=False)).status_code == 401


async def test_a_proxy_is_believed_and_nobody_else(
    public: Http, connection: Connection, actors: Actors
) -> None:
    """The test's client is no proxy, so what it says of itself does not count."""
    assert actors
    headers = {"x-forwarded-for": "203.0.113.9", "sec-fetch-site": "none"}
    answer = await public.post(
        "/api/session", json={"username": "viewer", "password": PASSWORD}, headers=headers
    )
    assert answer.status_code == 201
    row = await (
        await connection.execute("select address from session order by session_id desc limit 1")
    ).fetchone()
    assert row
    assert row[0] != "203.0.113.9"


TEMPLATES = Path(str(files("cicero.web"))) / "templates"
INLINE = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/json))|<style|\bon[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)


def test_no_template_needs_scripts_or_styles_that_the_policy_forbids() -> None:
    assert INLINE.search('<a onclick="x">')
    wrong = [str(path) for path in TEMPLATES.rglob("*.html") if INLINE.search(path.read_text("utf-8"))]
    assert wrong == []
