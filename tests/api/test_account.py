"""One account with its health and history; and what can be done with the accounts of a client."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.standings import set_collection

from cicero import accounts
from cicero.db import Connection
from cicero.ingest import standing
from cicero.periods import now
from cicero.records import Profile

from .conftest import FIRST, KOPI, SAINGAN, Actors, Http

CLIENT = {"client": "kopi"}


@pytest.fixture
async def own(connection: Connection, actors: Actors) -> int:  # noqa: ARG001
    return (await accounts.resolve(connection, [KOPI]))[KOPI]


async def watched(http: Http, actors: Actors) -> dict[str, str]:
    """The role of each account, by handle."""
    answer = await http.get("/api/accounts", params=CLIENT, headers=actors.viewer)
    return {one["handle"]: one["role"] for one in answer.json()["accounts"]}


async def noted(connection: Connection) -> list[tuple[str, Any]]:
    rows = await (await connection.execute("select action, details from audit order by audit_id")).fetchall()
    return [(row[0], row[1]) for row in rows]


async def test_an_account_is_told_whole(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    seen = Profile(
        account=KOPI,
        observed_at=FIRST + timedelta(days=6),
        followers=1100,
        following=7,
        posts=4,
        biography="Kopi",
    )
    later = Profile(account=KOPI, observed_at=FIRST + timedelta(days=7), followers=1200)
    await accounts.store_profiles(connection, [(own, seen), (own, later)])
    await accounts.note_posts(connection, [(own, 3, FIRST + timedelta(days=5))])
    await set_collection(connection, own, now(), state="failing", message="Cut off.", failures=2)
    answer = (await http.get(f"/api/accounts/{own}", params=CLIENT, headers=actors.viewer)).json()
    listed = (await http.get("/api/accounts", params=CLIENT, headers=actors.viewer)).json()["accounts"]
    assert {name: answer[name] for name in listed[0]} == listed[0]
    assert (answer["biography"], answer["following"], answer["category"]) == ("Kopi", 7, None)
    assert answer["history"] == {
        "posts": 3,
        "counted_posts": 4,
        "counted_at": "2026-05-10T03:00:00Z",
        "coverage": 0.75,
        "first_post": "2026-05-04T03:00:00Z",
        "known_until": "2026-05-09T03:00:00Z",
        "followers_since": "2026-05-09T03:00:00Z",
        "follower_samples": 3,
    }
    found = (await standing.account(connection, 1, own)).collection
    health = answer["health"]
    assert (health["state"], health["message"], health["failures"]) == ("failing", "Cut off.", 2)
    for name in ("due_at", "fetched_at", "backfill_oldest"):
        told = getattr(found, name).astimezone(UTC).isoformat().replace("+00:00", "Z")
        assert health[name] == told, name


async def test_what_nobody_asks_for_is_unknown(http: Http, actors: Actors, connection: Connection) -> None:
    other = (await accounts.resolve(connection, [SAINGAN]))[SAINGAN]
    answer = (await http.get(f"/api/accounts/{other}", params=CLIENT, headers=actors.viewer)).json()
    assert (answer["health"]["state"], answer["health"]["moving"]) == (None, False)
    history = answer["history"]
    assert (history["counted_posts"], history["coverage"], history["followers_since"]) == (None, None, None)
    assert (answer["followers"], answer["following"], history["follower_samples"]) == (None, None, 0)


@pytest.mark.parametrize("account_id", ["999999", "x", "1e3", "99999999999999999999"])
async def test_an_unknown_account(http: Http, actors: Actors, account_id: str) -> None:
    for method in ("GET", "DELETE"):
        answer = await http.request(
            method, f"/api/accounts/{account_id}", params=CLIENT, headers=actors.manager
        )
        assert answer.status_code == 404, answer.text


async def test_an_account_is_added_changed_and_removed(
    http: Http, actors: Actors, connection: Connection
) -> None:
    body = {"handle": "https://www.instagram.com/Susu.Contoh/", "platform": "tiktok", "role": "competitor"}
    made = await http.post("/api/accounts", params=CLIENT, json=body, headers=actors.manager)
    assert made.status_code == 201, made.text
    told = made.json()
    assert (told["handle"], told["platform"], told["role"]) == ("susu.contoh", "instagram", "competitor")
    assert told["health"]["state"] == "new"
    path = f"/api/accounts/{told['account_id']}"
    changed = await http.patch(path, params=CLIENT, json={"role": "own"}, headers=actors.manager)
    assert (changed.status_code, changed.json()["role"]) == (200, "own")
    assert (await watched(http, actors))["susu.contoh"] == "own"
    gone = await http.delete(path, params=CLIENT, headers=actors.manager)
    assert (gone.status_code, gone.content) == (204, b"")
    assert "susu.contoh" not in await watched(http, actors)
    assert await noted(connection) == [
        ("account.add", {"role": "competitor"}),
        ("account.change_role", {"role": {"from": "competitor", "to": "own"}}),
        ("account.remove", {}),
    ]


async def test_fresh_figures_are_asked_for(
    http: Http, actors: Actors, connection: Connection, own: int
) -> None:
    later = datetime(2030, 1, 1, tzinfo=UTC)
    nothing = await http.post("/api/accounts/refresh", params=CLIENT, headers=actors.manager)
    assert nothing.json() == {"accounts": 0}
    for path in (f"/api/accounts/{own}/refresh", "/api/accounts/refresh"):
        await connection.execute("delete from collection")
        await set_collection(connection, own, later)
        answer = await http.post(path, params=CLIENT, headers=actors.manager)
        assert answer.status_code == 202, answer.text
        due = (await standing.account(connection, 1, own)).collection.due_at
        assert due is not None
        assert due <= now(), path


async def test_the_past_is_read(http: Http, actors: Actors, connection: Connection, own: int) -> None:
    await set_collection(connection, own, now())
    path = f"/api/accounts/{own}/past"
    answer = await http.post(path, params=CLIENT, json={"days": "all"}, headers=actors.manager)
    assert answer.status_code == 202
    assert answer.json()["health"]["backfill_until"] == "2010-01-01T00:00:00Z"
    await http.post(path, params=CLIENT, json={"days": "none"}, headers=actors.manager)
    assert (await standing.account(connection, 1, own)).collection.backfill == "off"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"handle": "not a handle"}, "'not a handle' cannot be a handle on Instagram."),
        ({"handle": "susu", "role": "friend"}, "role"),
        ({"handle": "susu", "platform": "myspace"}, "platform"),
        ({"handle": "susu", "colour": "red"}, "colour"),
        ({}, "handle"),
    ],
)
async def test_what_cannot_be_watched(http: Http, actors: Actors, body: dict[str, str], detail: str) -> None:
    before = await watched(http, actors)
    answer = await http.post("/api/accounts", params=CLIENT, json=body, headers=actors.manager)
    assert answer.status_code == 400
    assert detail in answer.json()["detail"]
    assert await watched(http, actors) == before


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404), ("anonymous", 401)])
async def test_who_may_not(http: Http, actors: Actors, own: int, who: str, status: int) -> None:
    headers = getattr(actors, who) or {"authorization": "Bearer none"}
    for method, path, body in (
        ("POST", "", {"handle": "susu"}),
        ("PATCH", f"/{own}", {"role": "competitor"}),
        ("DELETE", f"/{own}", None),
        ("POST", f"/{own}/refresh", None),
    ):
        answer = await http.request(method, f"/api/accounts{path}", params=CLIENT, json=body, headers=headers)
        assert answer.status_code == status, (method, path)
