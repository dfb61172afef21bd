"""`tiktok-api23` as it writes: rounded and exact counters, cursors as text, absent lists, comments."""

from __future__ import annotations

from typing import Any

import pytest

from cicero.emulator import EmulatorClock, comments_at, counts_at, followers_at, list_at
from cicero.emulator.tiktok_items import rounded

from .calling import TIKTOK, UNTIL, calling, get, tiktok_pages


async def test_a_profile_is_rounded_in_stats_and_exact_in_stats_v2() -> None:
    account = TIKTOK[1]
    async with calling() as client:
        who = (await get(client, "/api/user/info", uniqueId=account.handle))["userInfo"]
    followers = followers_at(account, UNTIL)
    assert who["user"]["secUid"] == account.sec_uid
    assert who["statsV2"]["followerCount"] == str(followers)
    assert who["stats"]["followerCount"] == followers // 100 * 100
    assert who["statsV2"]["videoCount"] == str(len(list_at(account, UNTIL)))


def test_rounding_is_that_of_the_web() -> None:
    assert [rounded(n) for n in (9_999, 71_799, 931_555, 1_567_890)] == [9_999, 71_700, 931_500, 1_500_000]


@pytest.mark.parametrize("count", [1, 7, 35])
@pytest.mark.parametrize("account", TIKTOK[:3], ids=lambda account: account.handle)
async def test_paging_visits_every_post_once_with_the_worlds_counters(account: Any, count: int) -> None:
    posts = list_at(account, UNTIL)
    if count == 1 and len(posts) > 450:
        pytest.skip("long, and the others show it")
    async with calling() as client:
        pages = await tiktok_pages(client, account.sec_uid, count)
    items = [item for page in pages for item in page.get("itemList", [])]
    assert [item["id"] for item in items] == [str(post.post_id) for post in posts]
    assert all(isinstance(page["cursor"], str) for page in pages)
    for item, post in zip(items, posts, strict=True):
        exact = counts_at(post, UNTIL)
        assert item["statsV2"]["playCount"] == str(exact.views)
        assert item["statsV2"]["diggCount"] == str(exact.likes)
        assert item["statsV2"]["collectCount"] == str(exact.saves)
        assert item["stats"]["commentCount"] == rounded(exact.comments or 0)
        assert ("isPinnedItem" in item) == (post.pinned and post.pinned_at <= UNTIL)
        assert ("imagePost" in item) == (post.kind == "photos") == (item["video"]["duration"] == 0)
    assert {type(item["stats"]["collectCount"]) for item in items} == {int, str}


async def test_a_list_past_its_end_has_no_item_list_at_all() -> None:
    async with calling() as client:
        data = (await get(client, "/api/user/posts", secUid=TIKTOK[0].sec_uid, cursor="1000"))["data"]
    assert "itemList" not in data
    assert data["hasMore"] is False


async def test_tags_stand_where_the_text_extra_says() -> None:
    async with calling() as client:
        data = (await get(client, "/api/user/posts", secUid=TIKTOK[0].sec_uid))["data"]
    extras = [(item["desc"], extra) for item in data["itemList"] for extra in item["textExtra"]]
    assert extras
    for text, extra in extras:
        units = text.encode("utf-16-le")[extra["start"] * 2 : extra["end"] * 2].decode("utf-16-le")
        assert units.lower() == "#" + extra["hashtagName"]


async def test_comments_page_by_offset_and_the_total_counts_replies() -> None:
    post = max(list_at(TIKTOK[0], UNTIL)[:80], key=lambda post: counts_at(post, UNTIL).comments or 0)
    seen, cursor, more = {}, 0, 1
    async with calling() as client:
        while more:
            page = await get(client, "/api/post/comments", videoId=post.post_id, count=20, cursor=cursor)
            for row in page["comments"]:
                assert row["reply_id"] == "0"
                assert row["cid"] not in seen
                seen[row["cid"]] = row
            cursor, more = page["cursor"], page["has_more"]
        answered = max(seen.values(), key=lambda row: row["reply_comment_total"])
        asked = {"videoId": post.post_id, "commentId": answered["cid"]}
        replies = await get(client, "/api/post/comment/replies", **asked, count=50)
    there = comments_at(post, UNTIL)
    assert page["total"] == len(there) > len(seen)
    assert set(seen) == {str(comment.comment_id) for comment in there if comment.parent_id is None}
    assert sum(row["reply_comment_total"] for row in seen.values()) == len(there) - len(seen)
    assert len(replies["comments"]) == answered["reply_comment_total"]
    assert all(row["reply_id"] == answered["cid"] for row in replies["comments"])


async def test_no_comments_are_null() -> None:
    post = TIKTOK[0].posts[-1]
    async with calling(clock=EmulatorClock(post.published_at, 0)) as client:
        page = await get(client, "/api/post/comments", videoId=post.post_id)
    assert page["comments"] is None
    assert page["has_more"] == 0


async def test_a_challenge_counts_and_lists_its_posts() -> None:
    async with calling() as client:
        about = (await get(client, "/api/challenge/info", challengeName="kopi"))["challengeInfo"]
        listed = await get(client, "/api/challenge/posts", challengeId=about["challenge"]["id"])
    assert about["stats"]["videoCount"] > 35 == len(listed["data"]["itemList"])
    assert all("kopi" in [tag["title"] for tag in item["challenges"]] for item in listed["data"]["itemList"])


async def test_what_is_not_there_is_told_in_the_body() -> None:
    gone = next(post for post in TIKTOK[0].posts if post.deleted_at and post.deleted_at < UNTIL)
    async with calling() as client:
        assert (await get(client, "/api/user/info", uniqueId="nobody.here"))["statusCode"] == 10202
        detail = await get(client, "/api/post/detail", videoId=gone.post_id)
        assert detail["statusCode"] == 10204
        assert detail["itemInfo"] == {}
        answer = await client.get("/api/user/posts", params={"uniqueId": TIKTOK[0].handle})
    assert answer.status_code == 400
    assert "missing required params" in answer.json()["error"].lower()
