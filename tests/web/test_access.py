"""Who sees which page: an outsider is told what somebody is told of a client that does not exist."""

from __future__ import annotations

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from cicero import auth, clients
from cicero.db import Connection

Http = AsyncTestClient[Litestar]
PASSWORD = "tiga cangkir kopi susu"


async def enter(http: Http, connection: Connection, name: str, *, is_admin: bool = False) -> None:
    person = await auth.create_person(
        connection, username=name, name=name.title(), password=PASSWORD, is_admin=is_admin
    )
    token = await auth.start_session(connection, person.person_id)
    http.cookies.set(auth.COOKIE, token)


async def post(http: Http, path: str, **fields: str) -> tuple[int, str]:
    await http.get("/sign-in")
    fields["_csrf_token"] = http.cookies["cicero_form"]
    answer = await http.post(path, data=fields, follow_redirects=False)
    return answer.status_code, answer.text


@pytest.mark.parametrize("path", ["/", "/clients/kopi", "/clients/none"])
async def test_nobody_sees_a_page_before_signing_in(http: Http, path: str) -> None:
    answer = await http.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in")


async def test_an_outsider_cannot_tell_a_client_from_none(http: Http, connection: Connection) -> None:
    await clients.create(connection, slug="kopi", name="Kopi Contoh")
    await enter(http, connection, "outsider")
    foreign, missing = await http.get("/clients/kopi"), await http.get("/clients/absent")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert "Kopi Contoh" not in foreign.text + (await http.get("/")).text
    assert _said(foreign.text) == _said(missing.text).replace("absent", "kopi")


async def test_only_an_administrator_creates_clients(http: Http, connection: Connection) -> None:
    await enter(http, connection, "viewer")
    status, _ = await post(http, "/", name="Teh", slug="teh")
    assert (status, await clients.visible_to(connection, 0, True)) == (403, [])


async def test_a_client_that_cannot_be_created_keeps_what_was_given(
    http: Http, connection: Connection
) -> None:
    await enter(http, connection, "admin", is_admin=True)
    status, text = await post(http, "/", name='Teh "Manis"', slug="Teh Manis", zone="Asia/Jakarta")
    assert status == 400
    assert 'value="Teh &#34;Manis&#34;"' in text
    assert (await post(http, "/", name="Teh", slug="teh", zone="Asia/Jakarta"))[0] == 303


async def test_set_up_is_gone_once_there_is_anybody(http: Http, connection: Connection) -> None:
    await enter(http, connection, "admin", is_admin=True)
    http.cookies.delete(auth.COOKIE)
    status, _ = await post(http, "/setup", name="B", username="second", password=PASSWORD)
    assert (status, (await http.get("/setup", follow_redirects=False)).headers["location"]) == (
        303,
        "/sign-in",
    )
    people = await connection.execute("select username from person")
    assert await people.fetchall() == [("admin",)]


async def test_a_form_of_another_site_is_refused(http: Http, connection: Connection) -> None:
    await enter(http, connection, "admin", is_admin=True)
    answer = await http.post("/", data={"name": "Teh", "slug": "teh"}, follow_redirects=False)
    assert (answer.status_code, await clients.visible_to(connection, 0, True)) == (403, [])


async def test_files_are_served_small_and_for_ever(http: Http) -> None:
    page = (await http.get("/setup")).text
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = await http.get(style, headers={"accept-encoding": "gzip"})
    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "gzip")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    for outside in ("/static/../__init__.py", "/static/%2e%2e/%2e%2e/__init__.py", "/static/none.css"):
        assert (await http.get(outside)).status_code == 404


def _said(text: str) -> str:
    return text.split("<h1>")[1].split("</p>")[0]
