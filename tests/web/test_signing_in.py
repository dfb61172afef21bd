"""The ways in, as a browser goes them: the password, the code, the link in a mail."""

from __future__ import annotations

import re
from typing import Any

import pyotp
import pytest

from cicero import auth
from cicero.auth import devices, guessing, halfway, second_step
from cicero.config import Settings
from cicero.db import Connection
from cicero.periods import now

from .conftest import PASSWORD, Http

NEW = "empat cangkir teh manis"
SENT = re.compile(r"http://127\.0\.0\.1:8600(/reset/[\w-]+)")


@pytest.fixture
async def sari(connection: Connection) -> auth.Person:
    return await auth.create_person(
        connection, username="sari", name="Sari", password=PASSWORD, is_admin=False,
        email="sari@kopi.example", language="id",
    )  # fmt: skip


async def post(http: Http, path: str, **fields: str) -> Any:
    if "cicero_form" not in http.cookies:
        await http.get("/forgotten")
    fields["_csrf_token"] = http.cookies["cicero_form"]
    return await http.post(path, data=fields, follow_redirects=False)


async def sign_in(http: Http, password: str = PASSWORD, username: str = "sari") -> Any:
    return await post(http, "/sign-in", username=username, password=password, next="/clients/kopi")


async def switch_on(
    connection: Connection, settings: Settings, sari: auth.Person
) -> tuple[pyotp.HOTP, tuple[str, ...]]:
    """The app on the phone, and the recovery codes."""
    await auth.begin_second_step(connection, settings, sari.person_id)
    state = await auth.second_step_of(connection, settings, sari.person_id)
    assert state.pending is not None
    app = pyotp.HOTP(state.pending.reveal())
    return app, await auth.confirm_second_step(connection, settings, sari.person_id, shown(app, -1))


