"""/api/clients/profile and /api/aggregator: what every page of such a dashboard begins with."""

from __future__ import annotations

import asyncio

import pytest

from cicero.emulator.world import followers_at

from .conftest import ID, START, Place

NEW = """
update post set published_at = now() - interval '1 minute' where post_id = (select max(post_id) from post)
"""


async def test_the_client_names_the_accounts_that_its_pages_load(place: Place) -> None:
    answer = await place.get("/api/clients/profile", client_id="kopi-nusantara", role="operator", scope="ORG")
    assert answer.json() == {
        "success": True,
        "client": {
            "client_id": ID,
            "nama": "Kopi Nusantara",
            "client_type": "ORG",
            "client_status": True,
            "client_insta": place.own["instagram"].handle,
            "client_insta_status": True,
            "client_tiktok": f"@{place.own['tiktok'].handle}",
            "client_tiktok_status": True,
            "client_amplify_status": False,
            "regional_id": None,
            "tiktok_secuid": None,
        },
    }


async def test_without_a_client_id_it_is_the_one_of_the_sign_in(place: Place) -> None:
    assert (await place.get("/api/clients/profile")).json()["client"]["client_id"] == ID
    assert (await place.get("/api/clients/profile", place.outsider)).json()["client"]["client_id"] == "TEH"


@pytest.mark.parametrize("client_id", [ID, "NO_SUCH_CLIENT"])
async def test_a_foreign_client_is_not_there(place: Place, client_id: str) -> None:
    answer = await place.get("/api/clients/profile", place.outsider, client_id=client_id)
    assert (answer.status_code, answer.json()["success"]) == (404, False)
    nobody = await place.get("/api/clients/profile", {}, client_id=client_id)
    assert (nobody.status_code, nobody.json()["reason"]) == (401, "invalid_token")


async def test_a_client_without_accounts_says_so(place: Place) -> None:
    shown = (await place.get("/api/clients/profile", place.outsider)).json()["client"]
    assert (shown["client_insta"], shown["client_insta_status"]) == ("", False)
    empty = await place.get("/api/aggregator", place.outsider, periode="harian")
    links = {"instagram": [], "tiktok": []}
    assert empty.json() == {
        "success": True,
        "data": {"igPosts": [], "tiktokPosts": [], "taskLinksToday": links},
    }


async def test_the_overview_holds_both_networks_without_a_call(place: Place) -> None:
    for area, platform in (("insta", "instagram"), ("tiktok", "tiktok")):
        handle = place.own[platform].handle
        await place.get(f"/api/{area}/rapid-profile", username=handle)
        await place.get(f"/api/{area}/rapid-posts", username=handle, limit=30)
    spent = await place.calls()
    answer = await place.get("/api/aggregator", periode="bulanan", limit=7)
    assert answer.headers["x-cicero-source"] == "stored"
    assert int(answer.headers["age"]) < 60
    shown = answer.json()["data"]
    assert shown["igProfile"]["followers"] == followers_at(place.own["instagram"], START)
    assert shown["tiktokProfile"]["follower_count"] == followers_at(place.own["tiktok"], START)
    assert len(shown["igPosts"]) == len(shown["tiktokPosts"]) == 7
    assert shown["igPosts"][0]["type"] in ("image", "video", "carousel")
    same = await place.get("/api/social/aggregator", periode="bulanan", limit=7)
    assert same.json() == answer.json()
    assert await place.calls() == spent


async def test_harian_is_today_and_its_posts_are_todays_tasks(place: Place) -> None:
    await place.get("/api/tiktok/rapid-posts", client_id=ID, limit=5)
    await place.run("update post set published_at = published_at - interval '3 days'")
    none = (await place.get("/api/aggregator", periode="harian")).json()["data"]
    assert (none["tiktokPosts"], none["taskLinksToday"]["tiktok"]) == ([], [])
    await place.run(NEW)
    shown = (await place.get("/api/aggregator")).json()["data"]
    assert len(shown["tiktokPosts"]) == 1
    assert shown["taskLinksToday"]["tiktok"] == [shown["tiktokPosts"][0]["permalink"]]
    week = (await place.get("/api/aggregator", periode="semua", limit=3)).json()["data"]
    assert len(week["tiktokPosts"]) == 3


async def test_what_needs_no_source_is_not_slowed_by_one_that_hangs(place: Place) -> None:
    """More requests wait for the source than there are connections to the database, of either pool."""
    gate = asyncio.Event()
    reached = asyncio.Event()

    async def hang(*_: object, **__: object) -> object:
        reached.set()
        await gate.wait()
        raise OSError("gone")

    place.sources.send = hang  # type: ignore[method-assign]
    handles = [f"saingan.{n}" for n in range(12)]
    waiting = [
        asyncio.create_task(place.get("/api/tiktok/rapid-profile", place.analyst, username=one))
        for one in handles
    ]
    try:
        async with asyncio.timeout(4):
            await reached.wait()
            for _ in range(5):
                assert (await place.get("/api/clients/profile", client_id=ID)).status_code == 200
                assert (await place.get("/api/aggregator", client_id=ID, n=1)).status_code == 200
        assert not any(task.done() for task in waiting)
    finally:
        gate.set()
        answers = await asyncio.gather(*waiting)
    assert {answer.status_code for answer in answers} == {404}


async def test_a_client_that_was_renamed_is_found_under_both_names(place: Place) -> None:
    await place.run("update client set slug = 'kopi-baru' where slug = 'kopi-nusantara'")
    await place.run(
        "insert into client_former_slug"
        " select 'kopi-nusantara', client_id from client where slug = 'kopi-baru'"
    )
    found = await place.get("/api/clients/profile", client_id=ID)
    assert found.json()["client"]["client_id"] == "KOPI_BARU"
