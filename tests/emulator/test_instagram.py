"""`social-api4` as it writes: envelope, counters flat in lists and nested in details, and its oddities."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from cicero.emulator import counts_at, followers_at, list_at
from cicero.emulator.asking import Choices

from .calling import INSTAGRAM, UNTIL, WORLD, calling, get, instagram_pages

OPEN = [account for account in INSTAGRAM if not account.private]
[PRIVATE] = [account for account in INSTAGRAM if account.private]


async def test_a_profile_says_what_the_network_counts() -> None:
    account = OPEN[0]
    async with calling() as client:
        for asked in (account.handle, account.platform_id, f"https://www.instagram.com/{account.handle}/"):
            data = (await get(client, "/v1/info", username_or_id_or_url=asked))["data"]
            assert data["username"] == account.handle
            assert data["follower_count"] == followers_at(account, UNTIL)
            assert data["media_count"] == len(list_at(account, UNTIL))


@pytest.mark.parametrize("account", OPEN[:4], ids=lambda account: account.handle)
async def test_paging_visits_every_post_once_in_order(account: Any) -> None:
    async with calling() as client:
        pages = await instagram_pages(client, "/v1/posts", username_or_id_or_url=account.handle)
        reels = await instagram_pages(client, "/v1/reels", username_or_id_or_url=account.handle)
    codes = [item["code"] for page in pages for item in page["data"]["items"]]
    assert codes == [post.code for post in list_at(account, UNTIL)]
    assert all(page["data"]["count"] == len(page["data"]["items"]) for page in pages)
    assert {item["code"] for page in reels for item in page["data"]["items"]} == {
        post.code for post in list_at(account, UNTIL) if post.kind == "video"
    }


async def test_counters_are_the_worlds_and_only_videos_have_views() -> None:
    account = OPEN[1]
    posts = {post.code: post for post in list_at(account, UNTIL)}
    async with calling() as client:
        for page in await instagram_pages(client, "/v1/posts", username_or_id_or_url=account.handle):
            for item in page["data"]["items"]:
                post = posts[item["code"]]
                exact = counts_at(post, UNTIL)
                assert item["comment_count"] == exact.comments
                assert item["like_count"] == (
                    exact.likes if post.hidden_likes is None else item["like_count"]
                )
                assert item.get("play_count") == exact.views
                assert item["is_video"] == (post.kind == "video")
                assert "save_count" not in item


async def test_hidden_likes_come_in_three_forms() -> None:
    seen = {}
    async with calling() as client:
        for account in OPEN:
            for page in await instagram_pages(client, "/v1/posts", username_or_id_or_url=account.handle):
                for item in page["data"]["items"]:
                    flag = item.get("like_and_view_counts_disabled")
                    how = WORLD.by_post[item["code"]].hidden_likes
                    seen.setdefault(how, set()).add((item["like_count"] if how else "number", flag))
    assert seen["flag"] == {(3, True)}
    assert seen["bare"] == {(3, None)}
    assert seen["minus"] == {(-1, False)}
    assert seen[None] == {("number", False), ("number", None)}


async def test_a_detail_nests_its_counters_and_may_not_know_them_all() -> None:
    some = [post for post in list_at(OPEN[0], UNTIL)[:60] if post.hidden_likes is None]
    saves = []
    async with calling() as client:
        for post in some:
            data = (await get(client, "/v1/post_info", code_or_id_or_url=post.code, include_insights="true"))[
                "data"
            ]
            assert "like_count" not in data
            assert data["metrics"]["like_count"] == counts_at(post, UNTIL).likes
            saves.append(data["metrics"]["save_count"])
            if post.kind != "video":
                assert data["metrics"]["play_count"] is None
    assert None in saves
    assert set(saves) - {None}


async def test_comment_pages_overlap_but_miss_nothing() -> None:
    post = max(list_at(OPEN[3], UNTIL), key=lambda post: counts_at(post, UNTIL).comments or 0)
    async with calling(faults={"overlap": 1}) as client:
        pages = await instagram_pages(client, "/v1/comments", code_or_id_or_url=post.code, sort_by="recent")
        rows = [row for page in pages for row in page["data"]["items"]]
        ids = {row["id"] for row in rows}
        assert len(rows) > len(ids)
        parents = [row for row in rows if row["child_comment_count"]][:3]
        for parent in parents:
            asked = {"code_or_id_or_url": post.code, "comment_id": parent["id"]}
            thread = await instagram_pages(client, "/v1/comments_thread", **asked)
            replies = [row for page in thread for row in page["data"]["items"]]
            assert len(replies) == parent["child_comment_count"]
            assert all("comment_like_count" in row for row in replies)
    total = pages[0]["data"]["additional_data"]["comment_count"]
    answered = {row["id"]: row["child_comment_count"] for row in rows}
    assert len(ids) + sum(answered.values()) == total == counts_at(post, UNTIL).comments


async def test_likes_are_a_sample_and_nobody_where_they_are_hidden() -> None:
    posts = list_at(OPEN[0], UNTIL)
    popular = max((post for post in posts if not post.hidden_likes), key=lambda post: post.curve.likes)
    concealed = next(
        post for post in WORLD.by_post.values() if post.hidden_likes and post.published_at < UNTIL
    )
    async with calling() as client:
        data = (await get(client, "/v1/likes", code_or_id_or_url=popular.code))["data"]
        assert data["count"] == len(data["items"]) <= 100 < data["total"]
        assert (await get(client, "/v1/likes", code_or_id_or_url=concealed.code))["data"]["items"] == []


async def test_a_hashtag_lists_posts_of_several_accounts() -> None:
    async with calling() as client:
        pages = await instagram_pages(client, "/v1/hashtag", hashtag="ngopi")
    items = [item for page in pages for item in page["data"]["items"]]
    assert len({item["code"] for item in items}) == len(items)
    assert len({item["user"]["username"] for item in items}) > 1
    assert all("ngopi" in WORLD.by_post[item["code"]].hashtags for item in items)


async def test_a_collaboration_is_told_with_its_owner_in_both_lists() -> None:
    partner = WORLD.by_handle["instagram", "roti.nusantara"]
    theirs = {post.code: post for post in list_at(partner, UNTIL) if post.owner != partner.index}
    assert theirs
    async with calling() as client:
        pages = await instagram_pages(client, "/v1/posts", username_or_id_or_url=partner.handle)
    shown = [item for page in pages for item in page["data"]["items"] if item["code"] in theirs]
    assert {item["code"] for item in shown} == set(theirs)
    assert all(item["user"]["username"] == "kopi.nusantara" for item in shown)
    assert all(item["coauthor_producers"][0]["username"] == partner.handle for item in shown)


@pytest.mark.parametrize(("choice", "status"), [("403", 403), ("404", 404), ("empty", 200)])
async def test_a_private_account_has_a_profile_but_no_posts(choice: Any, status: int) -> None:
    async with calling(choices=Choices(instagram_private=choice)) as client:
        data = (await get(client, "/v1/info", username_or_id_or_url=PRIVATE.handle))["data"]
        assert data["is_private"] is True
        answer = await client.get("/v1/posts", params={"username_or_id_or_url": PRIVATE.handle})
        assert answer.status_code == status
        if status == 200:
            assert answer.json() == {"data": {"count": 0, "items": []}, "pagination_token": None}
        else:
            assert "detail" in answer.json()


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/v1/info", {"username_or_id_or_url": "nobody.here"}, 404),
        ("/v1/info", {}, 422),
        ("/v1/post_info", {"code_or_id_or_url": "AAAAAAAAAAA"}, 404),
        ("/v1/posts", {"username_or_id_or_url": OPEN[0].handle, "pagination_token": "made-up"}, 422),
    ],
)
async def test_what_is_not_there_or_not_asked_well(path: str, params: dict[str, str], status: int) -> None:
    async with calling() as client:
        answer = await client.get(path, params=params)
    assert answer.status_code == status
    assert "detail" in answer.json()
    assert "x-rapidapi-proxy-response" not in answer.headers


async def test_every_oddity_happens_by_itself() -> None:
    seen: Counter[str] = Counter()
    async with calling() as client:
        for account in OPEN:
            pages = await instagram_pages(client, "/v1/posts", username_or_id_or_url=account.handle)
            seen["token null" if "pagination_token" in pages[-1] else "token missing"] += 1
            items = [item for page in pages for item in page["data"]["items"]]
            first, fifth = items[0], items[4]
            seen["old post pinned first"] += first["is_pinned"] and first["taken_at"] < fifth["taken_at"]
            for item in items:
                seen["no caption"] += item["caption"] is None
                seen["id with owner"] += "_" in item["id"]
                seen["id alone"] += "_" not in item["id"]
                seen["tagged in"] += "in" in item["tagged_users"] and bool(item["tagged_users"]["in"])
                seen["tagged list"] += isinstance(item["tagged_users"], list) and bool(item["tagged_users"])
                seen["shares in a list"] += "share_count" in item
                children = item.get("carousel_media", [])
                seen["album begins with a video"] += bool(children) and children[0]["is_video"]
                assert not (children and item["is_video"])
                assert not any("like_count" in child for child in children)
    assert all(seen.values()), seen
