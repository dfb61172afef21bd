"""/api/insta: an Instagram account, read now or as it is stored, and its posts. /api/instagram/posts too."""

from __future__ import annotations

from litestar import Response, get

from cicero.api.contract import accounts, examples, shapes
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
    USERNAME,
    YEAR,
    described,
)
from cicero.api.contract.envelope import Success
from cicero.api.contract.given import Asking


@get(
    "/insta/rapid-profile",
    needs="client.see",
    **described(
        "An account on Instagram",
        Success[shapes.InstagramProfile],
        examples.PROFILES["instagram"],
        USERNAME,
        *OF_CLIENT,
        headers=STORED,
    ),
)
async def insta_profile(asking: Asking) -> Response[bytes]:
    return await accounts.profile(asking, "instagram")


@get(
    "/insta/rapid-info",
    needs="client.see",
    **described(
        "What an account on Instagram says of itself",
        Success[shapes.Info],
        examples.INFOS["instagram"],
        USERNAME,
        *OF_CLIENT,
        headers=STORED,
    ),
)
async def insta_info(asking: Asking) -> Response[bytes]:
    return await accounts.info(asking, "instagram")


@get(
    ["/insta/rapid-posts", "/insta/rapid-posts-store"],
    needs="client.see",
    **described(
        "The newest posts of an account on Instagram",
        Success[list[shapes.InstagramPost]],
        examples.POSTS["instagram"],
        USERNAME,
        POSTS,
        START,
        END,
        *OF_CLIENT,
        headers=COUNTED,
    ),
)
async def insta_newest_posts(asking: Asking) -> Response[bytes]:
    """Whatever is read is stored: both do the same."""
    return await accounts.newest_posts(asking, "instagram")


@get(
    "/insta/rapid-posts-month",
    needs="client.see",
    **described(
        "The posts of a month of an account on Instagram",
        Success[list[shapes.InstagramPost]],
        examples.POSTS["instagram"],
        USERNAME,
        MONTH,
        YEAR,
        STORED_POSTS,
        *OF_CLIENT,
        headers=COUNTED,
    ),
)
async def insta_posts_of_month(asking: Asking) -> Response[bytes]:
    return await accounts.posts_of_month(asking, "instagram")


@get(
    "/insta/profile",
    needs="client.see",
    **described(
        "A stored account on Instagram",
        Success[shapes.InstagramProfile],
        examples.PROFILES["instagram"],
        OWN_OR_USERNAME,
        *OF_CLIENT,
        headers=STORED,
    ),
)
async def insta_stored_profile(asking: Asking) -> Response[bytes]:
    return await accounts.stored_profile(asking, "instagram")


@get(
    ["/insta/posts", "/instagram/posts"],
    needs="client.see",
    **described(
        "Stored posts of the client on Instagram",
        Success[list[shapes.InstagramPost]],
        examples.POSTS["instagram"],
        STORED_POSTS,
        START,
        END,
        *OF_CLIENT,
        headers=COUNTED,
    ),
)
async def insta_stored_posts(asking: Asking) -> Response[bytes]:
    return await accounts.stored_posts(asking, "instagram")


INSTA_ROUTES = (
    insta_profile,
    insta_info,
    insta_newest_posts,
    insta_posts_of_month,
    insta_stored_profile,
    insta_stored_posts,
)
