"""Accounts and posts under the names that existing dashboards read.

What is unknown is left out where they allow that. Their charts need a number in some places: there it is 0,
and the header X-Cicero-Unknown names the field. A field with a value of its own never stands beside an alias
that is null: such dashboards would take the null.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct

from cicero.accounts import Detail
from cicero.config import Settings
from cicero.posts import AVATAR, Commenters, Listed, picture_link
from cicero.records import Kind

COUNTED = {"like_count": "likes", "comment_count": "comments", "share_count": "shares"}
TYPES: dict[Kind | None, str] = {"photos": "carousel", None: "unknown"}
_WEB = re.compile(r"https?://", re.IGNORECASE)


class Links(Struct, frozen=True, kw_only=True):
    """Where pictures are reached from outside: `base` is scheme and host of this installation."""

    settings: Settings
    base: str
    at: datetime

    def picture(self, account_id: int, post_id: int, *, kept: bool, link: str | None) -> str:
        """The kept copy, by a signed address; else the network's own while it holds; else nothing.

        Never one to HEIC, which browsers do not show.
        """
        if kept:
            return self.base + picture_link(self.settings, account_id, post_id, self.at)
        return link if link and _WEB.match(link) and ".heic" not in link.lower() else ""


class BioLink(Struct, frozen=True):
    url: str


class InstagramProfile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    username: str | None = None
    full_name: str | None = None
    biography: str | None = None
    bio: str | None = None
    follower_count: int | None = None
    followers: int | None = None
    following_count: int | None = None
    following: int | None = None
    media_count: int | None = None
    category: str | None = None
    is_verified: bool | None = None
    is_private: bool | None = None
    profile_pic_url: str | None = None


class TiktokProfile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    username: str | None = None
    secUid: str | None = None  # noqa: N815 - the contract's name
    nickname: str | None = None
    full_name: str | None = None
    bio: str | None = None
    follower_count: int | None = None
    followers: int | None = None
    following_count: int | None = None
    following: int | None = None
    like_count: int | None = None
    video_count: int | None = None
    category: str | None = None
    verified: bool | None = None
    is_private: bool | None = None
    avatar_url: str | None = None


class Info(Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str | None = None
    username: str | None = None
    full_name: str | None = None
    biography: str | None = None
    media_count: int | None = None
    video_count: int | None = None
    heart_count: int | None = None
    category: str | None = None
    bio_links: list[BioLink] | None = None
    external_url: str | None = None
    is_verified: bool | None = None
    is_private: bool | None = None


class PostView(Struct, frozen=True, kw_only=True):
    """`view_count` is null where nobody said and no page adds it up (Instagram)."""

    id: str
    created_at: str
    type: str
    caption: str | None
    like_count: int
    comment_count: int
    share_count: int
    view_count: int | None
    thumbnail: str
    thumbnail_url: str
    permalink: str


class InstagramPost(PostView, frozen=True, kw_only=True):
    shortcode: str


class TiktokPost(PostView, frozen=True, kw_only=True):
    video_id: str
    share_url: str


class Commented(Struct, frozen=True, kw_only=True):
    video_id: str
    comment_count: int
    comments: list[str]


def profile(account: Detail, links: Links) -> InstagramProfile | TiktokProfile:
    picture = _avatar(account, links)
    if account.platform == "instagram":
        return InstagramProfile(
            username=account.handle,
            full_name=_called(account),
            biography=account.biography,
            bio=account.biography,
            follower_count=account.followers,
            followers=account.followers,
            following_count=account.following,
            following=account.following,
            media_count=account.posts,
            category=account.category,
            is_verified=account.verified,
            is_private=account.private,
            profile_pic_url=picture,
        )
    return TiktokProfile(
        username=account.handle,
        secUid=account.sec_uid,
        nickname=_called(account),
        full_name=_called(account),
        bio=account.biography,
        follower_count=account.followers,
        followers=account.followers,
        following_count=account.following,
        following=account.following,
        like_count=account.likes,
        video_count=account.posts,
        category=account.category,
        verified=account.verified,
        is_private=account.private,
        avatar_url=picture,
    )


def info(account: Detail) -> Info:
    """What the account says of itself. No source tells its telephone number and the like."""
    link = account.website if account.website and _WEB.match(account.website) else None
    tiktok = account.platform == "tiktok"
    return Info(
        id=account.platform_id,
        username=account.handle,
        full_name=_called(account),
        biography=account.biography,
        media_count=None if tiktok else account.posts,
        video_count=account.posts if tiktok else None,
        heart_count=account.likes if tiktok else None,
        category=account.category,
        bio_links=[BioLink(link)] if link else None,
        external_url=link,
        is_verified=account.verified,
        is_private=account.private,
    )


def post(one: Listed, links: Links) -> InstagramPost | TiktokPost:
    picture = links.picture(one.account_id, one.post_id, kept=one.has_picture, link=one.thumbnail_url)
    common: dict[str, Any] = {
        "created_at": instant(one.published_at),
        "type": TYPES.get(one.kind) or str(one.kind),
        "caption": one.caption,
        **{name: getattr(one, ours) or 0 for name, ours in COUNTED.items()},
        "thumbnail": picture,
        "thumbnail_url": picture,
        "permalink": address(one),
    }
    if one.platform == "instagram":
        code = one.code or str(one.post_id)
        return InstagramPost(id=code, shortcode=code, view_count=one.views, **common)
    video = str(one.post_id)
    return TiktokPost(
        id=video, video_id=video, share_url=common["permalink"], view_count=one.views or 0, **common
    )


def commented(one: Listed, found: Commenters | None) -> Commented:
    return Commented(
        video_id=str(one.post_id),
        comment_count=found.comments if found else 0,
        comments=found.handles if found else [],
    )


def unknown(posts: Iterable[Listed]) -> list[str]:
    """The fields that say 0 in at least one of the posts although nobody knows."""
    fields = set()
    for one in posts:
        fields |= {name for name, ours in COUNTED.items() if getattr(one, ours) is None}
        if one.platform == "tiktok" and one.views is None:
            fields.add("view_count")
    return sorted(fields)


def address(one: Listed) -> str:
    """Where the post is on its network; empty where that is not known."""
    if one.url and _WEB.match(one.url):
        return one.url
    if one.platform == "instagram":
        return f"https://www.instagram.com/p/{one.code}/" if one.code else ""
    return (
        f"https://www.tiktok.com/@{one.handle}/video/{one.post_id}" if one.handle and one.post_id > 0 else ""
    )


def instant(at: datetime) -> str:
    """2026-11-23T03:10:00.000Z"""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


def _called(account: Detail) -> str | None:
    return account.name or account.handle


def _avatar(account: Detail, links: Links) -> str:
    return links.picture(account.account_id, AVATAR, kept=account.has_picture, link=account.avatar_url)
