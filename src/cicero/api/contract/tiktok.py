"""/api/tiktok: a TikTok account, read now or as it is stored, its posts, and who commented on them."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from cicero import ingest, posts
from cicero.api.contract import accounts, queries, shapes
from cicero.api.contract.asking import own_accounts, stored, told
from cicero.api.contract.given import Asking
from cicero.db import scoped


@get("/tiktok/rapid-profile", needs="client.see")
async def tiktok_profile(asking: Asking) -> Response[bytes]:
    return await accounts.profile(asking, "tiktok")


@get("/tiktok/rapid-info", needs="client.see")
async def tiktok_info(asking: Asking) -> Response[bytes]:
    return await accounts.info(asking, "tiktok")


@get(["/tiktok/rapid-posts", "/tiktok/rapid-posts-store"], needs="client.see")
async def tiktok_newest_posts(asking: Asking) -> Response[bytes]:
    """Whatever is read is stored: both do the same."""
    return await accounts.newest_posts(asking, "tiktok")


@get("/tiktok/rapid-posts-month", needs="client.see")
async def tiktok_posts_of_month(asking: Asking) -> Response[bytes]:
    return await accounts.posts_of_month(asking, "tiktok")


@get("/tiktok/profile", needs="client.see")
async def tiktok_stored_profile(asking: Asking) -> Response[bytes]:
    return await accounts.stored_profile(asking, "tiktok")


@get("/tiktok/posts", needs="client.see")
async def tiktok_stored_posts(asking: Asking) -> Response[bytes]:
    return await accounts.stored_posts(asking, "tiktok")


@get("/tiktok/comments", needs="client.see")
async def tiktok_comments(asking: Asking) -> Response[bytes]:
    """Who commented on the client's own posts, newest posts first, as far as their comments were read."""

    async def make() -> Any:
        async with scoped(asking.pool, asking.access.scope) as connection:
            own = await own_accounts(asking, connection, "tiktok")
            known = [await ingest.standing_of(connection, one.account_id) for one in own]
            found = await posts.newest(
                connection,
                [one.account_id for one in own],
                period=queries.days(asking.query, asking.client.zone),
                limit=queries.limit(asking.query, accounts.STORED_LIMIT),
            )
            by_post = await posts.commenters(connection, found)
        seen = [stored(here, "posts") for here in known if here]
        return told([shapes.commented(one, by_post.get(one.post_id)) for one in found], seen)

    return await asking.answer(make)


TIKTOK_ROUTES = (
    tiktok_profile,
    tiktok_info,
    tiktok_newest_posts,
    tiktok_posts_of_month,
    tiktok_stored_profile,
    tiktok_stored_posts,
    tiktok_comments,
)
