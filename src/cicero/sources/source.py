"""What a live source is: how it is reached, what it can be asked, what an answer holds.

A client makes one call and parses what came; it raises one of `errors.UpstreamError`'s kinds when there is
no usable answer. It never retries, waits, counts or stores: `ingest` decides when to ask, and what a failure
means.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal, Protocol

import httpx2
from msgspec import Struct

from cicero.records import AccountRef, Liker, Platform, Record
from cicero.secret import Secret

Clock = Callable[[], datetime]


class Access(Struct, frozen=True, kw_only=True):
    """How a source is reached. `host` names the product to the gateway, whatever `url` it is reached at."""

    url: str
    host: str
    key: Secret


class Target(Struct, frozen=True, kw_only=True):
    """The account that a call asks about; `sec_uid` is what TikTok's lists need instead of the handle."""

    account: AccountRef
    sec_uid: str | None = None


class PostRef(Struct, frozen=True, kw_only=True):
    """The post that a call asks about; `code` is Instagram's shortcode."""

    account: AccountRef
    post_id: int
    code: str | None = None


class Quota(Struct, frozen=True, kw_only=True):
    """Calls of the plan, as the answer's headers told them; None where they did not."""

    limit: int | None = None
    remaining: int | None = None
    resets_at: datetime | None = None


class Unread(Struct, frozen=True):
    """One item of an answer that could not be read, and why. The items beside it are not touched."""

    reason: str
    raw: bytes


class Answer(Struct, frozen=True, kw_only=True):
    """One answered call: `records` as seen at `observed_at`, and the answer's body as it came.

    `cursor`: where the next page begins, None when this was the last. `total`: how many the source says there
    are in all. `absent`: a list was missing where an empty one was to be expected; it proves nothing.
    """

    endpoint: str
    observed_at: datetime
    records: tuple[Record, ...]
    raw: bytes
    cursor: str | None = None
    total: int | None = None
    quota: Quota | None = None
    unread: tuple[Unread, ...] = ()
    likers: tuple[Liker, ...] = ()
    absent: bool = False


class Client(Protocol):
    """The calls that every live source offers. `cursor` is the one of the answer before, opaque to us."""

    async def profile(self, target: Target) -> Answer:
        """The account by its handle."""
        ...

    async def profile_by_id(self, target: Target) -> Answer:
        """The account by its platform id: finds it again after it was renamed."""
        ...

    async def posts(self, target: Target, cursor: str | None = None) -> Answer:
        """A page of its posts, newest first, pinned ones before all."""
        ...

    async def post(self, post: PostRef) -> Answer:
        """One post with all the counters that the source has of it; GoneError when it was deleted."""
        ...

    async def comments(self, post: PostRef, cursor: str | None = None) -> Answer:
        """A page of the comments on a post, newest first where the source can."""
        ...

    async def replies(self, post: PostRef, comment_id: int, cursor: str | None = None) -> Answer:
        """A page of the replies to a comment."""
        ...

    async def likers(self, post: PostRef) -> Answer:
        """Some of those who like the post. Only where `Source.offers` says "likers"."""
        ...

    async def hashtag(self, tag: str, cursor: str | None = None) -> Answer:
        """A page of posts, of anybody, with that hashtag."""
        ...


Offer = Literal["profile", "posts", "post", "comments", "likers", "hashtag"]


class Source(Struct, frozen=True, kw_only=True):
    """A live source as the registry lists it. `page_size`: posts on a page of a list, until it was seen.

    `host`: the gateway's name of the product. What to fall back to is configured: another `Access`.
    `help_url`: where one subscribes and finds the key.
    """

    name: str
    title: str
    platform: Platform
    url: str
    host: str
    page_size: int
    offers: frozenset[Offer]
    help_url: str
    connect: Callable[[Access, httpx2.AsyncClient, Clock], Client]
