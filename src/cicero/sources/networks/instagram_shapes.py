"""The JSON of Instagram, as far as it is read: one Struct for the private API's media and the older GraphQL
nodes, because exports mix them and they share half of their keys; and what vendors add in their own way.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from cicero.sources.networks.loose import Loose


class Picture(Struct):
    url: Loose = None


class Pictures(Struct):
    candidates: list[Picture] | None = None


class VendorPictures(Struct):
    items: list[Picture] | None = None


class Tally(Struct):
    """`{"count": 12}`, as GraphQL writes counters."""

    count: Loose = None


class User(Struct):
    """An account, from a name beside a post to a whole profile, with the keys of both."""

    pk: Loose = None
    id: Loose = None
    username: Loose = None
    full_name: Loose = None
    biography: Loose = None
    external_url: Loose = None
    category: Loose = None
    category_name: Loose = None
    profile_pic_url: Loose = None
    profile_pic_url_hd: Loose = None
    hd_profile_pic_url_info: Picture | None = None
    bio_links: Loose = None
    is_verified: Loose = None
    is_private: Loose = None
    follower_count: Loose = None
    following_count: Loose = None
    media_count: Loose = None
    edge_followed_by: Tally | None = None
    edge_follow: Tally | None = None
    edge_owner_to_timeline_media: Timeline | None = None


class Caption(Struct):
    """Vendors add `hashtags` and `mentions`, with their `#` and `@`."""

    text: Loose = None
    hashtags: Loose = None
    mentions: Loose = None


class CaptionEdge(Struct):
    node: Caption | None = None


class CaptionEdges(Struct):
    edges: list[CaptionEdge] | None = None


class Child(Struct):
    image_versions2: Pictures | None = None
    image_versions: VendorPictures | None = None
    display_uri: Loose = None


class Metrics(Struct):
    """Where vendors put the counters of a single post. Any may be null, and stand on the post itself."""

    like_count: Loose = None
    comment_count: Loose = None
    play_count: Loose = None
    ig_play_count: Loose = None
    view_count: Loose = None
    share_count: Loose = None
    save_count: Loose = None


class Media(Struct):
    """A post: `code`, `taken_at`, `like_count` are the private API's, `shortcode` and edges are GraphQL's."""

    typename: Loose = field(name="__typename", default=None)
    id: Loose = None
    pk: Loose = None
    code: Loose = None
    shortcode: Loose = None
    media_type: Loose = None
    media_name: Loose = None
    media_format: Loose = None
    product_type: Loose = None
    is_video: Loose = None
    taken_at: Loose = None
    taken_at_timestamp: Loose = None
    date: Loose = None
    caption: Caption | str | None = None
    edge_media_to_caption: CaptionEdges | None = None
    user: User | None = None
    owner: User | None = None
    coauthor_producers: list[User] | None = None
    metrics: Metrics | None = None
    like_count: Loose = None
    like_and_view_counts_disabled: Loose = None
    edge_media_preview_like: Tally | None = None
    edge_liked_by: Tally | None = None
    comment_count: Loose = None
    comments: Loose = None
    edge_media_to_comment: Tally | None = None
    edge_media_to_parent_comment: Tally | None = None
    play_count: Loose = None
    ig_play_count: Loose = None
    view_count: Loose = None
    video_play_count: Loose = None
    video_view_count: Loose = None
    share_count: Loose = None
    reshare_count: Loose = None
    save_count: Loose = None
    video_duration: Loose = None
    is_pinned: Loose = None
    pinned_for_users: list[Any] | None = None
    timeline_pinned_user_ids: list[Any] | None = None
    image_versions2: Pictures | None = None
    image_versions: VendorPictures | None = None
    video_versions: list[Any] | None = None
    carousel_media: list[Child] | None = None
    thumbnail_url: Loose = None
    display_uri: Loose = None
    display_url: Loose = None
    thumbnail_src: Loose = None
    iphone_struct: Media | None = None


class TimelineEdge(Struct):
    node: Media | None = None


class Timeline(Struct):
    count: Loose = None
    edges: list[TimelineEdge] | None = None
