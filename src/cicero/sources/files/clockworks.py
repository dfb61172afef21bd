"""Datasets of Apify's `clockworks/tiktok-scraper`, nested or flattened (`authorMeta.name`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from cicero.records import AccountRef, Counts, Kind, Post, Profile, Record
from cicero.sources.files.format import Context
from cicero.sources.files.shapes import json_formats
from cicero.sources.networks import text
from cicero.sources.networks.loose import (
    Loose,
    account_ref,
    count,
    first_count,
    flag,
    instant,
    language,
    observed,
    owner,
    seconds,
    shown,
    whole_id,
    words,
)
from cicero.sources.networks.seen import RowError
from cicero.sources.networks.tiktok_items import post_url

_ID_IN_URL = re.compile(r"/(?:video|photo)/(\d+)")


class Author(Struct, rename="camel"):
    """`name` is the handle, `nickName` what is displayed."""

    id: Loose = None
    name: Loose = None
    nick_name: Loose = None
    verified: Loose = None
    signature: Loose = None
    bio_link: Loose = None
    avatar: Loose = None
    private_account: Loose = None
    fans: Loose = None
    following: Loose = None
    heart: Loose = None
    video: Loose = None


class Video(Struct, rename="camel"):
    duration: Loose = None
    cover_url: Loose = None


class Hashtag(Struct):
    name: Loose = None


class Slide(Struct, rename="camel"):
    tiktok_link: Loose = None
    download_link: Loose = None


class Row(Struct, rename="camel"):
    error: Loose = None
    error_description: Loose = None
    url: Loose = None
    id: Loose = None
    text: Loose = None
    text_language: Loose = None
    create_time: Loose = None
    create_time_iso: Loose = field(name="createTimeISO", default=None)
    web_video_url: Loose = None
    digg_count: Loose = None
    comment_count: Loose = None
    share_count: Loose = None
    play_count: Loose = None
    collect_count: Loose = None
    is_pinned: Loose = None
    is_slideshow: Loose = None
    slideshow_image_links: list[Slide] | None = None
    hashtags: list[Hashtag] | None = None
    mentions: list[Any] | None = None
    author_meta: Author | None = None
    video_meta: Video | None = None
    flat_id: Loose = field(name="authorMeta.id", default=None)
    flat_name: Loose = field(name="authorMeta.name", default=None)
    flat_nick_name: Loose = field(name="authorMeta.nickName", default=None)
    flat_duration: Loose = field(name="videoMeta.duration", default=None)


def parse(row: Row, context: Context) -> Iterator[Record]:
    """The post and its author as seen with it; RowError, with Apify's own reason, for an error row."""
    if row.error:
        why = words(row.error_description) or words(row.error) or "no reason given"
        raise RowError(f"Apify got nothing for {shown(row.url or row.web_video_url)}: {why}")
    post_id = _post_id(row)
    author = row.author_meta or Author(id=row.flat_id, name=row.flat_name, nick_name=row.flat_nick_name)
    account = owner(account_ref("tiktok", author.id, author.name, author.nick_name), context, "tiktok")
    published_at = instant(row.create_time or row.create_time_iso, "createTime", context)
    seen_at = observed(published_at, context.observed_at)
    yield _post(row, post_id, account, published_at, seen_at)
    if row.author_meta is not None:
        yield _profile(row.author_meta, account, seen_at)


def _post_id(row: Row) -> int:
    if row.id not in (None, ""):
        return whole_id(row.id)
    in_url = _ID_IN_URL.search(words(row.web_video_url) or "")
    if in_url is None:
        raise RowError("it has no id and no webVideoUrl")
    return whole_id(in_url[1])


def _post(row: Row, post_id: int, account: AccountRef, published_at: datetime, seen_at: datetime) -> Post:
    kind = _kind(row)
    video = row.video_meta or Video(duration=row.flat_duration)
    caption = words(row.text)
    return Post(
        account=account,
        post_id=post_id,
        published_at=published_at,
        observed_at=seen_at,
        counts=Counts(
            likes=count(row.digg_count),
            comments=count(row.comment_count),
            shares=count(row.share_count),
            saves=count(row.collect_count),
            views=count(row.play_count),
        ),
        kind=kind,
        caption=caption,
        url=post_url(account.handle, post_id, kind),
        thumbnail_url=_thumbnail(row, video),
        duration=seconds(video.duration) if kind == "video" else None,
        language=language(row.text_language),
        pinned=flag(row.is_pinned),
        hashtags=_hashtags(row, caption),
        mentions=_mentions(row, caption),
    )


def _kind(row: Row) -> Kind:
    slides = flag(row.is_slideshow) or row.slideshow_image_links
    return "photos" if slides or "/photo/" in (words(row.web_video_url) or "") else "video"


def _thumbnail(row: Row, video: Video) -> str | None:
    slides = row.slideshow_image_links or []
    links = [
        video.cover_url,
        *(link for slide in slides[:1] for link in (slide.tiktok_link, slide.download_link)),
    ]
    return next((words(link) for link in links if words(link)), None)


def _hashtags(row: Row, caption: str | None) -> tuple[str, ...]:
    named = text.tidy(tag.name for tag in row.hashtags or [] if type(tag.name) is str)
    return named or text.hashtags(caption)


def _mentions(row: Row, caption: str | None) -> tuple[str, ...]:
    """The list that the scraper gives, which knows the handle behind a display name."""
    if row.mentions is None:
        return text.mentions(caption)
    return text.tidy(who for who in row.mentions if isinstance(who, str))


def _profile(author: Author, account: AccountRef, seen_at: datetime) -> Profile:
    link = author.bio_link.get("link") if isinstance(author.bio_link, dict) else author.bio_link
    return Profile(
        account=account,
        observed_at=seen_at,
        followers=count(author.fans),
        following=count(author.following),
        posts=count(author.video),
        likes=first_count(author.heart),
        biography=words(author.signature),
        website=words(link),
        avatar_url=words(author.avatar),
        verified=flag(author.verified),
        private=flag(author.private_account),
    )


def _matches(row: dict[str, Any]) -> bool:
    by = "authorMeta" in row or "authorMeta.name" in row
    return by and ("webVideoUrl" in row or "diggCount" in row)


FORMATS = json_formats("clockworks-tiktok", "Apify dataset of TikTok", Row, _matches, parse)
