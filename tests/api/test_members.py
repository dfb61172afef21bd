"""People at a client: another role, none, and invitations. For its managers, who can make nobody more."""

from __future__ import annotations

from typing import Any

import pytest

from cicero import auth, clients
from cicero.config import Settings
from cicero.db import Connection

from .conftest import Actors, Http, sign_in

CLIENT = {"client": "kopi"}


async def people(http: Http, actors: Actors) -> dict[str, Any]:
    answer = await http.get("/api/people", params=CLIENT, headers=actors.admin)
    return {one["username"]: one for one in answer.json()["people"]}


async def test_a_role_is_changed_and_ended(http: Http, actors: Actors, connection: Connection) -> None:
    viewer = (await people(http, actors))["viewer"]
    path = f"/api/people/{viewer['person_id']}"
    changed = await http.patch(path, params=CLIENT, json={"role": "analyst"}, headers=actors.manager)
    assert (changed.status_code, changed.json()) == (200, {**viewer, "role": "analyst"})
    assert (await http.delete(path, params=CLIENT, headers=actors.manager)).status_code == 204
    assert "viewer" not in await people(http, actors)
    assert (await http.get("/api/clients/kopi", headers=actors.viewer)).status_code == 404
    cursor = await connection.execute("select action, thing, details from audit order by audit_id")
    assert await cursor.fetchall() == [
        ("member.change", "viewer", {"role": ["viewer", "analyst"]}),
        ("member.remove", "viewer", {"role": "analyst"}),
    ]


async def test_managers_change_neither_themselves_nor_administrators(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    await sign_in(connection, "chief", is_admin=True, member_of=kopi.client_id)
    found = await people(http, actors)
    for name in ("manager", "chief"):
        path = f"/api/people/{found[name]['person_id']}"
        answers = [
            await http.patch(path, params=CLIENT, json={"role": "viewer"}, headers=actors.manager),
            await http.delete(path, params=CLIENT, headers=actors.manager),
        ]
        assert [one.status_code for one in answers] == [403, 403], name
    assert await people(http, actors) == found
    path = f"/api/people/{found['manager']['person_id']}"
    answer = await http.patch(path, params=CLIENT, json={"role": "viewer"}, headers=actors.admin)
    assert answer.status_code == 200


@pytest.mark.parametrize(("person_id", "role", "status"), [("999", "viewer", 404), ("x", "viewer", 404)])
async def test_nobody_else_is_there(
    http: Http, actors: Actors, person_id: str, role: str, status: int
) -> None:
    answer = await http.patch(
        f"/api/people/{person_id}", params=CLIENT, json={"role": role}, headers=actors.manager
    )
    assert answer.status_code == status
    outsider = await http.delete("/api/people/5", params=CLIENT, headers=actors.manager)
    assert outsider.status_code == 404


async def test_a_role_that_there_is_not(http: Http, actors: Actors) -> None:
    viewer = (await people(http, actors))["viewer"]
    path = f"/api/people/{viewer['person_id']}"
    for role in ("admin", "own", ""):
        answer = await http.patch(path, params=CLIENT, json={"role": role}, headers=actors.manager)
        assert answer.status_code == 400, role


async def test_an_invitation_without_mail_gives_its_link(
    http: Http, actors: Actors, connection: Connection
) -> None:
    body = {"email": "Baru@example.org", "role": "analyst"}
    made = await http.post("/api/invitations", params=CLIENT, json=body, headers=actors.manager)
    assert made.status_code == 201, made.text
    invitation, link = made.json()["invitation"], made.json()["link"]
    assert (invitation["email"], invitation["role"], invitation["state"]) == (
        "baru@example.org",
        "analyst",
        "open",
    )
    found = await auth.find_invitation(connection, link.rpartition("/")[2])
    assert found is not None
    assert (str(found.invitation_id), found.slug) == (invitation["invitation_id"], "kopi")
    listed = await http.get("/api/invitations", params=CLIENT, headers=actors.manager)
    assert listed.json() == {"invitations": [invitation]}
    assert link.rpartition("/")[2] not in listed.text


async def test_an_invitation_is_renewed_and_withdrawn(
    http: Http, actors: Actors, connection: Connection
) -> None:
    made = await http.post(
        "/api/invitations", params=CLIENT, json={"email": "baru@example.org"}, headers=actors.manager
    )
    path = f"/api/invitations/{made.json()['invitation']['invitation_id']}"
    again = await http.post(f"{path}/resend", params=CLIENT, headers=actors.manager)
    assert again.status_code == 201, again.text
    assert again.json()["link"] != made.json()["link"]
    gone = await http.delete(path, params=CLIENT, headers=actors.manager)
    assert gone.status_code == 204
    assert (await http.delete(path, params=CLIENT, headers=actors.manager)).status_code == 404
    cursor = await connection.execute("select action, thing from audit order by audit_id")
    assert await cursor.fetchall() == [
        ("invitation.create", "baru@example.org"),
        ("invitation.renew", "baru@example.org"),
        ("invitation.withdraw", "baru@example.org"),
    ]


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a b@example.org"])
async def test_no_address_is_no_invitation(http: Http, actors: Actors, email: str) -> None:
    answer = await http.post("/api/invitations", params=CLIENT, json={"email": email}, headers=actors.manager)
    assert answer.status_code == 400
    listed = await http.get("/api/invitations", params=CLIENT, headers=actors.manager)
    assert listed.json() == {"invitations": []}


class TestWithMail:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return Settings(
            data_dir=settings.data_dir,
            pool_size=4,
            smtp_host="127.0.0.1",
            smtp_port=1,
            mail_from="c@example.org",
        )

    async def test_the_mail_holds_the_link_alone(
        self, http: Http, actors: Actors, connection: Connection
    ) -> None:
        made = await http.post(
            "/api/invitations", params=CLIENT, json={"email": "baru@example.org"}, headers=actors.manager
        )
        assert made.json()["link"] is None
        cursor = await connection.execute("select recipient, body from mail")
        ((recipient, text),) = await cursor.fetchall()
        assert (recipient, "/invitations/" in text) == ("baru@example.org", True)
