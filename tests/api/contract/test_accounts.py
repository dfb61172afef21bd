"""/api/insta and /api/tiktok: what existing dashboards read of an account and its posts, traps included."""

from __future__ import annotations

import asyncio
import re
import sys
from typing import Any

import pytest

from cicero.auth.guessing import Limit
from cicero.emulator.world import counts_at, followers_at, list_at
from cicero.records import Platform

from .conftest import ID, PLATFORMS, START, Place, day

AREA: dict[Platform, str] = {"instagram": "/api/insta", "tiktok": "/api/tiktok"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_the_own_account_is_read_live_then_from_what_is_stored(
    place: Place, platform: Platform
) -> None:
    account = place.own[platform]
    path = f"{AREA[platform]}/rapid-profile"
    live = await place.get(path, username=f"@{account.handle.upper()}")
    assert live.status_code == 200, live.text
    body = live.json()
    assert body["success"] is True
    shown = body["data"]
    assert shown["username"] == account.handle
    assert shown["follower_count"] == shown["followers"] == followers_at(account, START)
    assert not {"data", "profile"} & set(shown)
    assert None not in shown.values()
    assert (live.headers["x-cicero-source"], live.headers["age"]) == ("live", "0")
    spent = await place.calls()
    again = await place.get(path, username=account.handle)
    assert again.json() == body
    assert again.headers["x-cicero-source"] == "stored"
    assert await place.calls() == spent


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_info_holds_what_the_account_says_of_itself(place: Place, platform: Platform) -> None:
    answer = await place.get(f"{AREA[platform]}/rapid-info", username=place.own[platform].handle)
    shown = answer.json()["data"]
    assert shown["id"] == place.own[platform].platform_id
    assert shown["username"] == place.own[platform].handle
    assert None not in shown.values()
    assert not {"data", "info"} & set(shown)
    kind = "media_count" if platform == "instagram" else "video_count"
    assert isinstance(shown[kind], int)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_posts_have_every_field_in_the_shape_that_the_charts_need(
    place: Place, platform: Platform
) -> None:
    account = place.own[platform]
    answer = await place.get(f"{AREA[platform]}/rapid-posts", username=account.handle, limit=12)
    posts = answer.json()["data"]
    assert len(posts) == 12
    assert len({post["id"] for post in posts}) == 12
    there = {str(one.post_id): one for one in list_at(account, START)}
    there |= {one.code: one for one in there.values() if one.code}
    for post in posts:
        counts = counts_at(there[post["id"]], START)
        assert INSTANT.fullmatch(post["created_at"])
        for name in ("like_count", "comment_count", "share_count"):
            assert type(post[name]) is int
        assert post["comment_count"] == counts.comments
        assert isinstance(post["caption"], str | None)
        assert post["type"] in ("image", "video", "carousel")
        assert ".heic" not in post["thumbnail"]
        assert isinstance(post["id"], str)
    assert [post["created_at"] for post in posts] == sorted((p["created_at"] for p in posts), reverse=True)
    if platform == "tiktok":
        assert all(type(post["view_count"]) is int for post in posts)
        assert "createTime" not in posts[0]


async def test_fields_that_nobody_knows_are_zero_where_they_must_and_named(place: Place) -> None:
    handle = place.own["instagram"].handle
    await place.get("/api/insta/rapid-posts", username=handle, limit=12)
    await place.run("update post set likes = null, shares = null, views = null")
    answer = await place.get("/api/insta/rapid-posts", username=handle, limit=11)
    posts = answer.json()["data"]
    assert {(post["like_count"], post["share_count"], post["view_count"]) for post in posts} == {(0, 0, None)}
    assert answer.headers["x-cicero-unknown"] == "like_count, share_count"
    await place.run("update post set likes = 1, shares = 0, views = 1")
    told = await place.get("/api/insta/rapid-posts", username=handle, limit=10)
    assert "x-cicero-unknown" not in told.headers


async def test_what_the_account_never_said_is_left_out(place: Place) -> None:
    handle = place.own["instagram"].handle
    await place.get("/api/insta/rapid-profile", username=handle)
    await place.run("update account_snapshot set following = null")
    await place.run("update account set category = null, biography = null, website = 'javascript:alert(1)'")
    shown = (await place.get("/api/insta/profile", username=handle)).json()["data"]
    assert not {"following", "following_count", "category", "bio", "biography"} & set(shown)
    info = (await place.get("/api/insta/rapid-info", username=handle)).json()["data"]
    assert not {"external_url", "bio_links"} & set(info)


@pytest.mark.parametrize(
    ("given", "most"), [("", 10), ("0", 10), ("-3", 10), ("abc", 10), ("3", 3), ("1000", 100), ("12", 12)]
)
async def test_the_limit_is_what_dashboards_count_on(place: Place, given: str, most: int) -> None:
    handle = place.own["tiktok"].handle
    answer = await place.get("/api/tiktok/rapid-posts", username=handle, limit=given)
    expected = min(most, len(list_at(place.own["tiktok"], START)))
    assert len(answer.json()["data"]) == expected


async def test_days_are_those_of_the_client_and_both_are_included(place: Place) -> None:
    handle = place.own["tiktok"].handle
    asked: dict[str, Any] = {"username": handle, "limit": 100, "start_date": day(9), "end_date": day(3)}
    posts = (await place.get("/api/tiktok/rapid-posts", **asked)).json()["data"]
    await place.get("/api/tiktok/rapid-posts", username=handle, limit=100)
    rows = await place.one(
        "select count(*) from post where (published_at at time zone 'Asia/Jakarta')::date"
        f" between '{day(9)}' and '{day(3)}'"
    )
    assert len(posts) == rows > 0
    wrong = await place.get("/api/tiktok/rapid-posts", username=handle, start_date="9", end_date=day(3))
    assert wrong.status_code == 400
    one_end = await place.get("/api/tiktok/rapid-posts", username=handle, limit=5, start_date=day(1))
    assert len(one_end.json()["data"]) == 5


async def test_tiktok_posts_without_a_name_are_the_clients(place: Place) -> None:
    posts = (await place.get("/api/tiktok/rapid-posts", client_id=ID, limit=5)).json()["data"]
    ids = {str(post.post_id) for post in list_at(place.own["tiktok"], START)}
    assert len(posts) == 5
    assert {post["video_id"] for post in posts} <= ids
    assert (await place.get("/api/tiktok/rapid-info", client_id=ID)).json()["data"]["username"] == (
        place.own["tiktok"].handle
    )
    await place.run(
        "delete from client_account using account where client_account.account_id = "
        "account.account_id and platform = 'tiktok'"
    )
    missing = await place.get("/api/tiktok/rapid-info", client_id=ID, username="")
    assert (missing.status_code, missing.json()["message"]) == (404, "Username TikTok tidak ditemukan")


@pytest.mark.parametrize(
    "path",
    [
        "/api/insta/rapid-profile",
        "/api/insta/rapid-info",
        "/api/insta/rapid-posts",
        "/api/tiktok/rapid-profile",
    ],
)
@pytest.mark.parametrize("query", [{}, {"username": "  "}])
async def test_a_missing_name_is_told(place: Place, path: str, query: dict[str, str]) -> None:
    answer = await place.get(path, **query)
    assert (answer.status_code, answer.json()) == (400, {"success": False, "message": "username wajib diisi"})


async def test_a_name_that_is_none_is_told_with_how_one_looks(place: Place) -> None:
    answer = await place.http.get(
        "/api/tiktok/rapid-profile",
        params={"username": "bukan nama!"},
        headers={**place.viewer, "Accept-Language": "id-ID"},
    )
    assert answer.status_code == 400
    assert answer.json() == {
        "success": False,
        "message": "Itu bukan nama pengguna TikTok.",
        "hint": "Tulis @nama, atau alamat profilnya.",
    }


@pytest.mark.parametrize("written", ["https://www.tiktok.com/@{}", "tiktok.com/@{}?lang=id", " @{} ", "{}"])
async def test_addresses_and_at_signs_are_understood(place: Place, written: str) -> None:
    handle = place.own["tiktok"].handle
    answer = await place.get("/api/tiktok/rapid-profile", username=written.format(handle))
    assert answer.json()["data"]["username"] == handle


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_rival_is_looked_up_by_who_may_add_accounts_alone(place: Place, platform: Platform) -> None:
    rival, path = place.rivals[platform], AREA[platform]
    refused = await place.get(f"{path}/rapid-profile", username=rival.handle)
    assert refused.status_code == 403
    assert refused.json()["message"] == "None of your clients watches this account."
    assert await place.calls() == 0
    profile = await place.get(f"{path}/rapid-profile", place.analyst, username=rival.handle)
    posts = await place.get(f"{path}/rapid-posts", place.analyst, username=rival.handle, limit=12)
    assert profile.json()["data"]["followers"] == followers_at(rival, START)
    assert len(posts.json()["data"]) == 12
    assert await place.one("select count(*) from client_account") == 2
    still = await place.get(f"{path}/rapid-posts", username=rival.handle, limit=12)
    assert still.status_code == 403
    listed = await place.http.get("/api/accounts?client=kopi-nusantara", headers=place.analyst)
    assert rival.handle not in listed.text
    assert (await place.get(f"{path}/profile", place.analyst, username=rival.handle)).status_code == 404


async def test_the_networks_own_account_is_not_bought_for_a_client_without_one(place: Place) -> None:
    await place.run("delete from client_account")
    for platform in PLATFORMS:
        answer = await place.get(f"{AREA[platform]}/rapid-profile", place.analyst, username=platform)
        assert answer.status_code == 404
    assert await place.calls() == 0


async def test_look_ups_of_one_person_are_limited(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["cicero.api.contract.asking"], "LOOK_UPS", Limit("few", 1, 1000))
    first = await place.get(
        "/api/tiktok/rapid-profile", place.analyst, username=place.rivals["tiktok"].handle
    )
    second = await place.get(
        "/api/insta/rapid-profile", place.analyst, username=place.rivals["instagram"].handle
    )
    assert (first.status_code, second.status_code) == (200, 429)
    assert int(second.headers["retry-after"]) > 0
    assert second.json()["message"] == "Too many accounts were looked up."


async def test_pages_that_fire_the_same_several_times_cause_one_call(place: Place) -> None:
    handle = place.own["tiktok"].handle
    path = "/api/tiktok/rapid-profile"
    answers = await asyncio.gather(*(place.get(path, username=handle, n=n) for n in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert await place.calls() == 1


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_source_that_is_down_leaves_what_is_stored(place: Place, platform: Platform) -> None:
    handle, area = place.own[platform].handle, AREA[platform]
    profile = (await place.get(f"{area}/rapid-profile", username=handle)).json()
    await place.fail({"502": 1.0})
    await place.run("update account_snapshot set observed_at = observed_at - interval '2 hours'")
    answer = await place.get(f"{area}/rapid-profile", username=handle, again=1)
    assert (answer.status_code, answer.headers["x-cicero-source"]) == (200, "fallback")
    assert 7190 < int(answer.headers["age"]) < 7300
    assert answer.json() == profile
    nothing = await place.get(f"{area}/rapid-posts", username=handle, limit=12)
    assert nothing.status_code == 404
    assert nothing.json()["success"] is False


async def test_a_handle_of_nobody_is_not_found(place: Place) -> None:
    answer = await place.get("/api/tiktok/rapid-profile", place.analyst, username="tidak.ada.siapa")
    assert answer.status_code == 404
    assert answer.json() == {
        "success": False,
        "message": "There is no such account on TikTok.",
        "hint": "Check how it is spelt.",
    }


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_stored_posts_and_profiles_cost_no_call(place: Place, platform: Platform) -> None:
    area, handle = AREA[platform], place.own[platform].handle
    empty = await place.get(f"{area}/posts", client_id=ID)
    assert empty.json() == {"success": True, "data": []}
    assert (await place.get(f"{area}/profile", username=handle)).status_code == 404
    live = (await place.get(f"{area}/rapid-posts", username=handle, limit=12)).json()["data"]
    await place.get(f"{area}/rapid-profile", username=handle)
    spent = await place.calls()
    stored = await place.get(f"{area}/posts", client_id=ID, limit=12, role="operator", scope="ORG")
    assert stored.json()["data"] == live
    assert stored.headers["x-cicero-source"] == "stored"
    assert (await place.get(f"{area}/profile")).json()["data"]["username"] == handle
    assert await place.calls() == spent


async def test_instagram_posts_stand_under_both_names(place: Place) -> None:
    handle = place.own["instagram"].handle
    await place.get("/api/insta/rapid-posts", username=handle, limit=12)
    both = [
        (await place.get(f"/api/{name}/posts", client_id=ID, start_date=day(39), end_date=day(0))).json()
        for name in ("insta", "instagram")
    ]
    assert both[0] == both[1]
    assert both[0]["data"][0]["permalink"].startswith("https://www.instagram.com/")


async def test_a_month_is_that_of_the_client(place: Place) -> None:
    handle = place.own["instagram"].handle
    year, month = day(0)[:4], day(0)[5:7]
    posts = (await place.get("/api/insta/rapid-posts-month", username=handle)).json()["data"]
    named = await place.get("/api/insta/rapid-posts-month", username=handle, month=int(month), year=year)
    assert named.json()["data"] == posts
    rows = await place.one(
        "select count(*) from post where to_char(published_at at time zone 'Asia/Jakarta', 'YYYY-MM')"
        f" = '{year}-{month}'"
    )
    assert len(posts) == min(rows, 100)
    wrong = await place.get("/api/insta/rapid-posts-month", username=handle, month=13)
    assert wrong.status_code == 400


async def test_storing_is_what_every_reading_does(place: Place) -> None:
    handle = place.own["tiktok"].handle
    answer = await place.get("/api/tiktok/rapid-posts-store", username=handle, limit=4)
    assert len(answer.json()["data"]) == 4
    assert await place.one("select count(*) from post") >= 4


async def test_kept_pictures_load_without_a_header_by_a_whole_address(place: Place) -> None:
    handle = place.own["tiktok"].handle
    await place.get("/api/tiktok/rapid-posts", username=handle, limit=2)
    await place.run(
        "insert into picture (account_id, post_id, state, media_type, body, link) select account_id, post_id,"
        " 'kept', 'image/webp', 'x', gen_random_uuid() from post"
    )
    await place.run(
        "update post set thumbnail_url = 'https://cdn.example/a.HEIC?x=1' where likes is not null"
    )
    (post, _) = (await place.get("/api/tiktok/rapid-posts", username=handle, limit=2, n=2)).json()["data"]
    assert post["thumbnail"].startswith("http://testserver.local/pictures/")
    assert (await place.http.get(post["thumbnail"])).content == b"x"
    await place.run("delete from picture")
    (post, _) = (await place.get("/api/tiktok/rapid-posts", username=handle, limit=2, n=3)).json()["data"]
    assert post["thumbnail"] == ""


async def test_who_commented_is_told_by_post(place: Place) -> None:
    await place.get("/api/tiktok/rapid-posts", client_id=ID, limit=3)
    newest = await place.one("select post_id from post order by published_at desc limit 1")
    await place.run(
        "insert into comment (account_id, post_id, comment_id, created_at, author_handle, body, observed_at,"
        " first_seen_at) select account_id, post_id, n, now(), case when n < 3 then 'Sari' else 'budi' end,"
        f" 'x', now(), now() from post, generate_series(1, 4) n where post_id = {newest}"
    )
    told = (await place.get("/api/tiktok/comments", client_id=ID)).json()["data"]
    assert told[0] == {"video_id": str(newest), "comment_count": 4, "comments": ["budi", "sari"]}
    assert {one["comment_count"] for one in told[1:]} == {0}


async def test_a_foreign_client_is_not_allowed(place: Place) -> None:
    for path in ("/api/insta/posts", "/api/tiktok/rapid-posts", "/api/aggregator", "/api/tiktok/comments"):
        answer = await place.get(path, place.outsider, client_id=ID)
        assert (answer.status_code, answer.json()["message"]) == (403, "client_id tidak diizinkan")
        assert (await place.get(path, {})).status_code == 401


async def test_a_foreign_own_account_is_a_rival_like_any(place: Place) -> None:
    handle = place.own["tiktok"].handle
    await place.get("/api/tiktok/rapid-posts", username=handle, limit=30)
    answer = await place.get("/api/tiktok/posts", place.outsider)
    assert answer.json()["data"] == []
    assert (await place.get("/api/tiktok/profile", place.outsider, username=handle)).status_code == 404
