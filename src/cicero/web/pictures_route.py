"""The kept pictures, by signed links: whoever has a link sees the picture until the link ends."""

from __future__ import annotations

from collections.abc import Callable

from litestar import Response, get
from litestar.params import FromPath

from cicero import config
from cicero.db import widened
from cicero.errors import NotFoundError
from cicero.periods import now
from cicero.posts import FOLDER, picture_link, read_link, read_picture
from cicero.web.given import Connection, Settings

Links = Callable[[int, int], str]
"""From the ids of an account and a post to the address of its picture, whether one is kept or not."""

LASTING = "private, max-age=604800, immutable"


@get(FOLDER + "{name:str}", include_in_schema=False, opt={"precompressed": True}, needs="open")
async def picture(connection: Connection, settings: Settings, name: FromPath[str]) -> Response[bytes]:
    """404 for every link that was not made here, is over, or whose picture is gone: nobody can tell which."""
    key = read_link(settings, name, now())
    async with widened(connection):  # the link itself was made for who may see it
        kept = await read_picture(connection, *key) if key else None
    if kept is None:
        raise NotFoundError("There is no such picture.", "Links to pictures end after a while.")
    headers = {"cache-control": LASTING, "x-content-type-options": "nosniff"}
    return Response(kept.body, media_type=kept.media_type, headers=headers)


def links_now(settings: config.Settings) -> Links:
    """Makes links for a page that is rendered now."""
    at = now()
    return lambda account_id, post_id: picture_link(settings, account_id, post_id, at)
