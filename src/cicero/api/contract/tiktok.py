"""/api/tiktok: a TikTok account, read now or as it is stored, its posts, and who commented on them."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from cicero import ingest, posts
from cicero.api.contract import accounts, examples, queries, shapes
from cicero.api.contract.asking import own_accounts, stored, told
from cicero.api.contract.described import (
    COUNTED,
    END,
    MONTH,
    OF_CLIENT,
    OWN_OR_USERNAME,
    POSTS,
    START,
    STORED,
    STORED_POSTS,
    YEAR,
    described,
)
from cicero.api.contract.envelope import Success
from cicero.api.contract.given import Asking
from cicero.db import scoped


@get(
    "/tiktok/rapid-profile",
    needs="client.see",
    **described(
        "An account on TikTok",
        Success[shapes.TiktokProfile],
        examples.PROFILES["tiktok"],
        OWN_OR_USERNAME,
        *OF_CLIENT,
        headers=STORED,
    ),
)
async def tiktok_profile(asking: Asking) -> Response[bytes]:
    return await accounts.profile(asking, "tiktok")


@get(
    "/tiktok/rapid-info",
    needs="client.see",
    **described(
        "What an account on TikTok says of itself",
        Success[shapes.Info],
        examples.INFOS["tiktok"],
        OWN_OR_USERNAME,
        *OF_CLIENT,
        headers=STORED,
    ),
)
async def tiktok_info(asking: Asking) -> Response[bytes]:
    return await accounts.info(asking, "tiktok")


@get(
    ["/tiktok/rapid-posts", "/tiktok/rapid-posts-store"],
    needs="client.see",
    **described(
        "The newest posts of an account on TikTok",
        Success[list[shapes.TiktokPost]],
        examples.POSTS["tiktok"],
        OWN_OR_USERNAME,
        POSTS,
        START,
        END,
        *OF_CLIENT,
        headers=COUNTED,
    ),
)
async def tiktok_newest_posts(asking: Asking) -> Response[bytes]:
    """Whatever is read is stored: both do the same."""
    return await accounts.newest_posts(asking, "tiktok")


@get(
    "/tiktok/rapid-posts-month",
    needs="client.see",
    **described(
        "The posts of a month of an account on TikTok",
        Success[list[shapes.TiktokPost]],
        examples.POSTS["tiktok"],
        OWN_OR_USERNAME,
        MONTH,
        YEAR,
        STORED_POSTS,
        *OF_CLIENT,
        headers=COUNTED,
    ),
)
async def tiktok_posts_of_month(asking: Asking) -> Response[bytes]:
    return await accounts.posts_of_month(asking, "tiktok")


@get(
    "/tiktok/profile",
    needs="client.see",
    **described(
        "A stored account on TikTok",
        Success[shapes.TiktokProfile],
        examples.PROFILES["tiktok"],
        OWN_OR_USERNAME,
        *OF_CLIENT,
        headers=STORED,
    ),
)
async def tiktok_stored_profile(asking: Asking) -> Response[bytes]:
    return await accounts.stored_profile(asking, "tiktok")


@get(
    "/tiktok/posts",
    needs="client.see",
    **described(
        "Stored posts of the client on TikTok",
        Success[list[shapes.TiktokPost]],
        examples.POSTS["tiktok"],
        STORED_POSTS,
        START,
        END,
        *OF_CLIENT,
        headers=COUNTED,
    ),
)
async def tiktok_stored_posts(asking: Asking) -> Response[bytes]:
    return await accounts.stored_posts(asking, "tiktok")


@get(
    "/tiktok/comments",
    needs="client.see",
    **described(
        "Who commented on the client's posts on TikTok",
        Success[list[shapes.Commented]],
        examples.COMMENTED,
        STORED_POSTS,
        START,
        END,
        *OF_CLIENT,
        headers=STORED,
    ),
)
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
