"""GET /api/posts: posts in order of time, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from litestar import Request, get
from msgspec import Struct

from cicero import accounts, posts
from cicero.analytics.asking import choose_accounts, choose_filters, choose_period
from cicero.api import cursor
from cicero.api.given import Client, Connection
from cicero.api.parameters import one_of, taking, text, whole
from cicero.api.problem import refusals
from cicero.api.question import OF_WHICH_POSTS
from cicero.api.scope import CLIENT
from cicero.api.shown import Days
from cicero.records import Kind, Platform

LIMIT, MOST = 50, 200


class PostView(Struct, frozen=True, kw_only=True):
    """Counters are null where no source said. `followers`: of the account when the post was published."""

    account_id: str
    post_id: str
    platform: Platform
    handle: str | None
    account_name: str | None
    published_at: datetime
    kind: Kind | None
    code: str | None
    caption: str | None
    url: str | None
    thumbnail_url: str | None
    duration: float | None
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    views: int | None
    reach: int | None
    likes_hidden: bool | None
    followers: int | None
    hashtags: list[str]
    mentions: list[str]
    observed_at: datetime
    first_seen_at: datetime
    deleted_at: datetime | None


class Posts(Struct, frozen=True, kw_only=True):
    """`next`: the `cursor` of the page after this one, null on the last."""

    period: Days
    posts: list[PostView]
    next: str | None


PARAMETERS = (
    CLIENT,
    *OF_WHICH_POSTS,
    text("sort", "newest (default) or oldest first.", enum=list(posts.ORDERS)),
    text("limit", f"Posts per page: 1 to {MOST}, else {LIMIT}.", example="100"),
    text("cursor", "`next` of the page before; everything else must stay the same."),
)


@get(
    "/posts",
    needs="client.see",
    tags=["Posts"],
    summary="Posts, newest or oldest first",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(*PARAMETERS),
)
async def list_posts(request: Request[Any, Any, Any], connection: Connection, client: Client) -> Posts:
    """Pages stay stable while posts arrive: each begins after the last post of the one before.
    A collaborative post of several chosen accounts comes once."""
    return await _page(connection, client, request.query_params)


async def _page(connection: Connection, client: Client, asked: Mapping[str, str]) -> Posts:
    period = choose_period(asked, client.zone)
    chosen = choose_accounts(await accounts.of_client(connection, client.client_id), asked)
    limit = whole(asked.get("limit"), "limit", default=LIMIT, most=MOST)
    found = await posts.page(
        connection,
        [account.account_id for account in chosen],
        period,
        **msgspec.structs.asdict(choose_filters(asked)),
        order=one_of(asked.get("sort"), "sort", posts.ORDERS, "newest"),
        after=cursor.read(asked["cursor"]) if asked.get("cursor") else None,
        limit=limit + 1,
    )
    shown = found[:limit]
    return Posts(
        period=Days(period.first, period.last, period.zone),
        posts=[view(post) for post in shown],
        next=_cursor(shown[-1]) if len(found) > limit else None,
    )


def view(post: posts.StoredPost) -> PostView:
    values = msgspec.structs.asdict(post)
    return PostView(**{**values, "account_id": str(post.account_id), "post_id": str(post.post_id)})


def _cursor(post: posts.StoredPost) -> str:
    return cursor.write(posts.Position(post.published_at, post.account_id, post.post_id))
