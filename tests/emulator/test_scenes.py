"""Every oddity of the two products has a name, and switching it on shows it where it was not before."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
import pytest

from cicero.emulator import comments_at, counts_at, list_at
from cicero.emulator.faults import FAULTS

from .calling import INSTAGRAM, TIKTOK, UNTIL, WORLD, calling, get, instagram_pages, tiktok_pages

Shows = Callable[[httpx2.AsyncClient], Awaitable[bool]]
Json = dict[str, Any]

ALONE = next(account for account in INSTAGRAM if not account.private and not account.pinnings)
WATCHED = next(account for account in TIKTOK if not account.private and not account.pinnings)
LISTED, SHOWN = list_at(ALONE, UNTIL), list_at(WATCHED, UNTIL)
POSTS = f"/v1/posts?username_or_id_or_url={ALONE.handle}"
REELS = f"/v1/reels?username_or_id_or_url={ALONE.handle}"
ON_TIKTOK = f"/api/user/posts?secUid={WATCHED.sec_uid}"
SOME = next(post for post in SHOWN if 5 < (counts_at(post, UNTIL).comments or 0) < 50)
COMMENTS = f"/api/post/comments?videoId={SOME.post_id}"
LIKED = next(post for post in LISTED if post.hidden_likes is None)
DISCUSSED = max(LISTED, key=lambda post: counts_at(post, UNTIL).comments or 0)
SAYING = [name.removesuffix("-text") for name in FAULTS if name.endswith("-text")]


def on(path: str, shows: Callable[[Any], bool]) -> Shows:
    """Whether it shows in the JSON of that one answer."""

    async def asked(client: httpx2.AsyncClient) -> bool:
        return shows(await get(client, path))

    return asked


def each(shows: Callable[[Json], bool], path: str = POSTS) -> Shows:
    """Whether it shows in every post of the first page."""

    def whole(body: Any) -> bool:
        items = body["data"]["items" if path == POSTS else "itemList"]
        return bool(items) and all(shows(item) for item in items)

    return on(path, whole)


def likes_are(number: int, flag: bool | None) -> Shows:
    return each(
        lambda item: (item["like_count"], item.get("like_and_view_counts_disabled")) == (number, flag)
    )


def begins_with_a_video(item: Json) -> bool:
    """Of an album, which is no video for all that."""
    return "carousel_media" not in item or (item["carousel_media"][0]["is_video"] and not item["is_video"])


async def a_picture_is_a_reel(client: httpx2.AsyncClient) -> bool:
    """The pictures on the first page stand in both lists."""
    pictures = {post.code for post in LISTED[:12] if post.kind == "image"}
    assert pictures
    for path in (POSTS, REELS):
        items = (await get(client, path))["data"]["items"]
        if not pictures <= {item["code"] for item in items if item["media_name"] == "reel"}:
            return False
    return True


async def both_pin_old_posts(client: httpx2.AsyncClient) -> bool:
    items = (await get(client, POSTS))["data"]["items"]
    first = [item["pk"] for item in items if item["is_pinned"]]
    others = (await get(client, ON_TIKTOK))["data"]["itemList"]
    pinned = [item["id"] for item in others if item.get("isPinnedItem")]
    oldest = [[str(post.post_id) for post in posts[-3:]] for posts in (LISTED, SHOWN)]
    return [first, pinned] == oldest == [[i["pk"] for i in items[:3]], [i["id"] for i in others[:3]]]


async def fewer_likers_than_likes(client: httpx2.AsyncClient) -> bool:
    """In the first minutes, when all of them would be listed."""
    early = LIKED.published_at.timestamp()
    while not 3 <= (total := (await _likes(client, early))["total"]) < 60:
        early += 60 if total < 3 else -30
    return len((await _likes(client, early))["items"]) == total // 2


async def _likes(client: httpx2.AsyncClient, at: float) -> Json:
    await client.put("/_emulator/clock", json={"at": datetime.fromtimestamp(at, UTC).isoformat(), "speed": 0})
    found: Json = (await get(client, f"/v1/likes?code_or_id_or_url={LIKED.code}"))["data"]
    return found


async def a_page_begins_with_the_end_of_the_other(client: httpx2.AsyncClient) -> bool:
    """On every page of the comments but the first."""
    pages = await instagram_pages(client, "/v1/comments", code_or_id_or_url=DISCUSSED.code)
    ids = [[row["id"] for row in page["data"]["items"]] for page in pages]
    assert len(ids) > 2
    return all(later[:2] == earlier[-2:] for earlier, later in pairwise(ids))


async def the_first_page_comes_again(client: httpx2.AsyncClient) -> bool:
    first = (await get(client, ON_TIKTOK))["data"]
    again = (await get(client, f"{ON_TIKTOK}&cursor={first['cursor']}"))["data"]
    return [item["id"] for item in again["itemList"]] == [item["id"] for item in first["itemList"]]


async def an_account_has_no_exact_numbers(client: httpx2.AsyncClient) -> bool:
    who = (await get(client, f"/api/user/info?uniqueId={WATCHED.handle}"))["userInfo"]
    items = (await get(client, ON_TIKTOK))["data"]["itemList"]
    return "statsV2" not in who and "stats" in who and all("authorStatsV2" not in item for item in items)


async def two_digits_are_left(client: httpx2.AsyncClient) -> bool:
    """Of posts and of the account, while `statsV2` has them all."""
    who = (await get(client, f"/api/user/info?uniqueId={WATCHED.handle}"))["userInfo"]
    items = (await get(client, ON_TIKTOK))["data"]["itemList"]
    pairs = [(both["stats"], both["statsV2"]) for both in (who, *items)]
    numbers = [(str(plain[name]), exact[name]) for plain, exact in pairs for name in plain]
    return all(
        plain[:2] == exact[:2] and len(plain) == len(exact) and not plain[2:].strip("0")
        for plain, exact in numbers
    )


def total_is_beyond(body: Any) -> bool:
    rows = body["comments"]
    there = comments_at(SOME, UNTIL)
    assert not body["has_more"]
    assert len(rows) + sum(row["reply_comment_total"] for row in rows) == len(there)
    return bool(body["total"] > len(there))


SCENES: dict[str, Shows] = {
    "repeated-page": the_first_page_comes_again,
    "absent-list": on(ON_TIKTOK, lambda body: "itemList" not in body["data"] and body["data"]["hasMore"]),
    "empty-list": on(ON_TIKTOK, lambda body: not (body["data"]["hasMore"] or "itemList" in body["data"])),
    "null-token": on(POSTS, lambda body: body.get("pagination_token", "") is None),
    "missing-token": on(POSTS, lambda body: "pagination_token" not in body),
    "overlap": a_page_begins_with_the_end_of_the_other,
    "hidden-likes": likes_are(3, True),
    "hidden-likes-bare": likes_are(3, None),
    "hidden-likes-minus": likes_are(-1, False),
    "null-caption": each(lambda item: item["caption"] is None),
    "null-metrics": on(
        f"/v1/post_info?code_or_id_or_url={LIKED.code}",
        lambda body: set(body["data"]["metrics"].values()) == {None},
    ),
    "video-first": each(begins_with_a_video),
    "collab": each(lambda item: len(item["coauthor_producers"]) == 1),
    "reel-in-both": a_picture_is_a_reel,
    "short-likes": fewer_likers_than_likes,
    "pinned-first": both_pin_old_posts,
    "absent-counts": each(lambda item: "like_count" not in item and "comment_count" not in item),
    "no-stats-v2": each(lambda item: "statsV2" not in item and "stats" in item, ON_TIKTOK),
    "string-collect": each(lambda item: isinstance(item["stats"]["collectCount"], str), ON_TIKTOK),
    "no-user-stats-v2": an_account_has_no_exact_numbers,
    "rounded-stats": two_digits_are_left,
    "photo-post": each(
        lambda item: bool(item.get("imagePost")) and item["video"]["duration"] == 0, ON_TIKTOK
    ),
    "null-comments": on(COMMENTS, lambda body: body["comments"] is None and body["total"] > 0),
    "total-over-rows": on(COMMENTS, total_is_beyond),
}


@pytest.mark.parametrize("name", SCENES)
async def test_a_scene_shows_when_it_is_switched_on_and_not_before(name: str) -> None:
    shows = SCENES[name]
    async with calling() as client:
        assert not await shows(client)
    async with calling(faults={name: 1}) as client:
        assert await shows(client)
        await client.put("/_emulator/faults", json={})
        assert not await shows(client)


@pytest.mark.parametrize("name", SAYING)
async def test_what_the_gateway_says_comes_with_and_without_json(name: str) -> None:
    async with calling(faults={name: 1}) as client:
        said = await client.get(POSTS)
    async with calling(faults={f"{name}-text": 1}) as client:
        plain = await client.get(POSTS)
    [words] = said.json().values()
    assert (plain.status_code, plain.text) == (said.status_code, words)
    assert plain.headers["content-type"] == "text/plain"
    for header in ("x-rapidapi-proxy-response", "x-ratelimit-requests-remaining"):
        assert plain.headers[header] == said.headers[header]


def test_no_fault_is_without_a_scene_and_the_document_names_them_all() -> None:
    assert set(SCENES) == {name for name, fault in FAULTS.items() if fault.stage in ("item", "list")}
    text = (Path(__file__).parents[2] / "docs" / "emulator.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.count(" | ") == 2]
    named = [name for row in rows for name in re.findall(r"`([^`]+)`", row[2])]
    single = {name for name, fault in FAULTS.items() if fault.stage not in ("mix", "target")}
    assert sorted(named) == sorted(single - {f"{name}-text" for name in SAYING if name != "rate"})


async def test_at_half_the_rate_half_of_the_posts_are_hit_and_always_the_same() -> None:
    async with calling(faults={"photo-post": 0.5}) as client:
        items = [
            item for page in await tiktok_pages(client, WATCHED.sec_uid or "") for item in page["itemList"]
        ]
        for item in items[:10]:
            detail = await get(client, f"/api/post/detail?videoId={item['id']}")
            assert ("imagePost" in detail["itemInfo"]["itemStruct"]) == ("imagePost" in item)
    kinds = {str(post.post_id): post.kind for post in SHOWN}
    hit = [item for item in items if kinds[item["id"]] == "video" and "imagePost" in item]
    assert 0.4 < len(hit) / list(kinds.values()).count("video") < 0.6
    assert all("imagePost" in item for item in items if kinds[item["id"]] == "photos")


async def test_with_posts_shared_pinned_and_of_another_kind_paging_still_visits_each_once() -> None:
    shared: dict[str, set[str]] = {}
    public = [account for account in INSTAGRAM if not account.private]
    async with calling(faults={"collab": 0.2, "pinned-first": 1, "reel-in-both": 0.5}) as client:
        for account in public:
            asked = {"username_or_id_or_url": account.handle}
            pages = await instagram_pages(client, "/v1/posts", **asked)
            items = [item for page in pages for item in page["data"]["items"]]
            codes = [item["code"] for item in items]
            own = {post.code for post in list_at(account, UNTIL)}
            assert len(codes) == len(set(codes))
            assert own <= set(codes)
            assert [item["is_pinned"] for item in items[:4]] == [True, True, True, False]
            times = [item["taken_at"] for item in items[3:]]
            assert times == sorted(times, reverse=True)
            assert (await get(client, "/v1/info", **asked))["data"]["media_count"] == len(codes)
            for item in items:
                if item["coauthor_producers"]:
                    names = {item["user"]["username"], item["coauthor_producers"][0]["username"]}
                    assert account.handle in names
                    shared.setdefault(item["code"], set()).add(account.handle)
                    assert len(names) == 2
    asked_for = {code for code in shared if not WORLD.by_post[code].coauthors}
    assert len(asked_for) > 100
    assert all(len(shared[code]) == 2 for code in asked_for)


def test_the_emulator_does_without_what_reads_the_sources() -> None:
    """Both could be wrong together otherwise."""
    line = (
        "import sys, cicero.emulator; print(*[name for name in sys.modules "
        "if name.startswith(('cicero.sources', 'cicero.ingest', 'cicero.db'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", line], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == []
