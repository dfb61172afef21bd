"""Instagram as scrapfly's scrapers cut it down, in three generations. Their TikTok keeps TikTok's own keys,
which `tiktok` reads.

`views` are Instagram's plain views in every generation; `plays`, which one of them has as well, counts
more and would make a curve over several files jump.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from cicero.records import AccountRef, Comment, Counts, Kind, Post, Profile, Record
from cicero.sources.files.format import Context
from cicero.sources.files.shapes import has, json_formats
from cicero.sources.networks import text
from cicero.sources.networks.ids import media_id, pk_of, shortcode_of
from cicero.sources.networks.instagram_items import hideable, parse_media, post_url
from cicero.sources.networks.instagram_shapes import Media
from cicero.sources.networks.loose import (
    Loose,
    account_ref,
    count,
    flag,
    instant,
    observed,
    owner,
    seconds,
    whole_id,
    words,
)


class CommentRow(Struct):
    id: Loose = None
    text: Loose = None
    created_at: Loose = None
    owner: Loose = None
    likes: Loose = None


class PostRow(Struct):
    """`src_attached` lists the images of a carousel, is null for a single image, and is missing later on."""

    id: Loose = None
    shortcode: Loose = None
    taken_at: Loose = None
    captions: list[Any] | None = None
    likes: Loose = None
    views: Loose = None
    comments_count: Loose = None
    is_video: Loose = None
    type: Loose = None
    video_url: Loose = None
    video_duration: Loose = None
    duration: Loose = None
    src: Loose = None
    thumb: Loose = None
    src_attached: list[Any] | UnsetType | None = UNSET
    comments: list[CommentRow] | None = None


class UserRow(Struct):
    id: Loose = None
    username: Loose = None
    name: Loose = None
    bio: Loose = None
    bio_links: list[Any] | None = None
    homepage: Loose = None
    category: Loose = None
    followers: Loose = None
    follows: Loose = None
    image_count: Loose = None
    profile_image: Loose = None
    is_verified: Loose = None
    is_private: Loose = None
    videos: list[PostRow] | None = None
    images: list[PostRow] | None = None


def parse_user(row: UserRow, context: Context) -> Iterator[Record]:
    """The account and its first posts, of which a video may stand under `videos` and `images`."""
    account = owner(account_ref("instagram", row.id, row.username, row.name), context, "instagram")
    yield _profile(row, account, context.observed_at)
    mine = msgspec.structs.replace(context, account=account)
    videos = {str(post.id): post for post in row.videos or []}
    images = {str(post.id): post for post in row.images or []}
    for id_, post in {**images, **videos}.items():
        is_video = id_ in videos or count(post.views) is not None
        yield from parse_post(msgspec.structs.replace(post, is_video=is_video or post.is_video), mine)


def parse_post(row: PostRow, context: Context) -> Iterator[Record]:
    """The post and the comments that came with it."""
    pk = pk_of(row.shortcode) if words(row.shortcode) else media_id(row.id)[0]
    published_at = instant(row.taken_at, "taken_at", context)
    yield _post(row, pk, published_at, context)
    for comment in row.comments or []:
        yield _comment(comment, pk, context)


def parse_media_of(row: Media, context: Context) -> Iterator[Record]:
    """A post that keeps the private API's keys but not its author: the id ends in that account's pk.

    Posts that the account made with others carry the other's pk; they stand in its list all the same.
    """
    whose = context.account
    if whose is None or whose.platform != "instagram":
        yield from parse_media(row, context)
        return
    by = media_id(row.id)[1] if row.id not in (None, "") else None
    pk = row.id.partition("_")[0] if isinstance(row.id, str) else row.id
    other = by is not None and whose.platform_id is not None and by != whose.platform_id
    coauthors = (AccountRef(platform="instagram", platform_id=by),) if other else ()
    for record in parse_media(msgspec.structs.replace(row, id=pk), context):
        yield msgspec.structs.replace(record, coauthors=coauthors) if isinstance(record, Post) else record


def _profile(row: UserRow, account: AccountRef, seen_at: datetime) -> Profile:
    links = [words(link) for link in row.bio_links or []]
    return Profile(
        account=account,
        observed_at=seen_at,
        followers=count(row.followers),
        following=count(row.follows),
        posts=count(row.image_count),
        biography=words(row.bio),
        category=words(row.category),
        website=words(row.homepage) or next((link for link in links if link), None),
        avatar_url=words(row.profile_image),
        verified=flag(row.is_verified),
        private=flag(row.is_private),
    )


def _post(row: PostRow, pk: int, published_at: datetime, context: Context) -> Post:
    kind = _kind(row)
    code = words(row.shortcode) or shortcode_of(pk)
    caption = next((known for said in row.captions or [] if (known := words(said))), None)
    likes, hidden = hideable((row.likes,))
    views = count(row.views) if kind in ("video", None) else None
    return Post(
        account=owner(None, context, "instagram"),
        post_id=pk,
        published_at=published_at,
        observed_at=observed(published_at, context.observed_at),
        counts=Counts(likes=likes, comments=count(row.comments_count), views=views),
        kind=kind,
        code=code,
        caption=caption,
        url=post_url(code, row.type == "clips"),
        thumbnail_url=words(row.src) or words(row.thumb),
        duration=seconds(row.video_duration) or seconds(row.duration),
        likes_hidden=hidden,
        hashtags=text.hashtags(caption),
        mentions=text.mentions(caption),
    )


def _kind(row: PostRow) -> Kind | None:
    if flag(row.is_video) or words(row.video_url):
        return "video"
    if row.src_attached is UNSET:
        return None
    return "carousel" if row.src_attached else "image"


def _comment(row: CommentRow, post_id: int, context: Context) -> Comment:
    created_at = instant(row.created_at, "created_at of a comment", context)
    author = account_ref("instagram", None, row.owner)
    return Comment(
        platform="instagram",
        post_id=post_id,
        comment_id=whole_id(row.id, "id of a comment"),
        created_at=created_at,
        observed_at=observed(created_at, context.observed_at),
        text=words(row.text) or "",
        author_handle=author.handle if author else None,
        likes=count(row.likes),
    )


FORMATS = (
    *json_formats(
        "scrapfly-instagram-accounts",
        "scrapfly's Instagram accounts",
        UserRow,
        lambda row: has(row, "username", "followers", "follows", "profile_image"),
        parse_user,
    ),
    *json_formats(
        "scrapfly-instagram-posts",
        "scrapfly's Instagram posts",
        PostRow,
        lambda row: has(row, "shortcode", "captions", "likes", "taken_at"),
        parse_post,
        names_account=False,
    ),
    *json_formats(
        "scrapfly-instagram-media",
        "scrapfly's Instagram media",
        Media,
        lambda row: has(row, "shortcode", "taken_at", "like_count") and "code" not in row,
        parse_media_of,
    ),
)
