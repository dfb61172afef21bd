"""/api/sessions: one's own alone, page by page; ended by a session, never by a key."""

from __future__ import annotations

from tests.api.conftest import Actors, Http

from cicero import auth
from cicero.api import sessions as resource
from cicero.db import Connection, fetch_value


async def person_id(connection: Connection, username: str) -> int:
    return int(
        await fetch_value(
            connection, "select person_id from person where username = %(name)s", {"name": username}
        )
    )


async def test_sessions_say_which_device_it_is(http: Http, actors: Actors, connection: Connection) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    viewer = await person_id(connection, "viewer")
    await auth.start_session(connection, viewer, user_agent=agent, address="192.0.2.7", days=1)
    answer = await http.get("/api/sessions", headers=actors.viewer)
    assert answer.status_code == 200
    newest, mine = answer.json()["sessions"]
    assert (newest["browser"], newest["system"], newest["address"]) == ("Firefox", "Windows", "192.0.2.7")
    assert (newest["current"], mine["current"]) == (False, True)
    assert (mine["browser"], mine["address"], answer.json()["next"]) == (None, None, None)
    assert "token" not in answer.text


async def test_pages_go_on_where_the_one_before_ended(
    http: Http, actors: Actors, connection: Connection
) -> None:
    viewer = await person_id(connection, "viewer")
    for _ in range(resource.AT_ONCE):
        await auth.start_session(connection, viewer, user_agent=None, address=None, days=1)
    first = (await http.get("/api/sessions", headers=actors.viewer)).json()
    after = f"/api/sessions?before={first['next']}"
    rest = (await http.get(after, headers=actors.viewer)).json()
    assert (len(first["sessions"]), len(rest["sessions"]), rest["next"]) == (resource.AT_ONCE, 1, None)
    assert rest["sessions"][0]["current"]
    assert (await http.get("/api/sessions?before=x", headers=actors.viewer)).status_code == 400


async def test_a_session_is_ended_from_another(http: Http, actors: Actors, connection: Connection) -> None:
    viewer = await person_id(connection, "viewer")
    token = await auth.start_session(connection, viewer, user_agent=None, address=None, days=1)
    lost = {"Authorization": f"Bearer {token}"}
    ended = (await http.get("/api/sessions", headers=lost)).json()["sessions"][0]["session_id"]
    assert (await http.delete(f"/api/sessions/{ended}", headers=actors.outsider)).status_code == 404
    assert (await http.get("/api/session", headers=lost)).status_code == 200
    assert (await http.delete(f"/api/sessions/{ended}", headers=actors.viewer)).status_code == 204
    assert (await http.get("/api/session", headers=lost)).status_code == 401
    for unknown in (ended, "0", "x", "9" * 30):
        assert (await http.delete(f"/api/sessions/{unknown}", headers=actors.viewer)).status_code == 404
    note = await fetch_value(
        connection, "select actor || ' ' || action from audit order by audit_id desc limit 1", {}
    )
    assert note == "viewer session.end_elsewhere"


async def test_a_key_may_look_but_end_nothing(http: Http, actors: Actors, connection: Connection) -> None:
    access = await auth.find_access(connection, actors.viewer["Authorization"].removeprefix("Bearer "))
    assert access is not None
    made = await auth.create_key(
        connection, access.person, name="all", scopes=["read", "write"], clients=None, days=1
    )
    key = {"Authorization": f"Bearer {made.token}"}
    found = (await http.get("/api/sessions", headers=key)).json()["sessions"]
    assert [one["current"] for one in found] == [False]
    assert (await http.delete(f"/api/sessions/{found[0]['session_id']}", headers=key)).status_code == 403
    assert await auth.count_sessions(connection, access.person.person_id) == 1
