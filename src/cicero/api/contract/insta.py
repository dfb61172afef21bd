"""/api/insta: an Instagram account, read now or as it is stored, and its posts. /api/instagram/posts too."""

from __future__ import annotations

from litestar import Response, get

from cicero.api.contract import accounts
from cicero.api.contract.given import Asking


@get("/insta/rapid-profile", needs="client.see")
async def insta_profile(asking: Asking) -> Response[bytes]:
    return await accounts.profile(asking, "instagram")


@get("/insta/rapid-info", needs="client.see")
async def insta_info(asking: Asking) -> Response[bytes]:
    return await accounts.info(asking, "instagram")


@get(["/insta/rapid-posts", "/insta/rapid-posts-store"], needs="client.see")
async def insta_newest_posts(asking: Asking) -> Response[bytes]:
    """Whatever is read is stored: both do the same."""
    return await accounts.newest_posts(asking, "instagram")


@get("/insta/rapid-posts-month", needs="client.see")
async def insta_posts_of_month(asking: Asking) -> Response[bytes]:
    return await accounts.posts_of_month(asking, "instagram")


@get("/insta/profile", needs="client.see")
async def insta_stored_profile(asking: Asking) -> Response[bytes]:
    return await accounts.stored_profile(asking, "instagram")


@get(["/insta/posts", "/instagram/posts"], needs="client.see")
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
