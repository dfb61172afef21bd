"""Datasets of Apify's `instagram-scraper`: posts with all or few of their fields, comments, account details.

A dataset may mix them, and holds error rows where the scraper did not get through. Hidden likes are −1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from cicero.records import AccountRef, Comment, Counts, Kind, Post, Profile, Record
from cicero.sources.files.format import Context
from cicero.sources.files.shapes import has, json_formats
from cicero.sources.networks import text
from cicero.sources.networks.ids import media_id, pk_of, shortcode_in, shortcode_of
from cicero.sources.networks.instagram_items import hideable, post_url
from cicero.sources.networks.loose import (
    Loose,
    account_ref,
    count,
    first_count,
    flag,
    instant,
    observed,
    owner,
    seconds,
    shown,
    whole_id,
    words,
)
from cicero.sources.networks.seen import RowError

_KINDS: dict[str, Kind] = {"Image": "image", "Video": "video", "Sidecar": "carousel"}


class Person(Struct):
    id: Loose = None
    username: Loose = None


class Row(Struct, rename="camel"):
    """Any row of a dataset; which kind it is shows in the fields that are there."""

    error: Loose = None
    error_description: Loose = None
    id: Loose = None
    type: Loose = None
    short_code: Loose = None
    url: Loose = None
    caption: Loose = None
    hashtags: list[Any] | None = None
    mentions: list[Any] | None = None
    timestamp: Loose = None
    likes_count: Loose = None
    comments_count: Loose = None
    video_play_count: Loose = None
    video_view_count: Loose = None
    video_duration: Loose = None
    display_url: Loose = None
    product_type: Loose = None
    is_pinned: Loose = None
    owner_id: Loose = None
    owner_username: Loose = None
    owner_full_name: Loose = None
    coauthor_producers: list[Person | str] | None = None
    latest_comments: list[Row] | None = None
    post_url: Loose = None
    text: Loose = None
    owner: Person | None = None
    replies_count: Loose = None
    replies: list[Row] | None = None
    username: Loose = None
    full_name: Loose = None
    biography: Loose = None
    external_url: Loose = None
    followers_count: Loose = None
    follows_count: Loose = None
    posts_count: Loose = None
    verified: Loose = None
    private: Loose = None
    business_category_name: Loose = None
    profile_pic_url: Loose = None
    profile_pic_url_hd: Loose = field(name="profilePicUrlHD", default=None)
    latest_posts: list[Row] | None = None


def parse(row: Row, context: Context) -> Iterator[Record]:
    """The records of one row; RowError, with Apify's own reason, for an error row."""
    if row.error:
        why = words(row.error_description) or words(row.error) or "no reason given"
        raise RowError(f"Apify got nothing for {shown(row.url)}: {why}")
    if row.post_url is not None and row.text is not None:
        yield from _comments(row, _pk_in(row.post_url), None, context)
    elif row.followers_count is not None or row.username is not None:
        yield from _details(row, context)
    else:
        yield from _post(row, context)


def _post(row: Row, context: Context) -> Iterator[Record]:
    pk, code = _identity(row)
    published_at = instant(row.timestamp, "timestamp", context)
    said = account_ref("instagram", row.owner_id, row.owner_username, row.owner_full_name)
    likes, hidden = hideable((row.likes_count,))
    kind = _KINDS.get(words(row.type) or "")
    caption = words(row.caption)
    account = owner(said, context, "instagram")
    yield Post(
        account=account,
        post_id=pk,
        published_at=published_at,
        observed_at=observed(published_at, context.observed_at),
        counts=_counts(row, kind, likes),
        kind=kind,
        code=code,
        caption=caption,
        url=post_url(code, row.product_type == "clips"),
        thumbnail_url=words(row.display_url),
        duration=seconds(row.video_duration),
        likes_hidden=hidden,
        pinned=flag(row.is_pinned),
        hashtags=_tags(row.hashtags) or text.hashtags(caption),
        mentions=_tags(row.mentions) or text.mentions(caption),
        coauthors=_coauthors(row, account),
    )
    for comment in row.latest_comments or []:
        yield from _comments(comment, pk, None, context)


def _identity(row: Row) -> tuple[int, str]:
    """(pk, shortcode): the code is in the address where the row has no field for it."""
    code = words(row.short_code) or shortcode_in(words(row.url))
    if code is not None:
        return pk_of(code), code
    if row.id is None or row.timestamp is None:
        raise RowError("it is neither a post nor a comment nor an account")
    pk, _ = media_id(row.id)
    return pk, shortcode_of(pk)


def _pk_in(url: Loose) -> int:
    code = shortcode_in(words(url))
    if code is None:
        raise RowError(f"its postUrl is not the address of a post: {shown(url)}")
    return pk_of(code)


def _counts(row: Row, kind: Kind | None, likes: int | None) -> Counts:
    plays = first_count(row.video_play_count, row.video_view_count)
    return Counts(
        likes=likes, comments=count(row.comments_count), views=plays if kind in ("video", None) else None
    )


def _tags(tags: list[Any] | None) -> tuple[str, ...]:
    return text.tidy(tag for tag in tags or [] if isinstance(tag, str))


def _coauthors(row: Row, account: AccountRef) -> tuple[AccountRef, ...]:
    people = [Person(username=who) if isinstance(who, str) else who for who in row.coauthor_producers or []]
    refs = [account_ref("instagram", who.id, who.username) for who in people]
    return tuple(ref for ref in refs if ref and ref.handle != account.handle)


def _comments(row: Row, post_id: int, parent_id: int | None, context: Context) -> Iterator[Comment]:
    """The comment and the replies under it."""
    created_at = instant(row.timestamp, "timestamp", context)
    comment_id = whole_id(row.id)
    author = account_ref("instagram", row.owner.id if row.owner else row.owner_id, row.owner_username)
    yield Comment(
        platform="instagram",
        post_id=post_id,
        comment_id=comment_id,
        created_at=created_at,
        observed_at=observed(created_at, context.observed_at),
        text=words(row.text) or "",
        parent_id=parent_id,
        author_handle=author.handle if author else None,
        author_id=author.platform_id if author else None,
        likes=count(row.likes_count),
        replies=count(row.replies_count),
    )
    for reply in (row.replies or []) if parent_id is None else []:
        yield from _comments(reply, post_id, comment_id, context)


def _details(row: Row, context: Context) -> Iterator[Record]:
    """The account, then its latest posts."""
    account = account_ref("instagram", row.id, row.username, row.full_name)
    if account is None:
        raise RowError("it does not name the account that it describes")
    yield _profile(row, account, context.observed_at)
    for post in row.latest_posts or []:
        yield from _post(post, context)


def _profile(row: Row, account: AccountRef, seen_at: datetime) -> Profile:
    return Profile(
        account=account,
        observed_at=seen_at,
        followers=count(row.followers_count),
        following=count(row.follows_count),
        posts=count(row.posts_count),
        biography=words(row.biography),
        category=words(row.business_category_name),
        website=words(row.external_url),
        avatar_url=words(row.profile_pic_url_hd) or words(row.profile_pic_url),
        verified=flag(row.verified),
        private=flag(row.private),
    )


def _matches(row: dict[str, Any]) -> bool:
    is_post = has(row, "timestamp", "likesCount") and ("shortCode" in row or "ownerUsername" in row)
    is_comment = has(row, "postUrl", "text", "ownerUsername")
    is_account = has(row, "username", "followersCount")
    return is_post or is_comment or is_account or has(row, "error", "errorDescription")


FORMATS = json_formats("apify-instagram", "Apify dataset of Instagram", Row, _matches, parse)
