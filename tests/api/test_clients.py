"""One client; creating, changing and removing it."""

from __future__ import annotations

from typing import Any

import pytest

from cicero.db import Connection

from .conftest import Actors, Http


async def test_a_client_is_told_whole(http: Http, actors: Actors) -> None:
    answer = await http.get("/api/clients/kopi", headers=actors.viewer)
    assert answer.status_code == 200
    client_id = answer.json()["client_id"]
    assert answer.json() == {
        "client_id": client_id,
        "slug": "kopi",
        "name": "Kopi Contoh",
        "zone": "Asia/Jakarta",
        "language": "id",
        "role": "viewer",
        "colour": None,
        "logo_at": None,
        "own": 1,
        "competitors": 1,
        "posts": 0,
        "last_post": "2026-05-06T03:00:00Z",
        "last_seen": "2026-05-09T03:00:00Z",
    }
    listed = (await http.get("/api/clients", headers=actors.viewer)).json()["clients"]
    assert [one["client_id"] for one in listed] == [client_id]


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("anonymous", 401)])
async def test_others_do_not_see_it(http: Http, actors: Actors, who: str, status: int) -> None:
    answer = await http.get("/api/clients/kopi", headers=getattr(actors, who))
    assert answer.status_code == status


async def test_a_client_is_created(http: Http, actors: Actors, connection: Connection) -> None:
    body = {"slug": "susu", "name": "Susu", "zone": "Asia/Makassar", "language": "en"}
    made = await http.post("/api/clients", json=body, headers=actors.admin)
    assert made.status_code == 201, made.text
    told = made.json()
    assert {name: told[name] for name in body} == body
    assert (told["role"], told["own"], told["last_post"]) == ("admin", 0, None)
    assert (await http.get("/api/clients/susu", headers=actors.admin)).json() == told
    again = await http.post("/api/clients", json=body, headers=actors.admin)
    assert (again.status_code, again.json()["type"]) == (409, "urn:cicero:problem:conflict")
    assert await noted(connection) == [("client.create", "susu", {})]


async def test_what_is_left_out_stays(http: Http, actors: Actors, connection: Connection) -> None:
    first = await http.patch("/api/clients/kopi", json={"colour": "#1C4F9C"}, headers=actors.manager)
    assert first.status_code == 200, first.text
    assert (first.json()["colour"], first.json()["name"]) == ("#1c4f9c", "Kopi Contoh")
    second = await http.patch(
        "/api/clients/kopi", json={"slug": "ngopi", "colour": None}, headers=actors.manager
    )
    assert (second.json()["slug"], second.json()["colour"]) == ("ngopi", None)
    old = await http.get("/api/clients/kopi", headers=actors.viewer, follow_redirects=True)
    assert old.json()["slug"] == "ngopi"
    nothing = await http.patch("/api/clients/ngopi", json={}, headers=actors.manager)
    assert nothing.json()["slug"] == "ngopi"
    assert await noted(connection) == [
        ("client.change", "kopi", {"colour": [None, "#1c4f9c"]}),
        ("client.change", "ngopi", {"slug": ["kopi", "ngopi"], "colour": ["#1c4f9c", None]}),
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"zone": "Mars/Olympus"}, 400),
        ({"colour": "red"}, 400),
        ({"name": " "}, 400),
        ({"language": "fr"}, 400),
        ({"slug": "Not a slug"}, 400),
        ({"slug": "teh"}, 409),
        ({"name": None}, 400),
        ({"owner": "me"}, 400),
    ],
)
async def test_what_a_client_cannot_be(http: Http, actors: Actors, body: dict[str, Any], status: int) -> None:
    before = (await http.get("/api/clients/kopi", headers=actors.manager)).json()
    answer = await http.patch("/api/clients/kopi", json=body, headers=actors.manager)
    assert (answer.status_code, answer.json()["status"]) == (status, status), answer.text
    assert (await http.get("/api/clients/kopi", headers=actors.manager)).json() == before


async def test_a_client_is_removed_under_its_name_of_now(
    http: Http, actors: Actors, connection: Connection
) -> None:
    await http.patch("/api/clients/kopi", json={"slug": "ngopi"}, headers=actors.admin)
    former = await http.delete("/api/clients/kopi", headers=actors.admin)
    assert (former.status_code, former.json()["hint"]) == (400, "Type ngopi to remove it.")
    for who in (actors.manager, actors.viewer, actors.outsider):
        assert (await http.delete("/api/clients/ngopi", headers=who)).status_code == 403
    assert (await http.delete("/api/clients/ngopi", headers=actors.admin)).status_code == 204
    assert (await http.get("/api/clients/ngopi", headers=actors.admin)).status_code == 404
    assert (await noted(connection))[-1] == ("client.remove", "ngopi", {"name": "Kopi Contoh"})


async def noted(connection: Connection) -> list[tuple[str, str, Any]]:
    cursor = await connection.execute("select action, thing, details from audit order by audit_id")
    return [(row[0], row[1], row[2]) for row in await cursor.fetchall()]
