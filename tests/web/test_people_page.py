"""Everybody of the installation: for administrators alone, with what can be given and taken."""

from __future__ import annotations

import re

import pytest
from tests.web.conftest import Actors, Http, sign_in, speak

from cicero import auth, clients
from cicero.db import Connection
from cicero.language import LANGUAGES

PATH = "/settings/people"


async def id_of(connection: Connection, username: str) -> int:
    query = "select person_id from person where username = %s"
    row = await (await connection.execute(query, [username])).fetchone()
    assert row
    return int(row[0])


async def noted(connection: Connection) -> list[tuple[str, str, str, dict[str, object]]]:
    rows = await connection.execute("select actor, action, thing, details from audit order by audit_id")
    return await rows.fetchall()


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 403), ("analyst", 403), ("viewer", 403), ("outsider", 403), ("anonymous", 303)],
)
async def test_only_administrators_see_and_change_everybody(
    http: Http, actors: Actors, connection: Connection, who: str, status: int
) -> None:
    headers, viewer = getattr(actors, who), await id_of(connection, "viewer")
    for path in ("", f"/{viewer}"):
        seen = await http.get(PATH + path, headers=headers, follow_redirects=False)
        assert (seen.status_code, "outsider" in seen.text) == (status, False)
    for path, fields in (
        ("", {"email": "new@example.org"}),
        (f"/{viewer}/roles", {"client": "teh", "role": "manager"}),
        (f"/{viewer}/administrator", {"value": "yes"}),
        (f"/{viewer}/disable", {}),
        (f"/{viewer}/enable", {}),
        ("/invitations/1/resend", {}),
        ("/invitations/1/withdraw", {}),
    ):
        answer = await http.post(PATH + path, headers=headers, data=fields, follow_redirects=False)
        assert answer.status_code == 403
    known = await auth.find_known(connection, viewer)
    assert (known.is_admin, known.disabled_at, [one.slug for one in known.memberships]) == (
        False,
        None,
        ["kopi"],
    )
    assert await auth.waiting_invitations(connection) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_list_finds_and_names_people(http: Http, actors: Actors, language: str) -> None:
    await speak(http, actors.admin, language)
    text = (await http.get(PATH, headers=actors.admin)).text
    assert [name for name in ("Admin", "Manager", "Viewer", "Outsider") if f">{name}</a>" in text] == [
        "Admin",
        "Manager",
        "Viewer",
        "Outsider",
    ]
    found = (await http.get(f"{PATH}?q=OUTS", headers=actors.admin)).text
    assert (">Outsider</a>" in found, ">Viewer</a>" in found, 'value="OUTS"' in found) == (True, False, True)


async def test_a_disabled_person_is_out_at_once_and_can_come_back(
    http: Http, actors: Actors, connection: Connection
) -> None:
    viewer = await id_of(connection, "viewer")
    assert (await http.get("/clients/kopi", headers=actors.viewer)).status_code == 200
    page = await http.post(f"{PATH}/{viewer}/disable", headers=actors.admin)
    assert "Let them sign in again" in page.text
    out = await http.get("/clients/kopi", headers=actors.viewer, follow_redirects=False)
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in?next=/clients/kopi")
    page = await http.post(f"{PATH}/{viewer}/enable", headers=actors.admin)
    assert "Let them sign in again" not in page.text
    assert (await auth.find_known(connection, viewer)).disabled_at is None
    assert await noted(connection) == [
        ("admin", "person.disable", "viewer", {"sessions": 1, "keys": 0}),
        ("admin", "person.enable", "viewer", {}),
    ]


async def test_nobody_disables_themselves(http: Http, actors: Actors, connection: Connection) -> None:
    await sign_in(connection, "second", is_admin=True)
    admin = await id_of(connection, "admin")
    answer = await http.post(f"{PATH}/{admin}/disable", headers=actors.admin)
    assert (answer.status_code, "You cannot disable yourself" in answer.text) == (400, True)
    assert (await http.get(PATH, headers=actors.admin)).status_code == 200


