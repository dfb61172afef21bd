"""Files of real payloads come out of the endpoints as they went in, each post once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cicero.emulator import load_replay
from cicero.errors import FormatError, InputError

from .calling import calling, get, instagram_pages, tiktok_pages


def item(number: int, created: int, **more: Any) -> dict[str, Any]:
    return {
        "id": str(7400000000000000000 + number),
        "createTime": created,
        "desc": f"contoh {number}",
        "author": {"id": "71", "uniqueId": "Contoh.Kopi", "secUid": "MS4wContoh", "nickname": "Contoh"},
        "authorStats": {"followerCount": 12300, "videoCount": 3},
        "stats": {"diggCount": 100 + number, "commentCount": 4, "playCount": 15100},
        "statsV2": {"diggCount": str(100 + number), "playCount": "15123"},
        **more,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pinned = item(0, 1_600_000_000, isPinnedItem=True)
    items = [item(number, 1_700_000_000 + number // 2, collectTime=1) for number in range(1, 81)]
    earlier = {**items[0], "desc": "sebelumnya", "collectTime": 0}
    (tmp_path / "contoh.json").write_text(json.dumps([pinned, *items, earlier]))
    media: dict[str, Any] = {"pk": "12", "code": "ABC", "taken_at": 1_700_000_000, "media_type": 8}
    media |= {"like_count": 3, "comment_count": 2, "view_count": None, "like_and_view_counts_disabled": True}
    media |= {"user": {"pk": "9", "username": "contoh.kopi"}, "caption": {"text": "pagi #kopi @kawan"}}
    line = {"source_platform": "instagram.com", "item_id": "12", "data": media}
    (tmp_path / "lines.ndjson").write_text(json.dumps(line) + "\n")
    return tmp_path


async def test_items_come_out_as_they_are_and_each_once(folder: Path) -> None:
    replay = load_replay(folder)
    assert replay.accounts == (("tiktok", "contoh.kopi"), ("instagram", "contoh.kopi"))
    assert replay.posts == 82
    async with calling(None, replay=replay) as client:
        who = (await get(client, "/api/user/info", uniqueId="contoh.kopi"))["userInfo"]
        assert who["user"]["secUid"] == "MS4wContoh"
        assert who["stats"] == {"followerCount": 12300, "videoCount": 3}
        assert "statsV2" not in who
        pages = await tiktok_pages(client, "MS4wContoh")
        items = [item for page in pages for item in page["itemList"]]
        assert items[0]["isPinnedItem"] is True
        assert [int(item["createTime"]) for item in items[1:]] == sorted(
            (int(item["createTime"]) for item in items[1:]), reverse=True
        )
        assert {item["id"]: item for item in items} == {
            item["id"]: item for item in json.loads((folder / "contoh.json").read_text())[:-1]
        }
        assert len(items) == 81
        detail = await get(client, "/api/post/detail", videoId=items[5]["id"])
        assert detail["itemInfo"]["itemStruct"] == items[5]
        page = await get(client, "/api/post/comments", videoId=items[5]["id"])
        assert (page["comments"], page["total"], page["has_more"]) == (None, 4, 0)


async def test_private_api_items_get_what_the_product_adds(folder: Path) -> None:
    async with calling(None, replay=load_replay(folder)) as client:
        [page] = await instagram_pages(client, "/v1/posts", username_or_id_or_url="contoh.kopi")
        [post] = page["data"]["items"]
        assert (post["media_name"], post["media_format"], post["is_video"]) == ("album", "album", False)
        assert post["caption"]["hashtags"] == ["#kopi"]
        assert (post["like_count"], post["like_and_view_counts_disabled"]) == (3, True)
        data = (await get(client, "/v1/post_info", code_or_id_or_url="ABC"))["data"]
        assert data["metrics"]["comment_count"] == 2
        assert data["metrics"]["view_count"] is None
        assert "comment_count" not in data


def test_a_folder_without_posts_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        load_replay(tmp_path / "nowhere")
    (tmp_path / "other.json").write_text('[{"a": 1}]')
    with pytest.raises(InputError, match="no posts"):
        load_replay(tmp_path)
    (tmp_path / "broken.json").write_text("[{")
    with pytest.raises(FormatError, match="broken"):
        load_replay(tmp_path)


async def test_the_real_items_come_through_with_their_sums(real_data: Path) -> None:
    """Sums and counts only: nothing of what the files say is shown."""
    replay = load_replay(real_data / "tiktok-web-items")
    sums = dict.fromkeys(("diggCount", "commentCount", "shareCount", "playCount", "collectCount"), 0)
    ids = []
    async with calling(None, replay=replay) as client:
        for _, handle in replay.accounts:
            sec_uid = (await get(client, "/api/user/info", uniqueId=handle))["userInfo"]["user"]["secUid"]
            for page in await tiktok_pages(client, sec_uid):
                for post in page.get("itemList", []):
                    ids.append(post["id"])
                    for name in sums:
                        sums[name] += int((post.get("statsV2") or post["stats"])[name])
    assert (len(replay.accounts), len(ids), len(set(ids))) == (20, 900, 900)
    assert list(sums.values()) == [44_643_250, 507_523, 1_610_577, 1_133_042_600, 1_971_657]


async def test_real_instagram_items_come_through_with_their_sums(real_data: Path) -> None:
    replay = load_replay(real_data / "zeeschuimer-instagram" / "posts.ndjson")
    shown, concealed, comments = [], 0, 0
    async with calling(None, replay=replay) as client:
        for _, handle in replay.accounts:
            for page in await instagram_pages(client, "/v1/posts", username_or_id_or_url=handle):
                for post in page["data"]["items"]:
                    comments += post["comment_count"]
                    if post["like_and_view_counts_disabled"]:
                        concealed += 1
                    else:
                        shown.append(post["like_count"])
    assert (len(shown), concealed, sum(shown), comments) == (19, 4, 503_914, 6_670)
