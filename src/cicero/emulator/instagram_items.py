"""JSON of `social-api4` for what is in the world: profiles, posts, comments, people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cicero.emulator.altered import is_pinned, listed
from cicero.emulator.asking import Ask
from cicero.emulator.chance import mix
from cicero.emulator.comments import WorldComment
from cicero.emulator.growth import Tally, tally
from cicero.emulator.phrases import Person, someone
from cicero.emulator.pictures import address
from cicero.emulator.publishing import WorldPost
from cicero.emulator.world import World, WorldAccount, followers_at

Json = dict[str, Any]

MEDIA: dict[str, tuple[int, str, str, str]] = {
    "image": (1, "post", "image", "feed"),
    "video": (2, "reel", "video", "clips"),
    "carousel": (8, "album", "album", "carousel_container"),
}
"""media_type, media_name, media_format, product_type."""
HIDINGS = (("hidden-likes", "flag"), ("hidden-likes-bare", "bare"), ("hidden-likes-minus", "minus"))
"""Which fault hides likes in which way."""


def profile(world: World, account: WorldAccount, ask: Ask) -> Json:
    """`data` of /v1/info."""
    brand, picture = account.brand, _avatar(account.platform_id, ask)
    data: Json = {
        **user(account, ask),
        "pk": account.platform_id,
        "biography": brand.biography,
        "follower_count": followers_at(account, ask.at),
        "following_count": account.following,
        "media_count": len(listed(world, account, ask)),
        "is_business": bool(brand.category),
        "account_type": 2 if brand.category else 1,
        "category": brand.category or None,
        "category_id": None,
        "external_url": brand.website or None,
        "bio_links": [{"title": "", "url": brand.website, "link_type": "external"}] if brand.website else [],
        "profile_pic_url_hd": picture,
        "hd_profile_pic_url_info": {"url": picture, "width": 240, "height": 240},
        "public_email": "",
        "public_phone_number": "",
        "public_phone_country_code": "",
        "contact_phone_number": "",
        "business_contact_method": "UNKNOWN",
        "fbid_v2": str(17841400000000000 + int(account.platform_id) % 10**10),
        "total_igtv_videos": 0,
        "latest_reel_media": 0,
    }
    if ask.params.get("include_about"):
        data["about"] = {"country": "Indonesia", "date_joined": "April 2019", "former_usernames": 0}
    return data


def user(account: WorldAccount, ask: Ask) -> Json:
    return {
        "id": account.platform_id,
        "username": shown_handle(account, ask),
        "full_name": account.name,
        "is_private": is_private(account, ask),
        "is_verified": account.brand.verified,
        "profile_pic_url": _avatar(account.platform_id, ask),
    }


def shown_handle(account: WorldAccount, ask: Ask) -> str:
    """Its handle, or the one it was renamed to."""
    renamed = ask.scene.renamed
    return (
        renamed.get(account.handle) or renamed.get(f"{account.platform}:{account.handle}") or account.handle
    )


def is_private(account: WorldAccount, ask: Ask) -> bool:
    return account.private or bool(
        {account.handle, f"{account.platform}:{account.handle}"} & ask.scene.private
    )


def item(world: World, post: WorldPost, ask: Ask, account: WorldAccount) -> Json:
    """A post as lists write it, counters flat; `account` is the one whose list it stands in."""
    seen = tally(post.curve, post.published, ask.at.timestamp())
    return {**_described(world, post, ask, account), **_flat(post, seen, ask)}


def detail(world: World, post: WorldPost, ask: Ask) -> Json:
    """A post as /v1/post_info writes it, counters in `metrics`."""
    owner = world.accounts[post.owner]
    described = _described(world, post, ask, owner)
    described.update(_hidden_flag(post, ask))
    return {**described, "metrics": _metrics(post, ask, followers_at(owner, ask.at))}


def comment(written: WorldComment, ask: Ask, owner: WorldAccount, reply: bool) -> Json:
    likes = {"comment_like_count" if reply else "like_count": written.likes}
    return {
        "id": str(written.comment_id),
        "text": written.text,
        "created_at": int(written.created_at.timestamp()),
        "created_at_utc": int(written.created_at.timestamp()),
        **likes,
        "child_comment_count": written.replies,
        "preview_child_comments": [],
        "has_liked_comment": False,
        "user": user(owner, ask) if written.by_owner else _commenter(written.author, ask),
    }


def liker(number: int, ask: Ask) -> Json:
    """One of those who like a post."""
    return {
        **_commenter(someone(number), ask),
        "is_private": mix(number, 31) % 3 == 0,
        "is_new": False,
        "profile_pic_id": None,
        "latest_reel_media": 0,
    }


def caption(post: WorldPost, ask: Ask, owner: WorldAccount) -> Json | None:
    """The caption object; the product keeps `#` and `@`."""
    if post.caption is None or ask.scene.hits("null-caption", post.seed):
        return None
    return {
        "id": str(17_900_000_000_000_000 + post.seed % 90_000_000_000_000),
        "text": post.caption,
        "hashtags": [word for word in post.caption.split() if word.startswith("#")],
        "mentions": [word for word in post.caption.split() if word.startswith("@")],
        "created_at": int(post.published),
        "user": {"id": owner.platform_id, "username": shown_handle(owner, ask)},
    }


def hidden(post: WorldPost, ask: Ask) -> str | None:
    """How the likes are hidden, if they are."""
    for name, how in HIDINGS:
        if ask.scene.hits(name, post.seed):
            return how
    return post.hidden_likes


def likes_shown(post: WorldPost, seen: Tally, ask: Ask) -> int:
    """What stands as `like_count`: the number, or what stands there instead of a hidden one."""
    how = hidden(post, ask)
    if how is None:
        return seen.likes
    return -1 if how == "minus" else 3


def _described(world: World, post: WorldPost, ask: Ask, listed_under: WorldAccount) -> Json:
    """Everything but the counters."""
    owner = world.accounts[post.owner]
    number, name, form, product = MEDIA[post.kind]
    picture = address(ask.base, "instagram", post.code, post.kind, ask.at.timestamp())
    described: Json = {
        "id": f"{post.post_id}_{owner.platform_id}" if post.seed % 2 else str(post.post_id),
        "pk": str(post.post_id),
        "code": post.code,
        "taken_at": int(post.published),
        "taken_at_date": post.published_at.isoformat(),
        "device_timestamp": int(post.published) * 1_000_000,
        "media_type": number,
        "media_name": name,
        "media_format": form,
        "product_type": product,
        "is_video": post.kind == "video",
        "caption": caption(post, ask, owner),
        "comments_disabled": False,
        "is_pinned": post.owner == listed_under.index and is_pinned(post, ask),
        "is_paid_partnership": False,
        "thumbnail_url": picture,
        "image_versions": {"items": [{"url": picture, "width": 360, "height": 450}]},
        "tagged_users": _tagged(post),
        "coauthor_producers": [user(world.accounts[index], ask) for index in post.coauthors],
        "location": None,
        "user": user(owner, ask),
        "owner": {"id": owner.platform_id, "username": shown_handle(owner, ask)},
    }
    if post.kind == "video":
        video = f"{ask.base}/_videos/{post.code}.mp4"
        described["video_url"] = video
        described["video_duration"] = post.duration
        described["video_versions"] = [{"url": video, "width": 720, "height": 1280, "type": 101}]
        described["clips_metadata"] = {"audio_type": "original_sounds" if post.seed % 3 else "licensed_music"}
    if post.kind == "carousel":
        described["carousel_media"] = _children(post, ask)
    return described


def _tagged(post: WorldPost) -> Any:
    """Both forms are seen in the wild."""
    if post.mention is None:
        return [] if post.seed % 2 else {"in": []}
    who = {"username": post.mention}
    if post.seed % 2:
        return [{"user": who, "x": 0.5, "y": 0.4}]
    return {"in": [{"user": who, "position": [0.5, 0.4]}]}


def _children(post: WorldPost, ask: Ask) -> list[Json]:
    """Two to six pictures; a third of the albums begins with a video."""
    found: list[Json] = []
    begins_with_video = post.seed % 3 == 0 or ask.scene.hits("video-first", post.seed)
    for number in range(2 + post.seed % 5):
        video = number == 0 and begins_with_video
        picture = address(ask.base, "instagram", f"{post.code}-{number}", "image", ask.at.timestamp())
        found.append(
            {
                "id": f"{post.post_id + 1 + number}",
                "media_type": 2 if video else 1,
                "is_video": video,
                "image_versions": {"items": [{"url": picture, "width": 360, "height": 450}]},
                "video_url": f"{ask.base}/_videos/{post.code}-{number}.mp4" if video else None,
                "tagged_users": [],
            }
        )
    return found


def _hidden_flag(post: WorldPost, ask: Ask) -> Json:
    """The flag; its key is missing in one of the forms of hiding, and from some posts that hide nothing."""
    how = hidden(post, ask)
    if how == "bare" or (how is None and post.seed % 11 == 0):
        return {}
    return {"like_and_view_counts_disabled": how == "flag"}


def _flat(post: WorldPost, seen: Tally, ask: Ask) -> Json:
    if ask.scene.hits("absent-counts", post.seed):
        return _hidden_flag(post, ask)
    counts: Json = {"like_count": likes_shown(post, seen, ask), "comment_count": seen.comments}
    if post.kind == "video":
        counts["play_count"] = seen.views
        counts["ig_play_count"] = seen.views
        counts["view_count"] = None
        counts["fb_play_count"] = None
    if post.seed % 5 == 0:
        counts["share_count"] = seen.shares
    return {**counts, **_hidden_flag(post, ask)}


def _metrics(post: WorldPost, ask: Ask, followers: int) -> Json:
    """Shares and saves only with `include_insights`, and not of every post even then (our choice)."""
    seen = tally(post.curve, post.published, ask.at.timestamp())
    insights = bool(ask.params.get("include_insights")) and post.seed % 10 != 0
    views = seen.views if post.kind == "video" else None
    nothing = ask.scene.hits("null-metrics", post.seed)
    metrics: Json = {
        "like_count": likes_shown(post, seen, ask),
        "comment_count": seen.comments,
        "play_count": views,
        "ig_play_count": views,
        "fb_play_count": None,
        "fb_like_count": None,
        "view_count": None,
        "share_count": seen.shares if insights else None,
        "save_count": seen.saves if insights else None,
        "repost_count": None,
        "user_follower_count": followers if insights else None,
    }
    return dict.fromkeys(metrics) if nothing else metrics


def _commenter(author: Person, ask: Ask) -> Json:
    number = str(50_000_000_000 + mix(author.number, 33) % 10_000_000_000)
    return {
        "id": number,
        "username": author.handle,
        "full_name": author.name,
        "is_verified": False,
        "profile_pic_url": address(ask.base, "instagram", f"p{author.number}", "avatar", ask.at.timestamp()),
    }


def _avatar(number: str, ask: Ask) -> str:
    return address(ask.base, "instagram", f"a{number}", "avatar", ask.at.timestamp())


def envelope(items: list[Json], token: str | None, more: Mapping[str, Any] | None = None) -> Json:
    """A list; the token is a sibling of `data`."""
    return {"data": {"count": len(items), "items": items, **(more or {})}, "pagination_token": token}
