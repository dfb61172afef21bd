"""The JSON of TikTok's web site, as far as it is read: items, their authors and counters."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from cicero.sources.networks.loose import Loose


class Stats(Struct, rename="camel"):
    digg_count: Loose = None
    comment_count: Loose = None
    share_count: Loose = None
    play_count: Loose = None
    collect_count: Loose = None


class AuthorStats(Struct, rename="camel"):
    follower_count: Loose = None
    following_count: Loose = None
    heart_count: Loose = None
    heart: Loose = None
    video_count: Loose = None


class BioLink(Struct):
    link: Loose = None


class Author(Struct, rename="camel"):
    id: Loose = None
    unique_id: Loose = None
    sec_uid: Loose = None
    nickname: Loose = None
    signature: Loose = None
    avatar_larger: Loose = None
    avatar_medium: Loose = None
    avatar_thumb: Loose = None
    verified: Loose = None
    private_account: Loose = None
    secret: Loose = None
    bio_link: BioLink | None = None


class Video(Struct, rename="camel"):
    duration: Loose = None
    cover: Loose = None
    origin_cover: Loose = None


class ImageUrl(Struct, rename="camel"):
    url_list: list[Any] | None = None


class Image(Struct):
    url: ImageUrl | None = field(name="imageURL", default=None)


class ImagePost(Struct):
    images: list[Image] | None = None
    cover: Image | None = None


class TextExtra(Struct, rename="camel"):
    hashtag_name: Loose = None
    user_unique_id: Loose = None


class Content(Struct, rename="camel"):
    text_extra: list[TextExtra] | None = None


class Item(Struct, rename="camel"):
    """`author` is a plain handle in old page embeds, with `nickname` and `authorId` beside it."""

    id: Loose = None
    desc: Loose = None
    create_time: Loose = None
    collect_time: Loose = None
    author: Author | str | None = None
    author_id: Loose = None
    nickname: Loose = None
    stats: Stats | None = None
    stats_v2: Stats | None = None
    author_stats: AuthorStats | None = None
    author_stats_v2: AuthorStats | None = None
    video: Video | None = None
    image_post: ImagePost | None = None
    text_extra: list[TextExtra] | None = None
    contents: list[Content] | None = None
    text_language: Loose = None
    is_pinned_item: Loose = None
    live_room_info: Loose = None
