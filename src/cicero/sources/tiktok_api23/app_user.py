"""An account as TikTok's app writes it, which is how a question by id is answered. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from cicero.records import Profile
from cicero.sources.networks.loose import Loose, account_ref, count, flag, words
from cicero.sources.networks.seen import RowError, Seen


class AppUser(Struct):
    """`total_favorited` are the likes received."""

    uid: Loose = None
    unique_id: Loose = None
    sec_uid: Loose = None
    nickname: Loose = None
    signature: Loose = None
    secret: Loose = None
    follower_count: Loose = None
    following_count: Loose = None
    total_favorited: Loose = None
    aweme_count: Loose = None
    avatar_larger: Loose = None
    avatar_thumb: Loose = None


def parse_app_user(user: AppUser, seen: Seen) -> Iterator[Profile]:
    """The account; RowError when it does not say which."""
    account = account_ref("tiktok", user.uid, user.unique_id, user.nickname)
    if account is None or (account.platform_id is None and account.handle is None):
        raise RowError("it does not name the account that it describes")
    yield Profile(
        account=account,
        observed_at=seen.observed_at,
        followers=count(user.follower_count),
        following=count(user.following_count),
        posts=count(user.aweme_count),
        likes=count(user.total_favorited),
        biography=words(user.signature),
        avatar_url=_picture(user.avatar_larger) or _picture(user.avatar_thumb),
        private=flag(user.secret),
        sec_uid=words(user.sec_uid),
    )


def _picture(avatar: Loose) -> str | None:
    urls = avatar.get("url_list") if isinstance(avatar, dict) else None
    return next((url for url in map(words, urls) if url), None) if isinstance(urls, list) else None
