"""Saved views: one's own for oneself, shared ones for everybody at the client."""

from __future__ import annotations

from typing import Any

import pytest

from cicero import clients
from cicero.db import Connection

from .conftest import Actors, Http, sign_in

CLIENT = {"client": "kopi"}
Headers = dict[str, str]


async def save(http: Http, headers: Headers, **body: Any) -> Any:
    view = {"name": "Reels", "page": "dashboard", "query": "kind=video", **body}
    return await http.post("/api/views", params=CLIENT, json=view, headers=headers)


async def seen(http: Http, headers: Headers) -> list[tuple[str, str, bool]]:
    answer = await http.get("/api/views", params=CLIENT, headers=headers)
    return [(one["name"], one["owner"], one["own"]) for one in answer.json()["views"]]


async def test_ones_own_are_ones_own(http: Http, actors: Actors, connection: Connection) -> None:
    made = await save(http, actors.viewer, query="?kind=video&from=2026-05-01")
    assert made.status_code == 201, made.text
    view = made.json()
    assert (view["query"], view["shared"], view["own"]) == ("kind=video&from=2026-05-01", False, True)
    assert await seen(http, actors.viewer) == [("Reels", "viewer", True)]
    assert await seen(http, actors.manager) == []
    path = f"/api/views/{view['view_id']}"
    for who in (actors.manager, actors.admin):
        for method, body in (("PATCH", {"name": "Mine"}), ("DELETE", None)):
            answer = await http.request(method, path, params=CLIENT, json=body, headers=who)
            assert answer.status_code == 404
    cursor = await connection.execute("select action, thing, details from audit")
    assert await cursor.fetchall() == [("view.create", "Reels", {"page": "dashboard", "shared": False})]


async def test_a_shared_one_is_seen_by_all_at_the_client(http: Http, actors: Actors) -> None:
    made = (await save(http, actors.manager, shared=True)).json()
    assert await seen(http, actors.viewer) == [("Reels", "manager", False)]
    path = f"/api/views/{made['view_id']}"
    mine = await http.patch(path, params=CLIENT, json={"name": "Mine"}, headers=actors.viewer)
    gone = await http.delete(path, params=CLIENT, headers=actors.viewer)
    assert (mine.status_code, gone.status_code) == (403, 403)
    other = await http.get("/api/views", params={"client": "teh"}, headers=actors.outsider)
    assert other.json() == {"views": []}


async def test_what_is_left_out_stays(http: Http, actors: Actors) -> None:
    made = (await save(http, actors.manager)).json()
    path = f"/api/views/{made['view_id']}"
    changed = await http.patch(path, params=CLIENT, json={"shared": True}, headers=actors.manager)
    assert changed.status_code == 200, changed.text
    assert changed.json() | {"changed_at": made["changed_at"]} == {**made, "shared": True}
    assert changed.json()["changed_at"] > made["changed_at"]
    assert (await http.delete(path, params=CLIENT, headers=actors.manager)).status_code == 204
    assert await seen(http, actors.manager) == []


async def test_who_may_share_removes_shared_ones(
    http: Http, actors: Actors, connection: Connection, kopi: clients.Client
) -> None:
    analyst = await sign_in(connection, "analyst", member_of=kopi.client_id, role="analyst")
    made = (await save(http, analyst, shared=True)).json()
    path = f"/api/views/{made['view_id']}"
    mine = await http.patch(path, params=CLIENT, json={"name": "Mine"}, headers=actors.manager)
    assert mine.status_code == 403
    assert (await http.delete(path, params=CLIENT, headers=actors.manager)).status_code == 204


async def test_the_owner_who_left_is_not_named(http: Http, actors: Actors, connection: Connection) -> None:
    await save(http, actors.manager, shared=True)
    await connection.execute("delete from client_person where role = 'manager'")
    assert await seen(http, actors.viewer) == [("Reels", None, False)]


async def test_a_name_is_taken_once_by_each(http: Http, actors: Actors) -> None:
    await save(http, actors.viewer)
    again = await save(http, actors.viewer, name=" Reels ")
    assert (again.status_code, again.json()["type"]) == (409, "urn:cicero:problem:conflict")
    assert (await save(http, actors.viewer, page="accounts")).status_code == 201
    assert (await save(http, actors.manager)).status_code == 201
    second = (await save(http, actors.manager, name="Other")).json()
    path = f"/api/views/{second['view_id']}"
    taken = await http.patch(path, params=CLIENT, json={"name": "Reels"}, headers=actors.manager)
    assert taken.status_code == 409


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": " "}, 400),
        ({"name": "x" * 101}, 400),
        ({"page": "../settings"}, 400),
        ({"page": "x" * 41}, 400),
        ({"query": "a=b c"}, 400),
        ({"query": "a=\n"}, 201),
        ({"query": "a" * 4_001}, 400),
        ({"shared": True}, 403),
        ({"owner": "admin"}, 400),
    ],
)
async def test_what_a_view_cannot_be(http: Http, actors: Actors, body: dict[str, Any], status: int) -> None:
    answer = await save(http, actors.viewer, **body)
    assert answer.status_code == status, answer.text
    assert len(await seen(http, actors.viewer)) == (status == 201)
