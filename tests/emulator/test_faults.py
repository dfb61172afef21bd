"""Faults strike by name and as often as they are told to, and each can be told from the others."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx2
import pytest

from cicero.emulator import list_at
from cicero.emulator.faults import FAULTS, Faults, read_fault
from cicero.errors import InputError

from .calling import INSTAGRAM, TIKTOK, UNTIL, calling, get, tiktok_pages

ACCOUNT, WATCHED = INSTAGRAM[0], TIKTOK[0]
POSTS = f"/api/user/posts?secUid={WATCHED.sec_uid}"
ASKED = f"/v1/posts?username_or_id_or_url={ACCOUNT.handle}"


@pytest.mark.parametrize(
    ("name", "status", "words", "by_gateway"),
    [
        ("wrong-key", 401, "Invalid API key", True),
        ("wrong-key-403", 403, "Invalid API key", True),
        ("not-subscribed", 403, "You are not subscribed to this API.", True),
        ("disabled", 401, "This endpoint is disabled for your subscription", True),
        ("no-endpoint", 404, "Endpoint '/v1/posts' does not exist", True),
        ("rate", 429, '{"message":"Too many requests"}', True),
        ("rate-second", 429, "rate limit per second for your plan, BASIC", True),
        ("rate-text", 429, "Too many requests", True),
        ("empty-429", 429, "", True),
        ("quota", 429, "MONTHLY quota", True),
        ("quota-daily", 429, "DAILY quota", True),
        ("502", 502, "message", True),
        ("504", 504, '"messages":"The request to the API has timed out"', True),
        ("expired-token", 401, "expired", False),
        ("500", 500, "detail", False),
        ("503", 503, "<html>", False),
        ("html", 200, "<html>", False),
        ("204", 204, "", False),
    ],
)
async def test_a_fault_by_name(name: str, status: int, words: str, by_gateway: bool) -> None:
    async with calling(faults={name: 1}) as client:
        answer = await client.get(ASKED)
        assert answer.status_code == status
        assert words in answer.text
        assert ("x-rapidapi-proxy-response" in answer.headers) == by_gateway
        left = answer.headers["x-ratelimit-requests-remaining"]
        assert left == "0" if name.startswith("quota") else int(left) > 0
        await client.put("/_emulator/faults", json={})
        assert (await client.get(ASKED)).json()["data"]["count"] == 12


async def test_a_cut_body_is_no_json() -> None:
    async with calling(faults={"cut-body": 1}) as client:
        answer = await client.get(ASKED)
    assert answer.status_code == 200
    assert "content-length" not in answer.headers
    with pytest.raises(json.JSONDecodeError):
        answer.json()


async def test_a_timeout_answers_when_nobody_waits_any_more() -> None:
    async with calling(faults={"timeout": 1}, late=30) as client:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await client.get(ASKED)


async def test_lists_that_lack_their_items_say_that_there_is_more() -> None:
    async with calling(faults={"absent-list": 1}) as client:
        first = await get(client, POSTS)
        assert "itemList" not in first["data"]
        assert (first["data"]["hasMore"], first["data"]["cursor"]) == (True, "0")
        later = await get(client, f"{POSTS}&cursor=1700000000000")
        assert (later["data"]["hasMore"], later["data"]["cursor"]) == (True, "1700000000000")
        page = await get(client, ASKED)
        assert "items" not in page["data"]
        assert (await get(client, f"/api/user/info?uniqueId={WATCHED.handle}"))["statusCode"] == 0
        again = page["pagination_token"]
        await client.put("/_emulator/faults", json={})
        assert len((await get(client, f"{ASKED}&pagination_token={again}"))["data"]["items"]) == 12


async def test_a_page_repeats_with_the_token_it_was_asked_by() -> None:
    async with calling() as client:
        first = (await get(client, POSTS))["data"]
        token = (await get(client, ASKED))["pagination_token"]
        await client.put("/_emulator/faults", json={"repeated-page": 1})
        again = (await get(client, f"{POSTS}&cursor={first['cursor']}"))["data"]
        assert again == first
        page = await get(client, f"{ASKED}&pagination_token={token}")
        assert page["pagination_token"] == token
        assert (await get(client, POSTS))["data"] == first


async def test_a_null_token_ends_a_list_too_early() -> None:
    for name, missing in (("null-token", False), ("missing-token", True)):
        async with calling(faults={name: 1}) as client:
            page = await get(client, ASKED)
        assert ("pagination_token" not in page) == missing
        assert page.get("pagination_token") is None


async def test_faults_of_posts_hit_the_same_posts_each_time() -> None:
    async with calling(faults={"no-stats-v2": 0.4, "string-collect": 1}) as client:
        pages = [await tiktok_pages(client, WATCHED.sec_uid) for _ in range(2)]
    hit = [
        [item["id"] for page in once for item in page["itemList"] if "statsV2" not in item] for once in pages
    ]
    assert hit[0] == hit[1]
    items = [item for page in pages[0] for item in page["itemList"]]
    assert 0.3 < len(hit[0]) / len(items) < 0.5
    assert all(isinstance(item["stats"]["collectCount"], str) for item in items)


@pytest.mark.parametrize(
    ("name", "likes", "flag"),
    [("hidden-likes", 3, True), ("hidden-likes-bare", 3, None), ("hidden-likes-minus", -1, False)],
)
async def test_hidden_likes_by_name(name: str, likes: int, flag: Any) -> None:
    async with calling(faults={name: 1, "null-caption": 1}) as client:
        for item in (await get(client, ASKED))["data"]["items"]:
            assert (item["like_count"], item.get("like_and_view_counts_disabled")) == (likes, flag)
            assert item["caption"] is None


async def test_null_metrics() -> None:
    async with calling(faults={"null-metrics": 1}) as client:
        code = (await get(client, ASKED))["data"]["items"][0]["code"]
        metrics = (await get(client, f"/v1/post_info?code_or_id_or_url={code}"))["data"]["metrics"]
    assert set(metrics.values()) == {None}


async def test_an_account_goes_private_is_renamed_and_is_gone() -> None:
    info, on_tiktok = "/v1/info?username_or_id_or_url=", "/api/user/info?uniqueId="
    async with calling(faults={f"private:instagram:{ACCOUNT.handle}": 1}) as client:
        assert (await get(client, info + ACCOUNT.handle))["data"]["is_private"] is True
        assert (await client.get(ASKED)).status_code == 403
        assert (await get(client, on_tiktok + WATCHED.handle))["userInfo"]["user"]["privateAccount"] is False
    async with calling(faults={f"private:{WATCHED.handle}": 1}) as client:
        assert (await get(client, POSTS))["data"]["statusCode"] == 10222
    async with calling(faults={f"renamed:{ACCOUNT.handle}=kopi.baru": 1}) as client:
        assert (await client.get(info + ACCOUNT.handle)).status_code == 404
        assert (await get(client, info + "kopi.baru"))["data"]["id"] == ACCOUNT.platform_id
        assert (await get(client, info + ACCOUNT.platform_id))["data"]["username"] == "kopi.baru"
        assert (await get(client, on_tiktok + "kopi.baru"))["userInfo"]["user"]["id"] == WATCHED.platform_id
        assert (await get(client, on_tiktok + WATCHED.handle))["statusCode"] == 10202
        assert (await get(client, POSTS))["data"]["itemList"][0]["author"]["uniqueId"] == "kopi.baru"
    async with calling(faults={f"gone:{ACCOUNT.handle}": 1}) as client:
        assert (await client.get(info + ACCOUNT.platform_id)).status_code == 404
        assert (await get(client, on_tiktok + WATCHED.handle))["statusCode"] == 10202


def test_the_mix_strikes_as_often_as_it_is_told_and_uses_every_transient_fault() -> None:
    faults = Faults(3, {"failing": 0.3})
    drawn = [faults.draw(listing=True, later_page=True).struck - {"failing"} for _ in range(6000)]
    struck = Counter(name for names in drawn for name in names)
    assert 0.27 < sum(struck.values()) / len(drawn) < 0.33
    assert set(struck) == {name for name, fault in FAULTS.items() if fault.transient}
    assert max(struck.values()) < 2 * min(struck.values())
    other = Faults(3, {"failing": 1})
    elsewhere = [other.draw(listing=False, later_page=False).struck for _ in range(200)]
    assert not any(names & {"absent-list", "repeated-page"} for names in elsewhere)


def test_the_same_seed_strikes_at_the_same_calls() -> None:
    def drawn(seed: int) -> list[frozenset[str]]:
        faults = Faults(seed, {"failing": 0.3, "rate": 0.1})
        return [faults.draw(listing=True, later_page=False).struck for _ in range(50)]

    assert drawn(1) == drawn(1) != drawn(2)


async def patiently(
    client: httpx2.AsyncClient, path: str, whole: Callable[[Any], bool], **params: Any
) -> Any:
    """The JSON of the first answer that is one and that `whole` finds complete."""
    for _ in range(100):
        answer = await client.get(path, params=params)
        if answer.status_code == 200:
            with suppress(json.JSONDecodeError):
                body = answer.json()
                if whole(body):
                    return body
    raise AssertionError(f"{path} never answered")


async def all_on_tiktok(client: httpx2.AsyncClient) -> list[str]:
    ids: list[str] = []
    cursor, more = "0", True
    while more:

        def goes_on(body: Any, at: str = cursor) -> bool:
            return body["data"]["cursor"] != at and "itemList" in body["data"]

        asked = {"secUid": WATCHED.sec_uid, "cursor": cursor}
        data = (await patiently(client, "/api/user/posts", goes_on, **asked))["data"]
        ids += [item["id"] for item in data["itemList"]]
        cursor, more = data["cursor"], data["hasMore"]
    return ids


async def all_on_instagram(client: httpx2.AsyncClient) -> list[str]:
    codes: list[str] = []
    token: str | None = ""
    while token is not None:

        def goes_on(body: Any, at: str = token) -> bool:
            return "items" in body["data"] and body.get("pagination_token") != at

        asked = {"username_or_id_or_url": ACCOUNT.handle, "pagination_token": token}
        page = await patiently(client, "/v1/posts", goes_on, **asked)
        codes += [item["code"] for item in page["data"]["items"]]
        token = page.get("pagination_token")
    return codes


async def test_with_a_third_failing_whoever_asks_again_gets_every_post_once() -> None:
    """A reader that takes nothing but whole pages that go on: every fault can be told from the truth."""
    async with calling(faults={"failing": 0.3}, late=0.001, seed=11) as client:
        assert await all_on_tiktok(client) == [str(post.post_id) for post in list_at(WATCHED, UNTIL)]
        assert await all_on_instagram(client) == [post.code for post in list_at(ACCOUNT, UNTIL)]
        books = (await client.get("/_emulator/calls")).json()
    assert sum(books["faults"].values()) > 10


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("rate", ("rate", 1.0)),
        ("failing=0.3", ("failing", 0.3)),
        ("renamed:a=b", ("renamed:a=b", 1.0)),
        ("private:kopi.nusantara=1", ("private:kopi.nusantara", 1.0)),
    ],
)
def test_faults_are_read(text: str, read: tuple[str, float]) -> None:
    assert read_fault(text) == read


@pytest.mark.parametrize("text", ["nothing", "rate=2", "rate=x", "private", "renamed:a", "rate:kopi"])
def test_what_is_no_fault_is_told(text: str) -> None:
    with pytest.raises(InputError):
        read_fault(text)


async def test_a_wrong_fault_over_http_leaves_everything_as_it_was() -> None:
    async with calling(faults={"slow": 0.0}) as client:
        answer = await client.put("/_emulator/faults", json={"nothing": 1})
        assert answer.status_code == 400
        assert "nothing" in answer.json()["error"]
        assert (await get(client, "/_emulator/faults"))["on"] == {"slow": 0.0}
