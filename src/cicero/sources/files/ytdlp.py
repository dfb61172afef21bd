"""yt-dlp's `.info.json` of TikTok and Instagram: one post, or a playlist of them.

An Instagram carousel is a playlist too: its entries are children that repeat the post's counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, field

from cicero.records import AccountRef, Comment, Counts, Kind, Platform, Post, Record
from cicero.sources.files.format import Context
from cicero.sources.files.shapes import json_formats
from cicero.sources.networks import text
from cicero.sources.networks.ids import instagram_uploaded_at, pk_of, shortcode_in, tiktok_uploaded_at
from cicero.sources.networks.instagram_items import hideable, post_url
from cicero.sources.networks.loose import (
    Loose,
    account_ref,
    count,
    instant,
    observed,
    owner,
    seconds,
    shown,
    whole_id,
    words,
)
from cicero.sources.networks.seen import RowError
from cicero.sources.networks.tiktok_items import post_url as tiktok_url


class CommentInfo(Struct):
    id: Loose = None
    parent: Loose = None
    author: Loose = None
    author_id: Loose = None
    text: Loose = None
    like_count: Loose = None
    timestamp: Loose = None


class Info(Struct):
    """`epoch` is when yt-dlp looked. TikTok's shares are called `repost_count` here."""

    type: Loose = field(name="_type", default=None)
    extractor_key: Loose = None
    ie_key: Loose = None
    id: Loose = None
    description: Loose = None
    title: Loose = None
    timestamp: Loose = None
    epoch: Loose = None
    uploader: Loose = None
    uploader_id: Loose = None
    channel: Loose = None
    webpage_url: Loose = None
    thumbnail: Loose = None
    duration: Loose = None
    view_count: Loose = None
    like_count: Loose = None
    comment_count: Loose = None
    repost_count: Loose = None
    save_count: Loose = None
    comments: list[CommentInfo] | None = None
    entries: list[Info | None] | None = None


def parse(info: Info, context: Context) -> Iterator[Record]:
    """The post with its comments, or those of every entry of a playlist."""
    extractor = words(info.extractor_key) or words(info.ie_key) or ""
    if info.epoch:
        context = msgspec.structs.replace(context, observed_at=instant(info.epoch, "epoch", context))
    if extractor in ("TikTok", "Instagram") and (info.type != "playlist" or extractor == "Instagram"):
        yield from (_tiktok if extractor == "TikTok" else _instagram)(info, context)
        return
    entries = [entry for entry in info.entries or [] if entry is not None]
    if not extractor.startswith(("TikTok", "Instagram")) or extractor == "InstagramStory" or not entries:
        raise RowError(f"it holds no post of TikTok or Instagram ({shown(extractor)})")
    for entry in entries:
        key = words(entry.extractor_key) or words(entry.ie_key) or extractor.removesuffix("User")
        if entry.type != "playlist" or key == "Instagram":
            yield from parse(msgspec.structs.replace(entry, extractor_key=key), context)


def _tiktok(info: Info, context: Context) -> Iterator[Record]:
    post_id = whole_id(info.id)
    kind: Kind = "photos" if "/photo/" in (words(info.webpage_url) or "") else "video"
    said = account_ref("tiktok", _number(info.uploader_id), info.uploader, info.channel)
    account = owner(said, context, "tiktok")
    url = tiktok_url(account.handle, post_id, kind)
    yield _post(info, context, account, post_id, tiktok_uploaded_at(post_id), kind, url)
    yield from _comments(info, "tiktok", post_id, context)


def _instagram(info: Info, context: Context) -> Iterator[Record]:
    """The address holds the code of the post, also on the children of a carousel."""
    own = words(info.id)
    code = shortcode_in(words(info.webpage_url)) or own
    if code is None:
        raise RowError("it has no id and no webpage_url")
    kind: Kind = "carousel" if info.type == "playlist" or (own is not None and own != code) else "video"
    info = _with_counts_of_entries(info)
    post_id = pk_of(code)
    account = owner(_instagram_account(info), context, "instagram")
    post = _post(info, context, account, post_id, instagram_uploaded_at(post_id), kind, post_url(code))
    yield msgspec.structs.replace(post, code=code)
    yield from _comments(info, "instagram", post_id, context)


def _instagram_account(info: Info) -> AccountRef | None:
    """`channel` is the handle; before there was one, `uploader_id` was. `uploader` is what is displayed."""
    number = _number(info.uploader_id)
    handle = info.channel or (None if number else info.uploader_id)
    return account_ref("instagram", number, handle, info.uploader)


def _number(value: Loose) -> str | None:
    said = str(value) if type(value) in (int, str) else ""
    return said if said.isascii() and said.isdecimal() else None


def _with_counts_of_entries(info: Info) -> Info:
    """An older playlist of a carousel knows only what its entries know."""
    entries = [entry for entry in info.entries or [] if entry is not None]
    if not entries or info.timestamp:
        return info
    names = ("timestamp", "uploader", "uploader_id", "channel", "like_count", "comment_count", "description")
    known = {name: value for name in names if (value := getattr(info, name) or getattr(entries[0], name))}
    return msgspec.structs.replace(info, **known)


def _post(
    info: Info,
    context: Context,
    account: AccountRef,
    post_id: int,
    uploaded_at: datetime,
    kind: Kind,
    url: str | None,
) -> Post:
    published_at = instant(info.timestamp, "timestamp", context) if info.timestamp else uploaded_at
    caption = words(info.description)
    likes, hidden = hideable((info.like_count,))
    return Post(
        account=account,
        post_id=post_id,
        published_at=published_at,
        observed_at=observed(published_at, context.observed_at),
        counts=Counts(
            likes=likes,
            comments=count(info.comment_count),
            shares=count(info.repost_count),
            saves=count(info.save_count),
            views=None if kind == "carousel" else count(info.view_count),
        ),
        kind=kind,
        caption=caption,
        url=url,
        thumbnail_url=words(info.thumbnail),
        duration=seconds(info.duration) if kind == "video" else None,
        likes_hidden=hidden,
        hashtags=text.hashtags(caption),
        mentions=text.mentions(caption),
    )


def _comments(info: Info, platform: Platform, post_id: int, context: Context) -> Iterator[Comment]:
    for row in info.comments or []:
        created_at = instant(row.timestamp, "timestamp of a comment", context)
        author = account_ref(platform, row.author_id, row.author)
        yield Comment(
            platform=platform,
            post_id=post_id,
            comment_id=whole_id(row.id, "id of a comment"),
            created_at=created_at,
            observed_at=observed(created_at, context.observed_at),
            text=words(row.text) or "",
            parent_id=None if row.parent in (None, "root") else whole_id(row.parent, "parent of a comment"),
            author_handle=author.handle if author else None,
            author_id=author.platform_id if author else None,
            likes=count(row.like_count),
        )


def _matches(row: dict[str, Any]) -> bool:
    key = row.get("extractor_key")
    return isinstance(key, str) and key.startswith(("TikTok", "Instagram")) and "id" in row


FORMATS = json_formats("yt-dlp", "yt-dlp .info.json", Info, _matches, parse)
