"""The endpoints of `tiktok-api23`, over the world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from cicero.emulator.altered import PINS, altered, is_pinned, listed
from cicero.emulator.asking import Ask, Endpoint, Reply, whole
from cicero.emulator.chance import mix
from cicero.emulator.comments import comment_at, existing, number_of_comment, replies_to, top_level
from cicero.emulator.growth import tally
from cicero.emulator.publishing import WorldPost
from cicero.emulator.tiktok_items import (
    Author,
    Json,
    challenge,
    challenge_id,
    comment,
    is_private,
    item,
    plain_stats,
    shown_handle,
    texts,
    user,
    user_stats,
)
from cicero.emulator.world import World, WorldAccount, exists_at

NO_USER, PRIVATE, NO_POST = 10202, 10222, 10204


def endpoints(world: World) -> dict[str, Endpoint]:
    """By path."""
    paths: dict[str, Callable[[World, Ask], Reply]] = {
        "/api/user/info": info,
        "/api/user/info-with-region": partial(info, region=True),
        "/api/user/info-by-id": info_by_id,
        "/api/user/posts": posts,
        "/api/post/detail": detail,
        "/api/post/comments": comments,
        "/api/post/comment/replies": replies,
        "/api/challenge/info": challenge_info,
        "/api/challenge/posts": challenge_posts,
    }
    return {path: partial(function, world) for path, function in paths.items()}


def info(world: World, ask: Ask, region: bool = False) -> Reply:
    """A profile; large numbers rounded in `stats` and exact in `statsV2`."""
    asked = ask.params.get("uniqueId", "")
    if not asked:
        return missing("uniqueId")
    account = find_account(world, ask, asked)
    if account is None:
        return unavailable(ask, NO_USER, {"userInfo": {}})
    exact = user_stats(account, ask)
    about = {**user(account, ask), "region": "ID"} if region else user(account, ask)
    numbers: Json = {"stats": plain_stats(exact, int(account.platform_id), ask)}
    if not ask.scene.hits("no-user-stats-v2", int(account.platform_id)):
        numbers["statsV2"] = texts(exact)
    share = {"title": f"{account.name} on TikTok", "desc": account.brand.biography}
    return Reply(200, {**envelope(ask.at), "shareMeta": share, "userInfo": {"user": about, **numbers}})


def info_by_id(world: World, ask: Ask) -> Reply:
    """A profile as the app's interface writes it."""
    account = world.by_id.get(ask.params.get("userId", ""))
    if account is None or is_gone(account, ask):
        nobody: Json = {"status_code": NO_USER, "status_msg": "User doesn't exist"}
        return Reply(ask.choices.tiktok_error_status, nobody)
    exact = user_stats(account, ask)
    about = {
        "uid": account.platform_id,
        "unique_id": shown_handle(account, ask),
        "sec_uid": account.sec_uid,
        "nickname": account.name,
        "follower_count": exact["followerCount"],
        "following_count": exact["followingCount"],
        "total_favorited": exact["heart"],
        "aweme_count": exact["videoCount"],
    }
    return Reply(200, {"status_code": 0, "user": about})


def posts(world: World, ask: Ask) -> Reply:
    """Pinned ones and the newest first; `cursor` is the time of the last one in milliseconds, as text."""
    sec_uid = ask.params.get("secUid", "")
    if not sec_uid:
        return missing("secUid")
    account = world.by_id.get(sec_uid)
    if account is None or account.sec_uid != sec_uid or is_gone(account, ask):
        return unavailable(ask, NO_USER, wrapped=True)
    if is_private(account, ask):
        return unavailable(ask, PRIVATE, wrapped=True)
    author = Author(account, ask)
    found = listed(world, account, ask)
    stuck = frozenset(post.post_id for post in found[:PINS] if is_pinned(post, ask))
    return page(ask, found, lambda post: item(world, post, ask, author), stuck)


