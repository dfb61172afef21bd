"""The people of a client: seen and changed by its managers, who can make nobody more than they are."""

from __future__ import annotations

import re

import pytest
from tests.web.conftest import PASSWORD, Actors, Headers, Http, sign_in, speak

from cicero import auth, clients
from cicero.db import Connection
from cicero.language import LANGUAGES

PATH = "/clients/kopi/people"


async def id_of(connection: Connection, username: str) -> int:
    row = await (
        await connection.execute("select person_id from person where username = %s", [username])
    ).fetchone()
    assert row
    return int(row[0])


async def roles(connection: Connection, client: clients.Client) -> dict[str, str]:
    return {one.username: one.role for one in await clients.members(connection, client.client_id)}


async def post(http: Http, path: str, headers: Headers, **fields: str) -> tuple[int, str]:
    answer = await http.post(path, headers=headers, data=fields, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "") or answer.text


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("analyst", 403), ("outsider", 404), ("anonymous", 303)]
)
async def test_only_managers_see_and_change_people(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client, who: str, status: int
) -> None:
    headers = getattr(actors, who)
    viewer = await id_of(connection, "viewer")
    before = await roles(connection, kopi)
    seen = await http.get(PATH, headers=headers, follow_redirects=False)
    assert (seen.status_code, "analyst" in seen.text) == (status, False)
    for path, fields in (
        ("", {"email": "new@example.org", "role": "manager"}),
        (f"/{viewer}/role", {"role": "manager"}),
        (f"/{viewer}/remove", {}),
        ("/add-back", {"undo": "x"}),
        ("/invitations/1/resend", {}),
        ("/invitations/1/withdraw", {}),
    ):
        refused, _ = await post(http, PATH + path, headers, **fields)
        assert refused == (403 if who == "anonymous" else status)
    assert (await roles(connection, kopi), await auth.waiting_invitations(connection)) == (before, [])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_names_who_belongs_and_as_what(http: Http, actors: Actors, language: str) -> None:
    await speak(http, actors.manager, language)
    answer = await http.get(PATH, headers=actors.manager)
    assert answer.status_code == 200
    text = " ".join(answer.text.split())
    for name in ("Manager", "Analyst", "Viewer"):
        assert f'<span class="name">{name}</span>' in text
    assert "Outsider" not in text
    assert f'lang="{language}"' in text


