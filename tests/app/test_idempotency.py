"""What carries an Idempotency-Key is done once, across processes and restarts, and never half."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from litestar import post
from litestar.params import JSONBody
from tests.app.world import ACTORS, count, fill, run

from cicero import app as application
from cicero import audit, auth
from cicero.api.given import Actor, Connection
from cicero.config import Settings
from cicero.db import Pool
from cicero.errors import InputError

Http = httpx2.AsyncClient
WHO = {actor.name: actor.headers for actor in ACTORS}
entered, go_on = asyncio.Event(), asyncio.Event()


@post("/api/trial", needs="self.see")
async def trial(connection: Connection, actor: Actor, data: JSONBody[dict[str, str]]) -> dict[str, str]:
    """Done each time it runs: a line in the log."""
    await audit.note(connection, actor, "trial.made")
    if data.get("wait"):
        entered.set()
        await asyncio.wait_for(go_on.wait(), 20)
    if data.get("fail"):
        raise InputError("No.")
    return {"said": data.get("say", ""), "line": str(await _lines(connection))}


@post("/api/secret", needs="self.see", secret=True)
async def secret(connection: Connection, actor: Actor) -> dict[str, str]:
    await audit.note(connection, actor, "trial.made")
    return {"token": "geheim"}


async def _lines(connection: Connection) -> int:
    cursor = await connection.execute("select txid_current()")
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


@asynccontextmanager
async def made(settings: Settings, database: str) -> AsyncIterator[Http]:
    """In this event loop, unlike the framework's own client: here requests run side by side."""
    app = application.create_app(settings, database)
    app.register(trial)
    app.register(secret)
    ready, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        """In one task: a fixture begins and ends in two."""
        async with app.lifespan():
            ready.set()
            await over.wait()

    life = asyncio.create_task(live())
    await ready.wait()
    transport = httpx2.ASGITransport(app=app)  # type: ignore[arg-type]
    async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as client:
        client.accesses = app.state.accesses  # type: ignore[attr-defined]
        yield client
    over.set()
    await life


@pytest.fixture
async def http(settings: Settings, database: str) -> AsyncIterator[Http]:
    fill(database, settings)
    entered.clear()
    go_on.clear()
    async with made(settings, database) as client:
        yield client


async def send(http: Http, key: str, path: str = "/api/trial", who: str = "viewer", **body: str) -> Any:
    return await http.post(path, headers={**WHO[who], "idempotency-key": key}, json=body)


async def test_the_same_again_is_answered_and_not_done(http: Http, settings: Settings, database: str) -> None:
    first = await send(http, "k1", say="kopi")
    async with made(settings, database) as another_process:
        again = [await send(http, "k1", say="kopi"), await send(another_process, "k1", say="kopi")]
    assert first.status_code == 201
    assert "idempotency-replayed" not in first.headers
    for answer in again:
        assert (answer.status_code, answer.content) == (201, first.content)
        assert answer.headers["content-type"] == first.headers["content-type"]
        assert answer.headers["idempotency-replayed"] == "true"
    assert count(database, "audit") == 1


async def test_another_body_address_or_person(http: Http, database: str) -> None:
    await send(http, "k1", say="kopi")
    for answer in (
        await send(http, "k1", say="teh"),
        await send(http, "k1", path="/api/trial?x=1", say="kopi"),
    ):
        assert answer.status_code == 422
        assert answer.json()["type"] == "urn:cicero:problem:unlike"
    assert (await send(http, "k1", who="manager", say="teh")).status_code == 201
    assert (await send(http, "k2", say="kopi")).status_code == 201
    assert count(database, "audit") == 3


async def test_while_the_first_is_under_way(http: Http, settings: Settings, database: str) -> None:
    first = asyncio.create_task(send(http, "k1", wait="yes"))
    await asyncio.wait_for(entered.wait(), 20)
    async with made(settings, database) as another_process:
        answers = [await send(one, "k1", wait="yes") for one in (http, another_process)]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert "is being answered" in answers[0].json()["detail"]
    go_on.set()
    assert (await first).status_code == 201
    assert (await send(http, "k1", wait="yes")).headers["idempotency-replayed"] == "true"
    assert count(database, "audit") == 1


async def test_what_failed_leaves_nothing_behind(http: Http, database: str) -> None:
    for _ in range(2):
        refused = await send(http, "k1", fail="yes")
        assert refused.status_code == 400
        assert "idempotency-replayed" not in refused.headers
    assert (count(database, "audit"), count(database, "answered")) == (0, 0)
    assert (await send(http, "k1", say="right now")).status_code == 201


async def test_a_secret_is_not_kept(http: Http, database: str) -> None:
    assert (await send(http, "k1", "/api/secret")).json() == {"token": "geheim"}
    again = await send(http, "k1", "/api/secret")
    assert again.status_code == 409
    assert "held a secret" in again.json()["detail"]
    assert count(database, "audit") == 1
    assert count(database, "answered where body is not null") == 0


async def test_who_may_no_longer_is_not_told_the_answer(http: Http, database: str) -> None:
    await send(http, "k1", say="kopi")
    run(database, "delete from session where person_id = 4")
    http.accesses.forget(4)  # type: ignore[attr-defined]
    assert (await send(http, "k1", say="kopi")).status_code == 401


async def test_an_answer_is_kept_for_a_day(http: Http, database: str) -> None:
    await send(http, "k1", say="kopi")
    run(database, "update answered set answered_at = now() - interval '25 hours'")
    assert "idempotency-replayed" not in (await send(http, "k1", say="teh")).headers
    assert "idempotency-replayed" in (await send(http, "k1", say="teh")).headers


async def test_what_is_over_is_swept(http: Http, database: str, pool: Pool) -> None:
    await send(http, "k1")
    await send(http, "k2")
    run(database, "update answered set answered_at = now() - interval '25 hours' where key = 'k1'")
    async with pool.connection() as connection:
        assert await auth.sweep(connection) == 1
    assert count(database, "answered where key = 'k2'") == 1


@pytest.mark.parametrize("key", ["", "x" * 201, "with a space"])
async def test_what_is_no_key(http: Http, key: str) -> None:
    assert (await send(http, key)).status_code == 400


async def test_without_a_key_each_is_done(http: Http, database: str) -> None:
    for _ in range(2):
        answer = await http.post("/api/trial", headers=WHO["viewer"], json={})
        assert answer.status_code == 201
    assert (count(database, "audit"), count(database, "answered")) == (2, 0)
