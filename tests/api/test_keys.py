"""One's own API keys: listed by any key that reads, made and revoked by a session alone."""

from __future__ import annotations

from typing import Any

import pytest

from cicero.db import Connection

from .conftest import Actors, Http

Headers = dict[str, str]


async def make(http: Http, headers: Headers, **body: Any) -> Any:
    return await http.post("/api/keys", json={"name": "Laporan", "scopes": ["read"], **body}, headers=headers)


async def test_a_key_is_shown_once_and_opens_what_it_says(
    http: Http, actors: Actors, connection: Connection
) -> None:
    made = await make(http, actors.manager, clients=["kopi"], days=30)
    assert made.status_code == 201, made.text
    token, key = made.json()["token"], made.json()["key"]
    assert (key["name"], key["scopes"], token.startswith(key["hint"])) == ("Laporan", ["read"], True)
    client = (await http.get("/api/clients/kopi", headers=actors.manager)).json()
    assert key["clients"] == [client["client_id"]]
    by_key = {"Authorization": f"Bearer {token}"}
    listed = await http.get("/api/keys", headers=by_key)
    assert [one["key_id"] for one in listed.json()["keys"]] == [key["key_id"]]
    assert token not in listed.text
    assert (await http.get("/api/accounts?client=kopi", headers=by_key)).status_code == 200
    cursor = await connection.execute("select action, thing, details from audit")
    ((action, thing, details),) = await cursor.fetchall()
    assert (action, thing, details["clients"]) == ("key.create", f"Laporan ({key['hint']}…)", ["kopi"])
    assert token not in str(details)


async def test_no_key_makes_or_revokes_keys(http: Http, actors: Actors) -> None:
    made = (await make(http, actors.manager, scopes=["read", "write"])).json()
    by_key = {"Authorization": f"Bearer {made['token']}"}
    assert (await make(http, by_key)).status_code == 403
    path = f"/api/keys/{made['key']['key_id']}"
    assert (await http.delete(path, headers=by_key)).status_code == 403
    assert (await http.delete(path, headers=actors.viewer)).status_code == 404
    assert (await http.delete(path, headers=actors.manager)).status_code == 204
    assert (await http.get("/api/keys", headers=by_key)).status_code == 401
    assert (await http.delete(path, headers=actors.manager)).status_code == 404


async def test_what_lasts_for_ever_and_is_for_all(http: Http, actors: Actors) -> None:
    key = (await make(http, actors.admin, scopes=["admin"], days=None)).json()["key"]
    assert (key["clients"], key["expires_at"], key["expired"]) == (None, None, False)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": " "}, 400),
        ({"scopes": []}, 400),
        ({"scopes": ["everything"]}, 400),
        ({"scopes": ["admin"]}, 403),
        ({"clients": []}, 400),
        ({"clients": ["teh"]}, 404),
        ({"days": 0}, 400),
        ({"days": 10**20}, 400),
        ({"days": "soon"}, 400),
    ],
)
async def test_what_a_key_cannot_be(http: Http, actors: Actors, body: dict[str, Any], status: int) -> None:
    answer = await make(http, actors.manager, **body)
    assert answer.status_code == status, answer.text
    assert (await http.get("/api/keys", headers=actors.manager)).json() == {"keys": []}