def detail(world: World, ask: Ask) -> Reply:
    """One post; without `itemInfo.itemStruct` where it is not to be seen."""
    asked = ask.params.get("videoId", "")
    if not asked:
        return missing("videoId")
    post = find_post(world, ask, asked)
    if post is None:
        return unavailable(ask, NO_POST, {"itemInfo": {}})
    if is_private(world.accounts[post.owner], ask):
        return unavailable(ask, PRIVATE, {"itemInfo": {}})
    share = {"title": "", "desc": post.caption or ""}
    body = {**envelope(ask.at), "shareMeta": share, "itemInfo": {"itemStruct": item(world, post, ask)}}
    return Reply(200, {"data": body} if ask.choices.tiktok_wrapped_detail else body)


def comments(world: World, ask: Ask) -> Reply:
    """Comments by relevance, which is not time; `total` counts replies as well."""
    post = find_post(world, ask, ask.params.get("videoId", ""))
    if post is None:
        return comment_page(ask, [], 0, lambda _number: {}) if "videoId" in ask.params else missing("videoId")
    at, owner = ask.at.timestamp(), world.accounts[post.owner]
    numbers = sorted(top_level(post, at), key=lambda number: mix(post.seed, number, 41))
    there = frozenset(existing(post, at))

    def plain(number: int) -> Json:
        return comment(post, comment_at(post, number, ask.at, there), ask, owner, None)

    def written(number: int) -> Json:
        answers = replies_to(post, number, there)[:1]
        previews = [plain(reply) for reply in answers]
        return comment(post, comment_at(post, number, ask.at, there), ask, owner, previews or None)

    total = tally(post.curve, post.published, at).comments
    total += 1 + total // 4 if ask.scene.hits("total-over-rows", post.seed) else 0
    shown = [] if ask.scene.hits("null-comments", post.seed) else numbers
    return comment_page(ask, shown, total, written)


def replies(world: World, ask: Ask) -> Reply:
    """Replies to one comment, the oldest first."""
    asked = ask.params.get("commentId", "")
    post = find_post(world, ask, ask.params.get("videoId", ""))
    if not asked or "videoId" not in ask.params:
        return missing("videoId, commentId")
    number = number_of_comment(post, int(asked), ask.at) if post and asked.isdecimal() else None
    if post is None or number is None:
        return comment_page(ask, [], 0, lambda _number: {})
    owner, there = world.accounts[post.owner], frozenset(existing(post, ask.at.timestamp()))
    found = replies_to(post, number, there)

    def written(reply: int) -> Json:
        return comment(post, comment_at(post, reply, ask.at, there), ask, owner, None)

    return comment_page(ask, found, len(found), written, usual=6)


def challenge_info(world: World, ask: Ask) -> Reply:
    name = ask.params.get("challengeName", "").lstrip("#").lower()
    if not name:
        return missing("challengeName")
    found = tagged(world, ask, lambda tag: tag == name)
    if not found:
        return unavailable(ask, 10205, {"challengeInfo": {}})
    views = sum(tally(post.curve, post.published, ask.at.timestamp()).views for post in found)
    numbers = {"videoCount": len(found), "viewCount": views}
    about = {"challenge": challenge(name), "stats": numbers, "statsV2": texts(numbers)}
    return Reply(200, {**envelope(ask.at), "challengeInfo": about})


def challenge_posts(world: World, ask: Ask) -> Reply:
    """Posts with a hashtag, the newest first."""
    asked = ask.params.get("challengeId", "")
    if not asked:
        return missing("challengeId")
    found = tagged(world, ask, lambda tag: str(challenge_id(tag)) == asked)
    return page(ask, tuple(found), lambda post: item(world, post, ask))


def page(
    ask: Ask,
    found: tuple[WorldPost, ...],
    shape: Callable[[WorldPost], Json],
    stuck: frozenset[int] = frozenset(),
) -> Reply:
    """Up to `count` posts older than `cursor`; those with the ids in `stuck` stand on the first page only."""
    asked = ask.params.get("cursor", "0") or "0"
    cursor = int(asked) if asked.isdecimal() else 0
    count = whole(ask, "count", 35, 35) or 35
    struck = ask.scene.struck
    if "absent-list" in struck or "empty-list" in struck:
        return listing(ask, asked, "absent-list" in struck, [])
    if cursor and "repeated-page" in struck:
        return listing(ask, asked, True, [shape(post) for post in found[:count]])
    if cursor:
        found = tuple(post for post in found if post.published * 1000 < cursor and post.post_id not in stuck)
    else:
        count = max(count, len(stuck))
    shown, rest = found[:count], found[count:]
    return listing(ask, _next_cursor(shown, rest, stuck, asked), bool(rest), [shape(post) for post in shown])