async def test_a_manager_changes_roles(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    viewer = await id_of(connection, "viewer")
    assert await post(http, f"{PATH}/{viewer}/role", actors.manager, role="analyst") == (303, PATH)
    assert (await roles(connection, kopi))["viewer"] == "analyst"
    for wrong in ("admin", "", "owner"):
        assert (await post(http, f"{PATH}/{viewer}/role", actors.manager, role=wrong))[0] == 400
    assert (await roles(connection, kopi))["viewer"] == "analyst"
    assert await noted(connection) == [("member.change", "viewer", {"role": ["viewer", "analyst"]})]


async def test_a_manager_touches_neither_administrators_nor_themselves(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    admin, manager = await id_of(connection, "admin"), await id_of(connection, "manager")
    await clients.add_person(connection, kopi.client_id, admin, "viewer")
    before = await roles(connection, kopi)
    for person_id in (admin, manager):
        for action in ("role", "remove"):
            refused, _ = await post(http, f"{PATH}/{person_id}/{action}", actors.manager, role="viewer")
            assert refused == 403
        assert f"{PATH}/{person_id}/remove" not in (await http.get(PATH, headers=actors.manager)).text
    assert await roles(connection, kopi) == before
    assert (await post(http, f"{PATH}/{manager}/role", actors.admin, role="viewer"))[0] == 303
    assert (await roles(connection, kopi))["manager"] == "viewer"


async def test_nobody_of_another_client_can_be_touched(
    http: Http, actors: Actors, connection: Connection
) -> None:
    outsider = await id_of(connection, "outsider")
    for action in ("role", "remove"):
        foreign, _ = await post(http, f"{PATH}/{outsider}/{action}", actors.manager, role="viewer")
        missing, _ = await post(http, f"{PATH}/{10**12}/{action}", actors.manager, role="viewer")
        assert (foreign, missing) == (404, 404)


async def test_whoever_is_removed_sees_nothing_at_once_and_can_be_added_back(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    analyst = await id_of(connection, "analyst")
    assert (await http.get("/clients/kopi", headers=actors.analyst)).status_code == 200
    status, location = await post(http, f"{PATH}/{analyst}/remove", actors.manager)
    assert (status, location[: len(PATH) + 6]) == (303, f"{PATH}?undo=")
    assert (await http.get("/clients/kopi", headers=actors.analyst)).status_code == 404
    page = (await http.get(location, headers=actors.manager)).text
    assert "Analyst no longer belongs to Kopi Contoh" in page
    undo = re.search(r'name="undo" value="([^"]+)"', page)
    assert undo
    assert (await post(http, f"{PATH}/add-back", actors.manager, undo=undo[1]))[0] == 303
    assert (await roles(connection, kopi))["analyst"] == "analyst"
    assert (await http.get("/clients/kopi", headers=actors.analyst)).status_code == 200


async def test_the_way_back_serves_only_the_client_it_was_made_for(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    analyst = await id_of(connection, "analyst")
    _, location = await post(http, f"{PATH}/{analyst}/remove", actors.manager)
    undo = location.split("undo=")[1].replace("%3D", "=")
    teh = await clients.find(connection, "teh", 0, True)
    assert (await post(http, "/clients/teh/people/add-back", actors.outsider, undo=undo))[0] == 400
    seen = await http.get(f"/clients/teh/people?undo={undo}", headers=actors.outsider)
    assert (seen.status_code, "no longer belongs" in seen.text) == (200, False)
    assert (await post(http, f"{PATH}/add-back", actors.manager, undo=undo[:-3] + "aaa"))[0] == 400
    assert "analyst" not in await roles(connection, kopi)
    assert "analyst" not in await roles(connection, teh)


async def test_an_invitation_is_handed_on_where_no_mail_can_be_sent(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    status, text = await post(http, PATH, actors.manager, email="New@example.org", role="analyst")
    assert status == 200
    link = re.search(r'value="(http[^"]+/invitations/[^"]+)"', text)
    assert link
    found = await auth.find_invitation(connection, link[1].rpartition("/")[2])
    assert found
    assert (found.email, found.role, found.client_id, found.state) == (
        "new@example.org",
        "analyst",
        kopi.client_id,
        "open",
    )
    mails = await (await connection.execute("select count(*) from mail")).fetchone()
    assert mails == (0,)
    assert await noted(connection) == [("invitation.create", "new@example.org", {"role": "analyst"})]


async def test_an_invitation_that_cannot_be_made_says_why_and_keeps_what_was_typed(
    http: Http, actors: Actors, connection: Connection
) -> None:
    status, text = await post(http, PATH, actors.manager, email='"new', role="analyst")
    assert status == 400
    assert "is not an e-mail address" in text
    assert 'value="&#34;new"' in text
    assert (await post(http, PATH, actors.manager, email="new@example.org", role="admin"))[0] == 400
    assert await auth.waiting_invitations(connection) == []


async def test_waiting_invitations_are_sent_again_and_withdrawn(
    http: Http, actors: Actors, connection: Connection
) -> None:
    _, first = await post(http, PATH, actors.manager, email="new@example.org", role="viewer")
    waiting = (await auth.waiting_invitations(connection))[0]
    path = f"{PATH}/invitations/{waiting.invitation_id}"
    status, second = await post(http, f"{path}/resend", actors.manager)
    assert status == 200
    old, new = (re.search(r"/invitations/([\w-]{30,})", text) for text in (first, second))
    assert old
    assert new
    assert await auth.find_invitation(connection, old[1]) is None
    assert (await post(http, f"{path}/withdraw", actors.manager)) == (303, f"{PATH}#invitations")
    found = await auth.find_invitation(connection, new[1])
    assert found
    assert found.state == "withdrawn"
    for action in ("resend", "withdraw"):
        assert (await post(http, f"{path}/{action}", actors.manager))[0] == 404


async def test_a_manager_elsewhere_cannot_touch_these_invitations(
    http: Http, actors: Actors, connection: Connection
) -> None:
    await post(http, PATH, actors.manager, email="new@example.org", role="viewer")
    waiting = (await auth.waiting_invitations(connection))[0]
    for action in ("resend", "withdraw"):
        path = f"/clients/teh/people/invitations/{waiting.invitation_id}/{action}"
        assert (await post(http, path, actors.outsider))[0] == 404
    assert (await auth.waiting_invitations(connection))[0] == waiting


async def test_a_disabled_colleague_is_shown_as_such(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    await sign_in(connection, "gone", kopi, "viewer")
    await auth.disable(connection, await id_of(connection, "gone"))
    text = (await http.get(PATH, headers=actors.manager)).text
    assert "may not sign in" in text.split(">Gone<")[1].split("</tr>")[0]
    assert PASSWORD not in text


async def noted(connection: Connection) -> list[tuple[str, str, dict[str, object]]]:
    rows = await connection.execute("select action, thing, details from audit order by audit_id")
    return await rows.fetchall()
