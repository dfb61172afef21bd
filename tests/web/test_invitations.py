"""Where an invitation leads: who is new is in after one form, who is known accepts, the rest is told why."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.web.conftest import PASSWORD, Actors, Http

from cicero import auth, clients
from cicero.auth.guessing import LINKS
from cicero.config import Settings
from cicero.db import Connection
from cicero.language import LANGUAGES
from cicero.web import inviting

NEW = {"name": "Sari Wulandari", "username": "sari", "password": "enam gelas teh tarik"}


async def invite(connection: Connection, kopi: clients.Client, role: str = "analyst") -> str:
    """The path of an invitation by the manager."""
    row = await (
        await connection.execute("select person_id from person where username = 'manager'")
    ).fetchone()
    assert row
    _, token = await auth.invite(
        connection,
        email="sari@example.org",
        invited_by=row[0],
        client_id=kopi.client_id,
        role=role,
    )
    return f"/invitations/{token}"


async def post(http: Http, path: str, **fields: str) -> tuple[int, str]:
    """As a browser that is not signed in by header."""
    await http.get("/setup")
    fields["_csrf_token"] = http.cookies["cicero_form"]
    answer = await http.post(path, data=fields, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "") or answer.text


async def people(connection: Connection) -> int:
    row = await (await connection.execute("select count(*) from person")).fetchone()
    assert row
    return int(row[0])


@pytest.mark.usefixtures("actors")
@pytest.mark.parametrize("language", LANGUAGES)
async def test_somebody_new_is_in_after_one_form(
    http: Http, connection: Connection, kopi: clients.Client, language: str
) -> None:
    path = await invite(connection, kopi)
    http.cookies.set("cicero_language", language)
    page = await http.get(path)
    assert page.status_code == 200
    assert "Kopi Contoh" in page.text
    assert await post(http, path, **NEW) == (303, "/clients/kopi")
    assert "Kopi Contoh" in (await http.get("/clients/kopi")).text
    person = await auth.find_known(connection, await _id(connection))
    assert (person.name, person.email, person.is_admin, person.language) == (
        "Sari Wulandari",
        "sari@example.org",
        False,
        language,
    )
    assert [(one.slug, one.role) for one in person.memberships] == [("kopi", "analyst")]
    assert (await http.get("/clients/teh")).status_code == 404
    rows = await connection.execute("select actor, action, client_id from audit order by audit_id")
    assert await rows.fetchall() == [
        ("sari", "invitation.accept", kopi.client_id),
        ("sari", "session.start", None),
    ]


@pytest.mark.usefixtures("actors")
async def test_a_link_serves_once(http: Http, connection: Connection, kopi: clients.Client) -> None:
    path = await invite(connection, kopi)
    await post(http, path, **NEW)
    http.cookies.delete(auth.COOKIE)
    before = await people(connection)
    status, text = await post(http, path, **{**NEW, "username": "second"})
    assert (status, "It has been used" in text) == (404, True)
    assert "It has been used" in (await http.get(path)).text
    assert await people(connection) == before


@pytest.mark.usefixtures("actors")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("update invitation set expires_at = now() - interval '1 second'", "which are over"),
        ("update invitation set withdrawn_at = now()", "It was withdrawn"),
        ("update client_person set role = 'viewer'", "It was withdrawn"),
        ("delete from invitation", "not one of ours"),
    ],
)
async def test_a_link_that_is_over_says_so_and_lets_nobody_in(
    http: Http, connection: Connection, kopi: clients.Client, change: str, said: str
) -> None:
    path = await invite(connection, kopi)
    assert said not in (await http.get(path)).text
    await connection.execute(change)
    before = await people(connection)
    page = await http.get(path)
    assert (page.status_code, said in page.text) == (404, True)
    status, text = await post(http, path, **NEW)
    assert (status, said in text) == (404, True)
    assert (await people(connection), auth.COOKIE in http.cookies) == (before, False)


@pytest.mark.usefixtures("actors")
@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"username": "viewer"}, 409, "There is a person"),
        ({"username": "!"}, 400, "cannot be a username"),
        ({"password": "kurang"}, 400, "needs at least"),
    ],
)
async def test_what_cannot_be_used_is_told_and_the_link_still_serves(
    http: Http, connection: Connection, kopi: clients.Client, wrong: dict[str, str], status: int, said: str
) -> None:
    path = await invite(connection, kopi)
    before = await people(connection)
    refused, text = await post(http, path, **{**NEW, **wrong})
    assert (refused, said in text, 'value="Sari Wulandari"' in text) == (status, True, True)
    assert {**NEW, **wrong}["password"] not in text
    assert await people(connection) == before
    assert (await post(http, path, **NEW))[0] == 303


async def test_who_is_signed_in_accepts_as_themselves(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    path = await invite(connection, kopi)
    page = await http.get(path, headers=actors.outsider)
    assert "Accept as Outsider" in page.text
    assert (await http.get("/clients/kopi", headers=actors.outsider)).status_code == 404
    answer = await http.post(f"{path}/accept", headers=actors.outsider, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/clients/kopi")
    assert (await http.get("/clients/kopi", headers=actors.outsider)).status_code == 200
    again = await http.post(f"{path}/accept", headers=actors.viewer, follow_redirects=False)
    assert again.status_code == 404


async def test_accepting_takes_nothing_away(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    path = await invite(connection, kopi, "viewer")
    await http.post(f"{path}/accept", headers=actors.analyst)
    roles = {one.username: one.role for one in await clients.members(connection, kopi.client_id)}
    assert roles["analyst"] == "analyst"


@pytest.mark.usefixtures("actors")
async def test_nobody_learns_whether_an_address_has_an_account(
    http: Http, connection: Connection, kopi: clients.Client
) -> None:
    path = await invite(connection, kopi)
    before = (await http.get(path)).text
    await auth.create_person(
        connection,
        username="other",
        name="Other",
        password=PASSWORD,
        is_admin=False,
        email="sari@example.org",
    )
    assert _form(await _text(http, path)) == _form(before)
    assert (await post(http, path, **NEW))[0] == 303
    assert (await auth.find_known(connection, await _id(connection))).email is None


@pytest.mark.usefixtures("actors")
async def test_accepting_needs_a_form_of_ours(
    http: Http, connection: Connection, kopi: clients.Client
) -> None:
    path = await invite(connection, kopi)
    before = await people(connection)
    answer = await http.post(path, data=NEW, follow_redirects=False)
    assert (answer.status_code, await people(connection)) == (403, before)


async def _text(http: Http, path: str) -> str:
    return (await http.get(path)).text


def _form(text: str) -> str:
    """The page's card, without the token that each visit may have anew."""
    return text.split("<h1>")[1].split("</main>")[0]