async def test_there_is_always_an_administrator(http: Http, actors: Actors, connection: Connection) -> None:
    admin, viewer = await id_of(connection, "admin"), await id_of(connection, "viewer")
    path = f"{PATH}/{admin}/administrator"
    answer = await http.post(path, headers=actors.admin, data={"value": "no"})
    assert (answer.status_code, "last administrator" in answer.text) == (409, True)
    assert (await http.get(PATH, headers=actors.viewer)).status_code == 403
    await http.post(f"{PATH}/{viewer}/administrator", headers=actors.admin, data={"value": "yes"})
    assert (await http.get(PATH, headers=actors.viewer)).status_code == 200
    answer = await http.post(path, headers=actors.admin, data={"value": "no"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await http.get(PATH, headers=actors.admin)).status_code == 403


async def test_a_person_is_given_and_taken_a_client(
    http: Http, actors: Actors, connection: Connection
) -> None:
    viewer = await id_of(connection, "viewer")
    path = f"{PATH}/{viewer}"
    assert (await http.get("/clients/teh", headers=actors.viewer)).status_code == 404
    await http.post(f"{path}/roles", headers=actors.admin, data={"client": "teh", "role": "analyst"})
    assert (await http.get("/clients/teh", headers=actors.viewer)).status_code == 200
    removal = await http.post(
        f"/clients/teh/people/{viewer}/remove",
        headers=actors.admin,
        data={"next": path},
        follow_redirects=False,
    )
    assert removal.headers["location"].startswith(f"{path}?undo=")
    page = (await http.get(removal.headers["location"], headers=actors.admin)).text
    assert "Viewer no longer belongs to Teh" in page
    undo = re.search(r'name="undo" value="([^"]+)"', page)
    assert undo
    back = await http.post(
        "/clients/teh/people/add-back",
        headers=actors.admin,
        data={"undo": undo[1], "next": path},
        follow_redirects=False,
    )
    assert back.headers["location"] == path
    known = await auth.find_known(connection, viewer)
    assert [(one.slug, one.role) for one in known.memberships] == [("kopi", "viewer"), ("teh", "analyst")]
    wrong = await http.post(f"{path}/roles", headers=actors.admin, data={"client": "none", "role": "viewer"})
    assert (wrong.status_code, "no client" in wrong.text) == (404, True)


async def test_an_administrator_invites_to_a_client_or_to_none(
    http: Http, actors: Actors, connection: Connection
) -> None:
    to_client = {"email": "one@example.org", "client": "kopi", "role": "analyst"}
    to_none = {"email": "two@example.org", "client": "", "role": "analyst", "administrator": "yes"}
    for fields in (to_client, to_none):
        assert "/invitations/" in (await http.post(PATH, headers=actors.admin, data=fields)).text
    waiting = await auth.waiting_invitations(connection)
    assert [(one.email, one.slug, one.role, one.is_admin) for one in waiting] == [
        ("two@example.org", None, None, True),
        ("one@example.org", "kopi", "analyst", False),
    ]
    page = (await http.get("/clients/kopi/people", headers=actors.manager)).text
    assert ("one@example.org" in page, "two@example.org" in page) == (True, False)
    answer = await http.post(PATH, headers=actors.admin, data={"email": "three", "client": "teh"})
    assert (answer.status_code, 'value="three"' in answer.text) == (400, True)


async def test_a_link_to_a_new_password_is_sent_or_handed_on(
    http: Http, actors: Actors, connection: Connection
) -> None:
    viewer = await id_of(connection, "viewer")
    path = f"{PATH}/{viewer}/reset"
    answer = await http.post(path, headers=actors.admin)
    assert (answer.status_code, "no address to send it to" in answer.text) == (400, True)
    await connection.execute("update person set email = 'viewer@example.org' where person_id = %s", [viewer])
    answer = await http.post(path, headers=actors.admin)
    link = re.search(r'value="http[^"]+/reset/([^"]+)"', answer.text)
    assert link
    assert (await auth.whose_reset(connection, link[1])).username == "viewer"
    assert await noted(connection) == [("admin", "password.ask_reset", "viewer", {})]
    assert (await http.post(path, headers=actors.manager)).status_code == 403


async def test_nobody_is_found_under_an_unknown_id(http: Http, actors: Actors) -> None:
    path = f"{PATH}/{10**12}"
    assert (await http.get(path, headers=actors.admin)).status_code == 404
    for action in ("roles", "administrator", "disable", "enable"):
        answer = await http.post(f"{path}/{action}", headers=actors.admin, data={"client": "kopi"})
        assert answer.status_code == 404


async def test_an_administrator_sees_no_undo_of_a_client_that_is_gone(
    http: Http, actors: Actors, connection: Connection
) -> None:
    viewer = await id_of(connection, "viewer")
    removal = await http.post(
        f"/clients/kopi/people/{viewer}/remove",
        headers=actors.admin,
        data={"next": f"{PATH}/{viewer}"},
        follow_redirects=False,
    )
    kopi = await clients.find(connection, "kopi", 0, True)
    await clients.remove(connection, kopi, "kopi")
    page = await http.get(removal.headers["location"], headers=actors.admin)
    assert (page.status_code, "no longer belongs" in page.text) == (200, False)
