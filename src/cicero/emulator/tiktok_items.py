"""JSON of `tiktok-api23` for what is in the world: a near pass-through of TikTok's web JSON."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Raw, Struct

from cicero.emulator.altered import is_pinned
from cicero.emulator.asking import Ask
from cicero.emulator.chance import mix, number_of
from cicero.emulator.comments import WorldComment
from cicero.emulator.growth import Tally, tally
from cicero.emulator.pictures import address
from cicero.emulator.publishing import WorldPost
from cicero.emulator.world import World, WorldAccount, followers_at, list_at

Json = dict[str, Any]

HOUR = 3600


def rounded(number: int) -> int:
    """As `stats` gives large numbers: hundreds from ten thousand on, hundred thousands from a million on."""
    if number < 10_000:
        return number
    step = 100 if number < 1_000_000 else 100_000
    return number // step * step


def plain_stats(exact: dict[str, int], seed: int, ask: Ask) -> Json:
    """`stats` of what is exactly so; to two digits where the fault hits the post or account of that seed."""
    if not ask.scene.hits("rounded-stats", seed):
        return {name: rounded(number) for name, number in exact.items()}
    steps = {name: 10 ** max(len(str(number)) - 2, 0) for name, number in exact.items()}
    return {name: number // steps[name] * steps[name] for name, number in exact.items()}


def user(account: WorldAccount, ask: Ask) -> Json:
    picture = address(ask.base, "tiktok", f"a{account.platform_id}", "avatar", ask.at.timestamp())
    private = is_private(account, ask)
    about: Json = {
        "id": account.platform_id,
        "uniqueId": shown_handle(account, ask),
        "nickname": account.name,
        "secUid": account.sec_uid,
        "signature": account.brand.biography,
        "verified": account.brand.verified,
        "privateAccount": private,
        "secret": private,
        "avatarThumb": picture,
        "avatarMedium": picture,
        "avatarLarger": picture,
        "commentSetting": 0,
        "openFavorite": False,
        "relation": 0,
        "ftc": False,
    }
    if account.brand.website:
        about["bioLink"] = {"link": account.brand.website, "risk": 0}
    return about


def user_stats(account: WorldAccount, ask: Ask) -> dict[str, int]:
    """The exact numbers; hearts are counted by the hour."""
    hearts = _hearts(account, int(ask.at.timestamp()) // HOUR * HOUR)
    return {
        "followerCount": followers_at(account, ask.at),
        "followingCount": account.following,
        "heart": hearts,
        "heartCount": hearts,
        "videoCount": len(list_at(account, ask.at)),
        "diggCount": account.following * 7,
        "friendCount": account.following // 9,
    }


def shown_handle(account: WorldAccount, ask: Ask) -> str:
    """Its handle, or the one it was renamed to."""
    renamed = ask.scene.renamed
    return renamed.get(account.handle) or renamed.get(f"tiktok:{account.handle}") or account.handle


def is_private(account: WorldAccount, ask: Ask) -> bool:
    return account.private or bool({account.handle, f"tiktok:{account.handle}"} & ask.scene.private)


def texts(numbers: dict[str, int]) -> dict[str, str]:
    """As `statsV2` gives them."""
    return {name: str(number) for name, number in numbers.items()}


class Author:
    """What every item of a page repeats of its author, worked out and encoded once."""

    def __init__(self, account: WorldAccount, ask: Ask) -> None:
        exact = user_stats(account, ask)
        self.fields = {
            "author": encoded(user(account, ask)),
            "authorStats": encoded(plain_stats(exact, int(account.platform_id), ask)),
        }
        if not ask.scene.hits("no-user-stats-v2", int(account.platform_id)):
            self.fields["authorStatsV2"] = encoded(texts(exact))


def encoded(value: object) -> Raw:
    """JSON that is put into a larger one as it is."""
    return Raw(msgspec.json.encode(value))


def item(world: World, post: WorldPost, ask: Ask, author: Author | None = None) -> Json:
    """A post as lists and details write it."""
    known = author or Author(world.accounts[post.owner], ask)
    at = ask.at.timestamp()
    words = _words(post)
    described: Json = {
        "id": str(post.post_id),
        "desc": post.caption or "",
        "createTime": int(post.published),
        **known.fields,
        "challenges": words.challenges,
        "textExtra": words.extras,
        "contents": words.contents,
        "music": _music(post, world.accounts[post.owner].name),
        "video": _video(post, ask, at),
        "isAd": False,
        "adAuthorization": False,
        "privateItem": False,
        "secret": False,
        "forFriend": False,
        "duetEnabled": True,
        "stitchEnabled": True,
        "shareEnabled": True,
        "digged": False,
        "collected": False,
        "itemCommentStatus": 0,
        "locationCreated": "ID",
        "textLanguage": "id" if post.caption else "un",
        "item_control": {"can_repost": True},
        **_stats(post, tally(post.curve, post.published, at), ask),
    }
    if is_pinned(post, ask):
        described["isPinnedItem"] = True
    if post.kind == "photos":
        described["imagePost"] = _photos(post, ask, at)
    return described


def challenge(tag: str) -> Json:
    return {
        "id": str(challenge_id(tag)),
        "title": tag,
        "desc": "",
        "profileThumb": "",
        "profileMedium": "",
        "profileLarger": "",
        "coverThumb": "",
        "coverMedium": "",
        "coverLarger": "",
    }


def challenge_id(tag: str) -> int:
    return 1_600_000_000_000_000 + mix(number_of(tag), 51) % 300_000_000_000_000


def comment(
    post: WorldPost, written: WorldComment, ask: Ask, owner: WorldAccount, previews: list[Json] | None
) -> Json:
    """One comment or reply, in snake case unlike items."""
    return {
        "cid": str(written.comment_id),
        "aweme_id": str(post.post_id),
        "text": written.text,
        "create_time": int(written.created_at.timestamp()),
        "digg_count": written.likes,
        "reply_comment_total": written.replies,
        "reply_id": str(written.parent_id or 0),
        "reply_to_reply_id": "0",
        "comment_language": written.language,
        "author_pin": False,
        "stick_position": 0,
        "is_author_digged": False,
        "status": 1,
        "share_info": {"url": f"https://m.tiktok.com/v/{post.post_id}.html", "title": ""},
        "image_list": None,
        "reply_comment": previews,
        "user": _commenter(written, ask, owner),
    }


def _commenter(written: WorldComment, ask: Ask, owner: WorldAccount) -> Json:
    who = written.author
    stirred = mix(who.number, 52)
    number, sec_uid = str(6_500_000_000_000_000_000 + stirred % 10**18), f"MS4wLjABAAAA{stirred:052x}"
    handle, name = who.handle, who.name
    if written.by_owner and owner.sec_uid:
        number, sec_uid, handle, name = owner.platform_id, owner.sec_uid, shown_handle(owner, ask), owner.name
    picture = address(ask.base, "tiktok", f"p{number}", "avatar", ask.at.timestamp())
    return {
        "uid": number,
        "unique_id": handle,
        "sec_uid": sec_uid,
        "nickname": name,
        "avatar_thumb": {"uri": f"p{number}", "url_list": [picture]},
    }


def _stats(post: WorldPost, seen: Tally, ask: Ask) -> Json:
    """`stats` rounded, `statsV2` exact as text; saves are text in `stats` too on some posts."""
    exact = {
        "diggCount": seen.likes,
        "shareCount": seen.shares,
        "commentCount": seen.comments,
        "playCount": seen.views,
        "collectCount": seen.saves,
    }
    plain = plain_stats(exact, post.seed, ask)
    if post.seed % 6 == 0 or ask.scene.hits("string-collect", post.seed):
        plain["collectCount"] = str(plain["collectCount"])
    if ask.scene.hits("absent-counts", post.seed):
        del plain["collectCount"], plain["playCount"]
        return {"stats": plain}
    if ask.scene.hits("no-stats-v2", post.seed):
        return {"stats": plain}
    return {"stats": plain, "statsV2": {**texts(exact), "repostCount": "0"}}


class Words(Struct, frozen=True):
    """What of a post never changes, encoded."""

    challenges: Raw
    extras: Raw
    contents: Raw


@lru_cache(maxsize=16_384)
def _words(post: WorldPost) -> Words:
    return Words(
        encoded([challenge(tag) for tag in post.hashtags]),
        encoded(_extras(post)),
        encoded([{"desc": post.caption or ""}]),
    )


def _extras(post: WorldPost) -> list[Json]:
    """Where tags and mentions stand in the text, in UTF-16 units as browsers count."""
    found: list[Json] = []
    text, place = post.caption or "", 0
    for word in text.split():
        begin = text.index(word, place)
        place = begin + len(word)
        if word[0] not in "#@" or len(word) < 2:
            continue
        start = len(text[:begin].encode("utf-16-le")) // 2
        name = word[1:]
        is_tag = word[0] == "#"
        found.append(
            {
                "awemeId": "",
                "start": start,
                "end": start + len(word),
                "hashtagName": name.lower() if is_tag else "",
                "userUniqueId": "" if is_tag else name,
                "type": 1 if is_tag else 0,
                "subType": 0,
                "isCommerce": False,
            }
        )
    return found


def _music(post: WorldPost, nickname: str) -> Json:
    original = post.seed % 3 != 0
    return {
        "id": str(7_000_000_000_000_000_000 + mix(post.seed, 53) % 10**17),
        "title": f"suara asli - {nickname}" if original else "Senandung Pagi",
        "authorName": nickname if original else "Orkes Contoh",
        "duration": int(post.duration or 15),
        "original": original,
    }


def _video(post: WorldPost, ask: Ask, at: float) -> Json:
    """A photo post has a video without length, with its first picture as the cover."""
    cover = address(ask.base, "tiktok", str(post.post_id), post.kind, at)
    video = f"{ask.base}/_videos/{post.post_id}.mp4" if post.kind == "video" else ""
    return {
        "id": str(post.post_id) if post.kind == "video" else "",
        "duration": round(post.duration) if post.duration else 0,
        "height": 1024,
        "width": 576,
        "ratio": "540p",
        "cover": cover,
        "originCover": cover,
        "dynamicCover": cover,
        "playAddr": video,
        "downloadAddr": video,
        "bitrateInfo": [],
        "format": "mp4" if video else "",
    }


def _photos(post: WorldPost, ask: Ask, at: float) -> Json:
    names = [str(post.post_id), *(f"{post.post_id}-{number}" for number in range(1, 2 + post.seed % 5))]
    images = [
        {
            "imageURL": {"urlList": [address(ask.base, "tiktok", name, post.kind, at)]},
            "imageWidth": 360,
            "imageHeight": 450,
        }
        for name in names
    ]
    return {"images": images, "cover": images[0], "shareCover": images[0], "title": ""}


@lru_cache(maxsize=4096)
def _hearts(account: WorldAccount, at: int) -> int:
    """Likes of all its posts and of what it published before the world began."""
    likes = sum(tally(post.curve, post.published, at).likes for post in account.posts if post.published <= at)
    return likes + account.brand.followers * 4
