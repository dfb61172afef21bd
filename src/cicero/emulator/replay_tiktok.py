"""TikTok's web items from files, as `tiktok-api23` would send them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any

from msgspec import Struct

from cicero.emulator.asking import Ask, Endpoint, Reply, whole
from cicero.emulator.tiktok import NO_POST, NO_USER, comment_page, envelope, listing, missing, unavailable

Json = dict[str, Any]


class Account(Struct, frozen=True, eq=False):
    """Its items in the order of the network's lists, and the one that tells most of it."""

    handle: str
    sec_uid: str
    items: tuple[Json, ...]
    newest: Json


class Shelf(Struct, frozen=True, eq=False):
    accounts: tuple[Account, ...]
    by_handle: dict[str, Account]
    by_sec_uid: dict[str, Account]
    posts: dict[str, Json]


def shelve(items: list[Json]) -> Shelf:
    """Each post once, as it was fetched last, under its account."""
    posts: dict[str, Json] = {}
    for item in sorted(items, key=lambda item: int(item.get("collectTime") or 0)):
        posts[str(item.get("id"))] = item
    by_owner = sorted(posts.values(), key=_owner)
    accounts = tuple(_account(list(own)) for _, own in groupby(by_owner, key=_owner))
    return Shelf(
        accounts=accounts,
        by_handle={account.handle: account for account in accounts},
        by_sec_uid={account.sec_uid: account for account in accounts},
        posts=posts,
    )


def endpoints(shelf: Shelf) -> dict[str, Endpoint]:
    """By path."""
    paths: dict[str, Callable[[Shelf, Ask], Reply]] = {
        "/api/user/info": info,
        "/api/user/info-with-region": info,
        "/api/user/posts": posts,
        "/api/post/detail": detail,
        "/api/post/comments": comments,
        "/api/post/comment/replies": comments,
    }
    return {path: partial(function, shelf) for path, function in paths.items()}


def info(shelf: Shelf, ask: Ask) -> Reply:
    """The author of the item fetched last, with the statistics that stand beside it."""
    account = shelf.by_handle.get(ask.params.get("uniqueId", "").lstrip("@").lower())
    if account is None:
        return unavailable(ask, NO_USER, {"userInfo": {}})
    author = account.newest.get("author")
    known = dict(author) if isinstance(author, dict) else {"nickname": account.newest.get("nickname")}
    who: Json = {"user": {"uniqueId": account.handle, **known, "secUid": account.sec_uid}}
    for name, source in (("stats", "authorStats"), ("statsV2", "authorStatsV2")):
        if isinstance(account.newest.get(source), dict):
            who[name] = account.newest[source]
    return Reply(200, {**envelope(ask.at), "shareMeta": {"title": "", "desc": ""}, "userInfo": who})


def posts(shelf: Shelf, ask: Ask) -> Reply:
    """The items as they are; a page does not end between two of the same second."""
    if not ask.params.get("secUid"):
        return missing("secUid")
    account = shelf.by_sec_uid.get(ask.params["secUid"])
    if account is None:
        return unavailable(ask, NO_USER, wrapped=True)
    asked = ask.params.get("cursor", "0") or "0"
    cursor, struck = int(asked) if asked.isdecimal() else 0, ask.scene.struck
    if struck & {"absent-list", "empty-list"}:
        return listing(ask, asked, "absent-list" in struck, [])
    if cursor and "repeated-page" not in struck:
        left = [item for item in account.items if time_of(item) * 1000 < cursor and not is_pinned(item)]
    else:
        left = list(account.items)
    end = _page_end(left, whole(ask, "count", 35, 35) or 35)
    if cursor and "repeated-page" in struck:
        return listing(ask, asked, True, left[:end])
    return listing(ask, str(time_of(left[end - 1]) * 1000) if left else asked, end < len(left), left[:end])


def detail(shelf: Shelf, ask: Ask) -> Reply:
    if not ask.params.get("videoId"):
        return missing("videoId")
    item = shelf.posts.get(ask.params["videoId"])
    if item is None:
        return unavailable(ask, NO_POST, {"itemInfo": {}})
    return Reply(200, {**envelope(ask.at), "shareMeta": {}, "itemInfo": {"itemStruct": item}})


def comments(shelf: Shelf, ask: Ask) -> Reply:
    """The files hold none, so none come, whatever the counter says."""
    item = shelf.posts.get(ask.params.get("videoId", ""))
    stats = item.get("stats") if item else None
    total = stats.get("commentCount") if isinstance(stats, dict) else 0
    return comment_page(ask, [], int(total or 0), lambda _number: {})


def time_of(item: Json) -> int:
    """Seconds since 1970; text in old items."""
    return int(item.get("createTime") or 0)


def is_pinned(item: Json) -> bool:
    return bool(item.get("isPinnedItem"))


def _page_end(items: list[Json], count: int) -> int:
    end = max(count, sum(map(is_pinned, items)) + 1)
    while 0 < end < len(items) and time_of(items[end]) == time_of(items[end - 1]):
        end += 1
    return min(end, len(items))


def _owner(item: Json) -> str:
    author = item.get("author")
    return str(author.get("uniqueId") if isinstance(author, dict) else author).lower()


def _account(items: list[Json]) -> Account:
    newest = max(items, key=lambda item: (int(item.get("collectTime") or 0), time_of(item)))
    authors = [item["author"] for item in items if isinstance(item.get("author"), dict)]
    handle = _owner(newest)
    sec_uid = next((author["secUid"] for author in authors if author.get("secUid")), f"replayed-{handle}")
    ordered = sorted(items, key=lambda item: (is_pinned(item), time_of(item)), reverse=True)
    return Account(handle, sec_uid, tuple(ordered), newest)
