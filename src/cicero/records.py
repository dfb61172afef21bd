"""The normalised values that cross rooms: what every source is translated into.

Unknown is `None`, never zero; zero means that the source said zero. Instants are aware and in UTC.
Ids are the platform's own 64-bit numbers; they become strings at every edge (API, files, pages).

`gc=False`: these come by the ten thousand and hold nothing that leads back to them. Python's search for
cycles among them took a tenth of the time that a file is read in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

Platform = Literal["instagram", "tiktok"]
Kind = Literal["image", "carousel", "video", "photos"]
"""What a post consists of. `video` includes Instagram reels; `photos` is TikTok's photo mode."""

Counted = Literal["likes", "comments", "shares", "saves", "views", "interactions"]
"""What posts may be chosen by."""

PLATFORMS: tuple[Platform, ...] = ("instagram", "tiktok")
KINDS: tuple[Kind, ...] = ("image", "carousel", "video", "photos")
COUNTED: tuple[Counted, ...] = ("likes", "comments", "shares", "saves", "views", "interactions")
PLATFORM_NAMES: dict[Platform, str] = {"instagram": "Instagram", "tiktok": "TikTok"}


class AccountRef(Struct, frozen=True, kw_only=True, gc=False):
    """Which account a record speaks of, as far as its source says.

    At least one of the three is known. `handle` is lower case without `@`. `name` is the display name:
    it identifies an account only where the source gives nothing better (some CSV exports).
    """

    platform: Platform
    platform_id: str | None = None
    handle: str | None = None
    name: str | None = None


class Counts(Struct, frozen=True, kw_only=True, gc=False):
    """The counters of a post at one moment; `None` where the source did not say."""

    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    saves: int | None = None
    views: int | None = None
    reach: int | None = None


class Range(Struct, frozen=True, kw_only=True):
    """Only posts with at least and at most so many; one of which the count is unknown is not among them."""

    count: Counted
    least: int | None = None
    most: int | None = None


class Profile(Struct, frozen=True, kw_only=True, gc=False):
    """An account as seen at `observed_at`. A follower history gives only `followers`."""

    account: AccountRef
    observed_at: datetime
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    likes: int | None = None
    biography: str | None = None
    category: str | None = None
    website: str | None = None
    avatar_url: str | None = None
    verified: bool | None = None
    private: bool | None = None
    sec_uid: str | None = None
    """What TikTok's lists of posts ask for instead of the handle."""


class Post(Struct, frozen=True, kw_only=True, gc=False):
    """One post with its counters as seen at `observed_at`.

    `likes_hidden` is true where the owner hides the likes: they are then unknown whatever number came.
    `hashtags` and `mentions` are lower case, without `#` and `@`, each once, in order of appearance.
    `coauthors` are the other accounts of a collaborative post.
    """

    account: AccountRef
    post_id: int
    published_at: datetime
    observed_at: datetime
    counts: Counts
    kind: Kind | None = None
    code: str | None = None
    caption: str | None = None
    url: str | None = None
    thumbnail_url: str | None = None
    duration: float | None = None
    language: str | None = None
    likes_hidden: bool | None = None
    pinned: bool | None = None
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    coauthors: tuple[AccountRef, ...] = ()


class Comment(Struct, frozen=True, kw_only=True):
    """One comment or reply (`parent_id` set) on a post; its author by handle and id, nothing more."""

    platform: Platform
    post_id: int
    comment_id: int
    created_at: datetime
    observed_at: datetime
    text: str
    parent_id: int | None = None
    author_handle: str | None = None
    author_id: str | None = None
    language: str | None = None
    likes: int | None = None
    replies: int | None = None


class Liker(Struct, frozen=True, kw_only=True):
    """Somebody seen among those who like a post. Lists of them are samples: others may like it too."""

    platform: Platform
    post_id: int
    observed_at: datetime
    handle: str | None = None
    platform_id: str | None = None


Record = Profile | Post | Comment
