"""Instagram's private-API items from files, with what `social-api4` adds to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import Any

from msgspec import Struct

from cicero.emulator.asking import Ask, Endpoint, Reply
from cicero.emulator.instagram import NOT_FOUND, damaged_page, missing
from cicero.emulator.instagram_items import MEDIA, Json, envelope
from cicero.emulator.tokens import seal, unseal

NAMES = {number: (name, form) for number, name, form, _ in MEDIA.values()}
COUNTS = (
    "like_count",
    "comment_count",
    "play_count",
    "ig_play_count",
    "fb_play_count",
    "view_count",
    "share_count",
)


class Shelf(Struct, frozen=True, eq=False):
    """Items by account, in the order of the network's lists, and each by its shortcode and by its id."""

    accounts: dict[str, list[Json]]
    by_handle: dict[str, Json]
    posts: dict[str, Json]
    names: dict[str, Json]


def shelve(items: list[Json]) -> Shelf:
    """Each post once, the fullest of its kind, under the account that published it."""
    posts: dict[str, Json] = {}
    for item in sorted(items, key=lambda item: sum(value is not None for value in item.values())):
        if isinstance(item.get("user"), dict) and item["user"].get("username"):
            posts[str(item["code"])] = vended(item)
    by_time = sorted(posts.values(), key=lambda item: (item["taken_at"], item["code"]), reverse=True)
    ordered = sorted(by_time, key=_owner)
    accounts = {handle: list(own) for handle, own in groupby(ordered, key=_owner)}
    return Shelf(
        accounts=accounts,
        by_handle={handle: own[0]["user"] for handle, own in accounts.items()},
        posts=posts,
        names={str(item["pk"]): item for item in posts.values() if item.get("pk")} | posts,
    )


def endpoints(shelf: Shelf) -> dict[str, Endpoint]:
    """By path."""
    paths: dict[str, Callable[[Shelf, Ask], Reply]] = {
        "/v1/info": info,
        "/v1/posts": posts,
        "/v1/reels": partial(posts, only="clips"),
        "/v1/post_info": post_info,
        "/v1/comments": comments,
        "/v1/comments_thread": comments,
        "/v1/likes": likes,
    }
    return {path: partial(function, shelf) for path, function in paths.items()}


def vended(item: Json) -> Json:
    """The item with the names and forms that the product adds; the raw ones stay."""
    number = item.get("media_type")
    name, form = NAMES.get(number, ("post", "image"))  # type: ignore[arg-type]
    if item.get("product_type") == "feed" and number == 2:
        name = "post"
    images = (item.get("image_versions2") or {}).get("candidates") or []
    videos = item.get("video_versions") or []
    return {
        **item,
        "media_name": name,
        "media_format": form,
        "is_video": number == 2,
        "taken_at_date": datetime.fromtimestamp(int(item["taken_at"]), UTC).isoformat(),
        "caption": _caption(item.get("caption")),
        "image_versions": {"items": images},
        "thumbnail_url": images[0].get("url") if images else item.get("display_uri"),
        "video_url": videos[0].get("url") if videos else None,
    }


def info(shelf: Shelf, ask: Ask) -> Reply:
    """What the items tell of their author: no followers, and only the posts of the files."""
    user = shelf.by_handle.get(ask.params.get("username_or_id_or_url", "").strip("@").lower())
    if user is None:
        return NOT_FOUND
    number = str(user.get("pk") or user.get("id"))
    return Reply(200, {"data": {**user, "id": number, "pk": number}})


def posts(shelf: Shelf, ask: Ask, only: str | None = None) -> Reply:
    """The items, the newest first; the token names the place in the list."""
    handle = ask.params.get("username_or_id_or_url", "").strip("@").lower()
    if handle not in shelf.accounts:
        return NOT_FOUND
    items = [item for item in shelf.accounts[handle] if only in (None, item.get("product_type"))]
    subject, token = f"replayed {only} {handle}", ask.params.get("pagination_token", "")
    start = unseal(subject, token) if token else 0
    if start is None:
        return missing("pagination_token")
    repeated = start > 0 and "repeated-page" in ask.scene.struck
    first = 0 if repeated else start
    end = first + ask.choices.instagram_page
    following = token if repeated else seal(subject, end) if end < len(items) else None
    return damaged_page(ask, envelope(items[first:end], following), token or seal(subject, 0))


def post_info(shelf: Shelf, ask: Ask) -> Reply:
    """The item with its counters moved into `metrics`."""
    item = shelf.names.get(ask.params.get("code_or_id_or_url", ""))
    if item is None:
        return NOT_FOUND
    metrics = {name: item.get(name) for name in COUNTS}
    return Reply(200, {"data": {**{k: v for k, v in item.items() if k not in COUNTS}, "metrics": metrics}})


def comments(shelf: Shelf, ask: Ask) -> Reply:
    """The files hold none."""
    known = ask.params.get("code_or_id_or_url", "") in shelf.names
    return Reply(200, envelope([], None)) if known else NOT_FOUND


def likes(shelf: Shelf, ask: Ask) -> Reply:
    """Nobody is known; how many there are stands in the item."""
    item = shelf.names.get(ask.params.get("code_or_id_or_url", ""))
    if item is None:
        return NOT_FOUND
    return Reply(200, {"data": {"count": 0, "total": item.get("like_count"), "items": []}})


def _caption(caption: Any) -> Json | None:
    if not isinstance(caption, dict):
        return None
    words = str(caption.get("text") or "").split()
    return {
        **caption,
        "hashtags": [word for word in words if word.startswith("#")],
        "mentions": [word for word in words if word.startswith("@")],
    }


def _owner(item: Json) -> str:
    return str(item["user"]["username"]).lower()
