"""The endpoints of `social-api4`, over the world."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from cicero.emulator.altered import altered, is_pinned, listed
from cicero.emulator.asking import Ask, Endpoint, Reply
from cicero.emulator.chance import mix
from cicero.emulator.comments import comment_at, existing, number_of_comment, replies_to, top_level
from cicero.emulator.growth import tally
from cicero.emulator.instagram_items import (
    Json,
    caption,
    comment,
    detail,
    envelope,
    hidden,
    is_private,
    item,
    liker,
    profile,
    shown_handle,
    user,
)
from cicero.emulator.publishing import WorldPost
from cicero.emulator.tokens import seal, unseal
from cicero.emulator.world import World, WorldAccount, exists_at

COMMENTS = 20
"""Comments a page; not known of the real one."""
NOT_FOUND = Reply(404, {"detail": "Not found"})
PRIVATE = Reply(403, {"detail": "Private account"})


def endpoints(world: World) -> dict[str, Endpoint]:
    """By path."""
    paths: dict[str, Callable[[World, Ask], Reply]] = {
        "/v1/info": info,
        "/v1/posts": posts,
        "/v1/reels": reels,
        "/v1/tagged": tagged,
        "/v1.2/posts": posts,
        "/v1.2/reels": reels,
        "/v1/post_info": post_info,
        "/v1/comments": comments,
        "/v1/comments_thread": comments_thread,
        "/v1/likes": likes,
        "/v1/hashtag": hashtag,
        "/v1/search_users": search_users,
    }
    return {path: partial(function, world) for path, function in paths.items()}


def info(world: World, ask: Ask) -> Reply:
    return _of_account(world, ask, lambda account: Reply(200, {"data": profile(world, account, ask)}))


def posts(world: World, ask: Ask) -> Reply:
    return _of_account(world, ask, lambda account: _listed(world, ask, account, listed(world, account, ask)))


def reels(world: World, ask: Ask) -> Reply:
    """The videos among the posts: they stand in both lists."""

    def only_videos(account: WorldAccount) -> Reply:
        videos = tuple(post for post in listed(world, account, ask) if post.kind == "video")
        return _listed(world, ask, account, videos)

    return _of_account(world, ask, only_videos)


def tagged(world: World, ask: Ask) -> Reply:
    """Posts of others that mention the account."""

    def mentions(account: WorldAccount) -> Reply:
        found = [post for post in _everything(world, ask) if post.mention == account.handle]
        return _listed(world, ask, account, tuple(found))

    return _of_account(world, ask, mentions)


def post_info(world: World, ask: Ask) -> Reply:
    return _of_post(world, ask, lambda post: Reply(200, {"data": detail(world, post, ask)}))


def comments(world: World, ask: Ask) -> Reply:
    """Top-level comments, the newest first, or the most relevant with `sort_by=popular`."""

    def page(post: WorldPost) -> Reply:
        numbers = top_level(post, ask.at.timestamp())[::-1]
        if ask.params.get("sort_by") == "popular":
            numbers.sort(key=lambda number: mix(post.seed, number, 41))
        return _comment_page(
            world, ask, post, numbers, f"comments {post.code} {ask.params.get('sort_by')}", False
        )

    return _of_post(world, ask, page)


def comments_thread(world: World, ask: Ask) -> Reply:
    """Replies to one comment; they do not name it."""

    def page(post: WorldPost) -> Reply:
        asked = ask.params.get("comment_id", "")
        number = number_of_comment(post, int(asked), ask.at) if asked.isdecimal() else None
        if number is None:
            return NOT_FOUND if asked else missing("comment_id")
        there = frozenset(existing(post, ask.at.timestamp()))
        return _comment_page(world, ask, post, replies_to(post, number, there), f"thread {asked}", True)

    return _of_post(world, ask, page)


def likes(world: World, ask: Ask) -> Reply:
    """A sample of those who like it, in one page; nobody where likes are hidden."""

    def page(post: WorldPost) -> Reply:
        seen = tally(post.curve, post.published, ask.at.timestamp()).likes
        shown = 0 if hidden(post, ask) else min(seen, ask.choices.instagram_likers)
        shown //= 2 if ask.scene.hits("short-likes", post.seed) else 1
        numbers = dict.fromkeys(mix(post.seed, number, 42) % 50_000 for number in range(shown))
        people = [liker(number, ask) for number in numbers]
        return Reply(200, {"data": {"count": len(people), "total": seen, "items": people}})

    return _of_post(world, ask, page)


def hashtag(world: World, ask: Ask) -> Reply:
    name = ask.params.get("hashtag", "").lstrip("#").lower()
    if not name:
        return missing("hashtag")
    found = tuple(post for post in _everything(world, ask) if name in post.hashtags)
    if not found:
        return NOT_FOUND
    about = {"additional_data": {"name": name, "media_count": len(found)}}
    return _paged(world, ask, found, f"hashtag {name}", None, about)


def search_users(world: World, ask: Ask) -> Reply:
    wanted = ask.params.get("search_query", "").lower()
    if not wanted:
        return missing("search_query")
    found = [
        user(account, ask)
        for account in world.accounts
        if account.platform == "instagram" and (wanted in account.handle or wanted in account.name.lower())
    ]
    return Reply(200, {"data": {"count": len(found), "items": found}})


def _of_account(world: World, ask: Ask, answer: Callable[[WorldAccount], Reply]) -> Reply:
    asked = ask.params.get("username_or_id_or_url", "")
    if not asked:
        return missing("username_or_id_or_url")
    account = find_account(world, ask, asked)
    return NOT_FOUND if account is None else answer(account)


def find_account(world: World, ask: Ask, asked: str) -> WorldAccount | None:
    """By handle, id or address, with what was renamed or is gone."""
    name = re.sub(r"^https?://(www\.)?instagram\.com/", "", asked).strip("/@").lower()
    account = world.by_id.get(name)
    if account is None or account.platform != "instagram":
        back = {new: old.removeprefix("instagram:") for old, new in ask.scene.renamed.items()}
        account = world.by_handle.get(("instagram", back.get(name, name)))
        if account is not None and shown_handle(account, ask) != name:
            return None
    if account is None or {account.handle, f"instagram:{account.handle}"} & ask.scene.gone:
        return None
    return account


def _of_post(world: World, ask: Ask, answer: Callable[[WorldPost], Reply]) -> Reply:
    asked = ask.params.get("code_or_id_or_url", "")
    if not asked:
        return missing("code_or_id_or_url")
    code = re.sub(r"^https?://(www\.)?instagram\.com/(?:[^/]+/)?(p|reel|tv)/", "", asked).partition("/")[0]
    post = world.by_post.get(code) or world.by_post.get(code.partition("_")[0])
    if post is None or post.platform != "instagram" or not exists_at(post, ask.at):
        return NOT_FOUND
    owner = world.accounts[post.owner]
    if {owner.handle, f"instagram:{owner.handle}"} & ask.scene.gone:
        return NOT_FOUND
    return _for_private(ask) if is_private(owner, ask) else answer(altered(world, post, ask))


def _listed(world: World, ask: Ask, account: WorldAccount, found: tuple[WorldPost, ...]) -> Reply:
    if is_private(account, ask):
        return _for_private(ask)
    subject = f"{ask.path.rpartition('/')[2]} {account.index}"
    return _paged(world, ask, found, subject, account, {"user": user(account, ask)})


def _paged(
    world: World,
    ask: Ask,
    found: tuple[WorldPost, ...],
    subject: str,
    account: WorldAccount | None,
    more: Json,
) -> Reply:
    """A page after the post that the token names; pinned ones stand on the first only."""
    token = ask.params.get("pagination_token", "")
    after = unseal(subject, token) if token else None
    if token and after is None:
        return missing("pagination_token")
    repeated = after is not None and "repeated-page" in ask.scene.struck
    if after is not None and not repeated:
        older = (post for post in found if post.post_id < after)
        found = tuple(post for post in older if not _is_pinned(post, account, ask))
    page, rest = found[: ask.choices.instagram_page], found[ask.choices.instagram_page :]
    following = token if repeated else seal(subject, page[-1].post_id) if rest else None
    items = [item(world, post, ask, account or world.accounts[post.owner]) for post in page]
    return damaged_page(ask, envelope(items, following, more), token or seal(subject, 1 << 80))


def _is_pinned(post: WorldPost, account: WorldAccount | None, ask: Ask) -> bool:
    return account is not None and post.owner == account.index and is_pinned(post, ask)


def _comment_page(
    world: World, ask: Ask, post: WorldPost, numbers: list[int], subject: str, thread: bool
) -> Reply:
    """Pages by how many came before; at times a page begins with the end of the one before."""
    token = ask.params.get("pagination_token", "")
    start = unseal(subject, token) if token else 0
    if start is None:
        return missing("pagination_token")
    overlaps = "overlap" in ask.scene.struck or mix(post.seed, start, 43) % 4 == 0
    repeated = bool(start) and "repeated-page" in ask.scene.struck
    first = 0 if repeated else max(start - 2, 0) if overlaps else start
    page = numbers[first : COMMENTS if repeated else start + COMMENTS]
    more_to_come = len(numbers) > start + COMMENTS
    following = token if repeated else seal(subject, start + COMMENTS) if more_to_come else None
    owner, there = world.accounts[post.owner], frozenset(existing(post, ask.at.timestamp()))
    items = [comment(comment_at(post, number, ask.at, there), ask, owner, thread) for number in page]
    about = {"caption": caption(post, ask, owner), "comment_count": len(there)}
    body = envelope(items, following, None if thread else {"additional_data": about})
    return damaged_page(ask, body, token or seal(subject, 0))


def damaged_page(ask: Ask, body: Json, again: str) -> Reply:
    """The page with what is to go wrong with it; at the end the token is null, or its key is missing."""
    struck = ask.scene.struck
    if "absent-list" in struck:
        return Reply(200, {"data": {"count": 0}, "pagination_token": again})
    if "empty-list" in struck:
        return Reply(200, {"data": {"count": 0, "items": []}, "pagination_token": None})
    if "null-token" in struck:
        body["pagination_token"] = None
    at_the_end = body["pagination_token"] is None and len(body["data"]["items"]) % 2
    if "missing-token" in struck or ("null-token" not in struck and at_the_end):
        del body["pagination_token"]
    return Reply(200, body)


def _everything(world: World, ask: Ask) -> list[WorldPost]:
    """All public posts on Instagram, the newest first."""
    found = [
        post
        for account in world.accounts
        if account.platform == "instagram" and not is_private(account, ask)
        for post in listed(world, account, ask)
        if post.owner == account.index
    ]
    return sorted(found, key=lambda post: post.post_id, reverse=True)


def _for_private(ask: Ask) -> Reply:
    if ask.choices.instagram_private == "empty":
        return Reply(200, envelope([], None))
    return PRIVATE if ask.choices.instagram_private == "403" else NOT_FOUND


def missing(name: str) -> Reply:
    """A parameter that is not there, or a page token that is none."""
    what: list[dict[str, Any]] = [
        {"loc": ["query", name], "msg": "field required", "type": "value_error.missing"}
    ]
    return Reply(422, {"detail": what})
