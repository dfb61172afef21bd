"""Live sources, for administrators: how they do, what is left of their calls, setting them up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.standings import SEALED, count_calls, set_source, tell_quota

from cicero.config import Settings
from cicero.db import Connection
from cicero.ingest import find_source, meters
from cicero.periods import now
from cicero.secret import unseal
from cicero.sources.registry import SOURCES

from .conftest import Actors, Http

NAME = "social-api4"
PATH = f"/api/sources/{NAME}"


async def one(http: Http, actors: Actors) -> Any:
    answer = await http.get("/api/sources", headers=actors.admin)
    assert answer.status_code == 200, answer.text
    assert [source["name"] for source in answer.json()["sources"]] == list(SOURCES)
    return next(source for source in answer.json()["sources"] if source["name"] == NAME)


async def test_a_source_that_nobody_set_up(http: Http, actors: Actors) -> None:
    found = await one(http, actors)
    assert (found["state"], found["has_key"], found["answers"]) == ("untried", False, False)
    assert (found["platform"], found["url"]) == (SOURCES[NAME].platform, SOURCES[NAME].url)
    quota = found["quota"]
    assert (quota["plan"], quota["budget"], quota["pace"], quota["calls"]) == (None, None, None, [])


async def test_quota_and_forecast_are_those_of_the_room(
    http: Http, actors: Actors, connection: Connection
) -> None:
    at = now()
    await set_source(connection, NAME, budget=1_000, shortage=1.5)
    await tell_quota(connection, NAME, at - timedelta(hours=1), 5_000, 4_000, at + timedelta(days=20))
    for days in range(1, 4):
        await count_calls(connection, NAME, at.date() - timedelta(days=days), "list", 90, 2)
    found = await one(http, actors)
    quota = await meters.quota(connection, NAME, at, 1_000)
    assert quota.plan is not None
    assert quota.budget is not None
    assert (found["shortage"], found["answers"], found["has_key"]) == (1.5, True, True)
    told = found["quota"]
    assert (told["pace"], told["days"], told["this_month"], told["month_end"]) == (
        quota.pace,
        3,
        quota.this_month,
        quota.month_end,
    )
    for name in ("limit", "used", "left", "expected"):
        assert told["plan"][name] == getattr(quota.plan, name), name
        assert told["budget"][name] == getattr(quota.budget, name), name
    assert told["plan"]["expected"] is not None
    assert [(call["purpose"], call["calls"], call["failed"]) for call in told["calls"]] == [
        ("list", 90, 2)
    ] * 3


async def test_keys_are_kept_sealed_and_never_told(
    http: Http, actors: Actors, connection: Connection, settings: Settings
) -> None:
    body = {"key": "the key itself", "per_minute": 7, "budget": 500}
    answer = await http.patch(PATH, json=body, headers=actors.admin)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["has_key"], answer.json()["per_minute"], answer.json()["budget"]) == (True, 7, 500)
    row = await find_source(connection, NAME)
    assert row is not None
    assert row.sealed_key is not None
    assert unseal(settings, row.sealed_key).reveal() == "the key itself"
    assert "the key itself" not in answer.text
    kept = await http.patch(PATH, json={"budget": 0, "enabled": False}, headers=actors.admin)
    assert (kept.json()["has_key"], kept.json()["budget"], kept.json()["enabled"]) == (True, None, False)
    assert kept.json()["per_minute"] == 7
    cursor = await connection.execute("select action, thing, details from audit order by audit_id")
    first, second = await cursor.fetchall()
    assert first == (
        "source.configure",
        NAME,
        {"per_minute": 7, "budget": 500, "keys_entered": ["key"]},
    )
    assert second[2] == {"budget": 0, "enabled": False, "keys_entered": []}


async def test_keys_are_removed(http: Http, actors: Actors, connection: Connection) -> None:
    await set_source(connection, NAME)
    assert (await http.delete(f"{PATH}/key", headers=actors.admin)).status_code == 204
    assert (await one(http, actors))["has_key"] is False


async def test_what_is_not_set_up_does_not_answer(http: Http, actors: Actors) -> None:
    answer = await http.post(f"{PATH}/test", headers=actors.admin)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["ok"], told["reason"], told["quota"]) == (False, "not_configured", None)
    assert told["hint"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"url": "http://elsewhere.example"}, 400),
        ({"fallback_url": "ftp://x"}, 400),
        ({"per_minute": 0}, 400),
        ({"per_minute": 10**12}, 400),
        ({"budget": -1}, 400),
        ({"budget": 10**19}, 400),
        ({"price": 1}, 400),
    ],
)
async def test_what_cannot_be_used(http: Http, actors: Actors, body: dict[str, Any], status: int) -> None:
    answer = await http.patch(PATH, json=body, headers=actors.admin)
    assert answer.status_code == status, answer.text
    assert (await one(http, actors))["state_since"] is None


async def test_a_source_that_there_is_not(http: Http, actors: Actors) -> None:
    for method, path in (("PATCH", ""), ("POST", "/test"), ("DELETE", "/key")):
        answer = await http.request(
            method, f"/api/sources/none{path}", json={} if method == "PATCH" else None, headers=actors.admin
        )
        assert answer.status_code == 404, method


async def test_nobody_else_sees_or_changes_them(http: Http, actors: Actors, connection: Connection) -> None:
    await set_source(connection, NAME)
    for method, path in (("GET", "/api/sources"), ("PATCH", PATH), ("DELETE", f"{PATH}/key")):
        body = {"enabled": False} if method == "PATCH" else None
        answer = await http.request(method, path, json=body, headers=actors.manager)
        assert answer.status_code == 403, method
    assert SEALED.decode() not in (await http.get("/api/sources", headers=actors.admin)).text
    assert (await one(http, actors))["enabled"] is True