def shown(app: pyotp.HOTP, steps: int = 0) -> str:
    return app.at(int(now().timestamp()) // second_step.STEP + steps)


async def one(connection: Connection, query: str) -> Any:
    cursor = await connection.execute(query)  # type: ignore[arg-type]
    row = await cursor.fetchone()
    return row[0] if row else None


@pytest.mark.usefixtures("sari")
async def test_a_password_opens_and_the_device_is_known(http: Http, connection: Connection) -> None:
    answer = await sign_in(http)
    assert (answer.status_code, answer.headers["location"]) == (303, "/clients/kopi")
    for cookie in answer.headers.get_list("set-cookie"):
        if cookie.startswith(("cicero_session", "cicero_device")):
            assert "httponly" in cookie.lower()
            assert "samesite=lax" in cookie.lower()
    assert {auth.COOKIE, devices.COOKIE} <= set(http.cookies)
    assert halfway.COOKIE not in http.cookies
    assert await one(connection, "select actor || ' ' || action from audit") == "sari session.start"


@pytest.mark.usefixtures("sari")
async def test_a_refusal_keeps_the_name_and_never_the_password(http: Http) -> None:
    http.cookies.set("cicero_language", "id")
    answer = await sign_in(http, "salah sekali ya")
    assert answer.status_code == 401
    assert "Nama pengguna atau kata sandi salah." in answer.text
    assert 'value="sari"' in answer.text
    assert "salah sekali ya" not in answer.text
    assert auth.COOKIE not in http.cookies


@pytest.mark.usefixtures("sari")
async def test_signing_in_again_ends_the_session_of_before(http: Http, connection: Connection) -> None:
    await sign_in(http)
    first = http.cookies[auth.COOKIE]
    assert (await http.get("/settings/security")).status_code == 200
    await sign_in(http)
    assert http.cookies[auth.COOKIE] != first
    assert await one(connection, "select count(*) from session") == 1
    http.cookies.set(auth.COOKIE, first)
    assert (await http.get("/settings/security", follow_redirects=False)).status_code == 303


@pytest.mark.parametrize("username", ["sari", "nobody"])
@pytest.mark.usefixtures("sari")
async def test_too_many_tries_are_refused_with_the_time_to_wait(
    http: Http, monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    monkeypatch.setattr(guessing, "STRANGERS", guessing.Limit("few", 1, 300))
    await sign_in(http, "wrong", username)
    page = await sign_in(http, "wrong", username)
    assert (page.status_code, 0 < int(page.headers["retry-after"]) <= 300) == (429, True)
    assert "There were too many tries." in page.text
    program = await http.post("/api/session", json={"username": username, "password": PASSWORD})
    assert (program.status_code, "retry-after" in program.headers) == (429, True)
    assert program.json()["type"] == "urn:cicero:problem:throttled"


async def test_with_the_second_step_a_code_is_asked_for(
    http: Http, connection: Connection, settings: Settings, sari: auth.Person
) -> None:
    app, codes = await switch_on(connection, settings, sari)
    answer = await sign_in(http)
    assert answer.headers["location"] == "/sign-in/code?next=/clients/kopi"
    assert auth.COOKIE not in http.cookies
    assert devices.COOKIE not in http.cookies
    assert 'autocomplete="one-time-code"' in (await http.get(answer.headers["location"])).text
    wrong = await post(http, "/sign-in/code", code="not one", next="/clients/kopi")
    assert (wrong.status_code, auth.COOKIE in http.cookies) == (401, False)
    right = await post(http, "/sign-in/code", code=shown(app), next="//evil.example")
    assert (right.status_code, right.headers["location"]) == (303, "/")
    assert (await http.get("/settings/security")).status_code == 200
    http.cookies.clear()
    await sign_in(http)
    assert (await post(http, "/sign-in/code", code=codes[0], next="/")).status_code == 303
    assert auth.COOKIE in http.cookies


async def test_nobody_gives_a_code_without_the_password(
    http: Http, connection: Connection, settings: Settings, sari: auth.Person
) -> None:
    app, _ = await switch_on(connection, settings, sari)
    assert (await http.get("/sign-in/code", follow_redirects=False)).headers["location"] == "/sign-in"
    answer = await post(http, "/sign-in/code", code=shown(app))
    assert (answer.status_code, auth.COOKIE in http.cookies) == (401, False)
    assert "Enter the username and password again." in answer.text


async def test_a_program_is_told_that_a_code_is_needed(
    http: Http, connection: Connection, settings: Settings, sari: auth.Person
) -> None:
    app, _ = await switch_on(connection, settings, sari)
    given = {"username": "sari", "password": PASSWORD}
    asked = await http.post("/api/session", json=given)
    assert (asked.status_code, asked.json()["type"]) == (401, "urn:cicero:problem:code-needed")
    wrong = await http.post("/api/session", json={**given, "code": "not one"})
    assert (wrong.status_code, wrong.json()["type"]) == (401, "urn:cicero:problem:auth")
    assert (await http.post("/api/session", json={**given, "code": shown(app)})).status_code == 201


async def link_in_mail(connection: Connection) -> str:
    found = SENT.search(await one(connection, "select body from mail order by mail_id desc limit 1"))
    assert found is not None
    return found[1]


async def test_a_new_password_by_the_link_in_a_mail(
    http: Http, connection: Connection, sari: auth.Person
) -> None:
    elsewhere = await auth.start_session(connection, sari.person_id)
    await post(http, "/forgotten", named="Sari@kopi.example")
    assert await one(connection, "select recipient from mail") == "sari@kopi.example"
    path = await link_in_mail(connection)
    page = await http.get(path)
    assert "sari" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    weak = await post(http, path, password="password1234")
    assert (weak.status_code, "too easy" in weak.text) == (400, True)
    done = await post(http, path, password=NEW)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert (await http.get("/settings/security")).status_code == 200
    assert await auth.find_access(connection, elsewhere) is None
    assert (
        await one(connection, "select subject from mail order by mail_id desc")
        == "Kata sandi Cicero Anda telah diubah"
    )
    again = await post(http, path, password=f"{NEW} lagi")
    assert "does not work any more" in again.text
    http.cookies.clear()
    assert (await sign_in(http)).status_code == 401
    assert (await sign_in(http, NEW)).status_code == 303


async def test_a_link_asks_for_the_code_too_and_makes_the_device_known(
    http: Http, connection: Connection, settings: Settings, sari: auth.Person
) -> None:
    app, _ = await switch_on(connection, settings, sari)
    await post(http, "/forgotten", named="sari")
    done = await post(http, await link_in_mail(connection), password=NEW)
    assert done.headers["location"] == "/sign-in/code?next=/"
    assert auth.COOKIE not in http.cookies
    assert devices.COOKIE in http.cookies
    assert (await post(http, "/sign-in/code", code=shown(app))).status_code == 303
    assert auth.COOKIE in http.cookies


async def test_a_link_lets_the_owner_in_whom_strangers_made_wait(
    http: Http, connection: Connection, sari: auth.Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "STRANGERS", guessing.Limit("few", 1, 300))
    monkeypatch.setattr(guessing, "network", lambda _address: "")  # a new address at every request
    assert (await sign_in(http, "wrong")).status_code == 401
    assert (await sign_in(http)).status_code == 429
    await post(http, "/forgotten", named=sari.username)
    await post(http, await link_in_mail(connection), password=NEW)
    http.cookies.delete(auth.COOKIE)
    assert (await sign_in(http, NEW)).status_code == 303


@pytest.mark.usefixtures("sari")
async def test_the_page_does_not_tell_who_there_is(http: Http, connection: Connection) -> None:
    known, unknown = [
        (await post(http, "/forgotten", named=name)).text.replace(name, "") for name in ("sari", "nobody")
    ]
    assert known == unknown
    assert await one(connection, "select count(*) from mail") == 1
    for _ in range(guessing.RESET_MAILS.most + 2):
        assert (await post(http, "/forgotten", named="sari")).status_code == 200
    assert await one(connection, "select count(*) from mail") == guessing.RESET_MAILS.most


async def test_links_cannot_be_asked_for_for_ever(http: Http) -> None:
    for _ in range(guessing.RESETS.most):
        assert (await post(http, "/forgotten", named="nobody")).status_code == 200
    answer = await post(http, "/forgotten", named="nobody")
    assert (answer.status_code, 0 < int(answer.headers["retry-after"]) <= 300) == (429, True)


async def test_made_up_links_are_refused_and_counted(http: Http) -> None:
    for _ in range(guessing.LINKS.most):
        assert (await http.get("/reset/made-up")).status_code == 404
    answer = await http.get("/reset/made-up")
    assert (answer.status_code, 0 < int(answer.headers["retry-after"]) <= 60) == (429, True)
