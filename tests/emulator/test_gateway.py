"""The gateway: keys, plans, quota headers on every answer, and its own errors word by word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cicero.emulator import KEY, EmulatorClock, Plan

from .calling import GATE, INSTAGRAM, TIKTOK, UNTIL, calling

ASKED = "/v1/info?username_or_id_or_url=" + INSTAGRAM[0].handle


async def test_every_answer_says_what_is_left() -> None:
    async with calling(keys={KEY: Plan(limit=3)}) as client:
        for left, path in ((2, ASKED), (1, "/v1/info?username_or_id_or_url=nobody.here"), (0, ASKED)):
            answer = await client.get(path)
            assert answer.headers["x-ratelimit-requests-limit"] == "3"
            assert answer.headers["x-ratelimit-requests-remaining"] == str(left)
            assert answer.headers["x-ratelimit-requests-reset"] == str(30 * 86400)
        answer = await client.get(ASKED)
    assert answer.status_code == 429
    assert "MONTHLY quota for Requests on your current plan, BASIC" in answer.json()["message"]
    assert answer.headers["x-ratelimit-requests-remaining"] == "0"
    assert answer.headers["x-rapidapi-proxy-response"] == "true"


async def test_a_quota_renews_by_the_emulators_clock_and_each_product_has_its_own() -> None:
    clock = EmulatorClock(UNTIL, 0)
    async with calling(clock=clock, keys={KEY: Plan(limit=1, window=timedelta(days=1))}) as client:
        assert (await client.get(ASKED)).status_code == 200
        assert "DAILY" in (await client.get(ASKED)).json()["message"]
        assert (await client.get(f"/api/user/info?uniqueId={TIKTOK[0].handle}")).status_code == 200
        clock.set(UNTIL + timedelta(hours=23))
        refused = await client.get(ASKED)
        assert (refused.status_code, refused.headers["x-ratelimit-requests-reset"]) == (429, "3600")
        clock.set(UNTIL + timedelta(hours=24))
        assert (await client.get(ASKED)).status_code == 200


@pytest.mark.parametrize(
    ("headers", "path", "status", "message"),
    [
        ({"X-RapidAPI-Host": "x"}, ASKED, 401, "Invalid API key. Go to https://docs.rapidapi.com/docs/keys"),
        ({**GATE, "X-RapidAPI-Key": "wrong"}, ASKED, 401, "Invalid API key"),
        ({"X-RapidAPI-Key": KEY}, ASKED, 400, "X-RapidAPI-Host"),
        (GATE, "/v1/nothing", 404, "Endpoint '/v1/nothing' does not exist"),
        (GATE, "/api/nothing", 404, "Endpoint '/api/nothing' does not exist"),
        ({**GATE, "X-RapidAPI-Key": "tiktok-only"}, ASKED, 403, "You are not subscribed to this API."),
    ],
)
async def test_refusals(headers: dict[str, str], path: str, status: int, message: str) -> None:
    async with calling(
        headers=headers, keys={KEY: Plan(), "tiktok-only": Plan(products=("tiktok",))}
    ) as client:
        answer = await client.get(path)
    assert answer.status_code == status
    assert message in answer.json()["message"]
    assert answer.headers["x-rapidapi-proxy-response"] == "true"


async def test_too_fast_for_the_plan() -> None:
    async with calling(keys={KEY: Plan(per_second=2)}) as client:
        answers = [await client.get(ASKED) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "rate limit per second for your plan, BASIC, by the API provider" in answers[2].json()["message"]


async def test_refused_calls_do_not_count_and_the_books_say_so() -> None:
    async with calling(faults={"rate": 1}) as client:
        assert (await client.get(ASKED)).status_code == 429
        await client.put("/_emulator/faults", json={})
        assert (await client.get(ASKED)).status_code == 200
        books = (await client.get("/_emulator/calls")).json()
    assert books["counted"] == {"instagram": 1}
    assert books["paths"] == {"/v1/info": {"200": 1, "429": 1}}
    assert books["faults"] == {"rate": 1}