async def _id(connection: Connection, username: str = "sari") -> int:
    query = "select person_id from person where username = %s"
    row = await (await connection.execute(query, [username])).fetchone()
    assert row
    return int(row[0])


@pytest.mark.usefixtures("actors")
@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("id", "Manager mengundang Anda ke Kopi Contoh di Cicero", "Masuklah lewat tautan ini:"),
        ("en", "Manager invites you to Kopi Contoh on Cicero", "This link lets you in:"),
    ],
)
async def test_the_mail_is_written_in_the_clients_language(
    settings: Settings,
    connection: Connection,
    kopi: clients.Client,
    language: str,
    subject: str,
    said: str,
) -> None:
    await connection.execute("update client set language = %s", [language])
    token = (await invite(connection, kopi)).rpartition("/")[2]
    made = await auth.find_invitation(connection, token)
    by = await auth.find_known(connection, await _id(connection, "manager"))
    assert made
    sending = replace(settings, smtp_host="mail.example.org", public_url="https://cicero.example.org")
    told = await inviting.tell(connection, sending, made, token, by)
    assert told == inviting.Told(email="sari@example.org", link=None)
    rows = await (await connection.execute("select recipient, subject, body from mail")).fetchall()
    assert [row[:2] for row in rows] == [("sari@example.org", subject)]
    assert said in rows[0][2]
    assert f"\nhttps://cicero.example.org/invitations/{token}\n" in rows[0][2]


@pytest.mark.usefixtures("actors")
async def test_made_up_links_are_soon_no_longer_looked_at(
    http: Http, connection: Connection, kopi: clients.Client
) -> None:
    path = await invite(connection, kopi)
    statuses = [(await http.get(f"/invitations/made-up-{n}")).status_code for n in range(LINKS.most + 1)]
    assert statuses == [404] * LINKS.most + [429]
    assert (await http.get(path)).status_code == 429