def _next_cursor(
    shown: tuple[WorldPost, ...], rest: tuple[WorldPost, ...], stuck: frozenset[int], asked: str
) -> str:
    """The time of the oldest shown, pinned ones aside; with only those shown, just above what is left."""
    times = [int(post.published) for post in shown if post.post_id not in stuck]
    if times:
        return str(times[-1] * 1000)
    return str(int(rest[0].published + 1) * 1000) if rest else asked


def listing(ask: Ask, cursor: str, more: bool, items: list[Json]) -> Reply:
    """The envelope of lists of posts; `itemList` is absent when there is nothing in it."""
    data: Json = {**envelope(ask.at), "cursor": cursor, "hasMore": more}
    if items:
        data["itemList"] = items
    return Reply(200, {"data": data})


def comment_page(
    ask: Ask, numbers: list[int], total: int, shape: Callable[[int], Json], usual: int = 50
) -> Reply:
    """Up to `count` from the offset `cursor` on; `comments` is null when there are none."""
    start, count = whole(ask, "cursor", 0, 1 << 40), whole(ask, "count", usual, 50) or usual
    struck = ask.scene.struck
    first = 0 if start and "repeated-page" in struck else start
    shown = [] if struck & {"absent-list", "empty-list"} else numbers[first : first + count]
    stuck = first != start or "absent-list" in struck
    more = stuck or (len(numbers) > start + count and "empty-list" not in struck)
    body: Json = {
        "comments": [shape(number) for number in shown] or None,
        "cursor": start if stuck else min(start + count, max(len(numbers), start)),
        "has_more": int(more),
        "total": total,
        "status_code": 0,
        "status_msg": "",
        "extra": {"now": int(ask.at.timestamp() * 1000)},
    }
    return Reply(200, {"data": body} if ask.choices.tiktok_wrapped_comments else body)


def find_account(world: World, ask: Ask, handle: str) -> WorldAccount | None:
    """By handle, with what was renamed or is gone."""
    name = handle.lstrip("@").lower()
    back = {new: old.removeprefix("tiktok:") for old, new in ask.scene.renamed.items()}
    account = world.by_handle.get(("tiktok", back.get(name, name)))
    if account is None or shown_handle(account, ask) != name or is_gone(account, ask):
        return None
    return account


def find_post(world: World, ask: Ask, post_id: str) -> WorldPost | None:
    post = world.by_post.get(post_id)
    if post is None or post.platform != "tiktok" or not exists_at(post, ask.at):
        return None
    return None if is_gone(world.accounts[post.owner], ask) else altered(world, post, ask)


def is_gone(account: WorldAccount, ask: Ask) -> bool:
    return bool({account.handle, f"tiktok:{account.handle}"} & ask.scene.gone)


def tagged(world: World, ask: Ask, wanted: Callable[[str], bool]) -> list[WorldPost]:
    """Public posts with such a hashtag, the newest first."""
    found = [
        post
        for account in world.accounts
        if account.platform == "tiktok" and not is_private(account, ask)
        for post in listed(world, account, ask)
        if any(map(wanted, post.hashtags))
    ]
    return sorted(found, key=lambda post: post.post_id, reverse=True)


def envelope(at: datetime) -> Json:
    """What stands around everything."""
    moment = at.timestamp()
    mark = f"{mix(int(moment), 55):016X}"
    return {
        "extra": {"fatal_item_ids": [], "logid": mark, "now": int(moment * 1000)},
        "log_pb": {"impr_id": mark},
        "statusCode": 0,
        "status_code": 0,
        "status_msg": "",
    }


def unavailable(ask: Ask, code: int, more: Json | None = None, wrapped: bool = False) -> Reply:
    """Not there, or private: the code stands in the body."""
    body = {**envelope(ask.at), **(more or {}), "statusCode": code, "status_code": code}
    if wrapped:
        body = {"data": {**body, "cursor": "0", "hasMore": False}}
    return Reply(ask.choices.tiktok_error_status, body)


def missing(name: str) -> Reply:
    return Reply(400, {"error": f"Missing required params: {name}"})
