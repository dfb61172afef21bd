"""The comments of a post that are stored, newest first and page by page, beside what the network counts."""

from __future__ import annotations

from msgspec import Struct

from cicero import posts
from cicero.analytics.paging import Place
from cicero.db import Connection
from cicero.posts import CommentPosition, CommentsRead, StoredComment, StoredPost
from cicero.web.address import Address
from cicero.web.posts.place import read, write

ROWS = 25


class Comments(Struct, frozen=True, kw_only=True):
    """`read`: how they were read last, None where they never were. `first`: the newest of the page, from 1.

    `older`, `newest`: where the next and the first page are, None where there is none or it is this one.
    """

    rows: tuple[StoredComment, ...]
    read: CommentsRead | None
    first: int
    older: str | None
    newest: str | None


async def comments(connection: Connection, post: StoredPost, here: Address) -> Comments:
    begin = read(here["comments"], "")
    after = None
    if place := begin.place:
        after = CommentPosition(place.published_at, post.account_id, post.post_id, place.post_id)
    found = await posts.comments_of_post(
        connection, post.account_id, post.post_id, after=after, limit=ROWS + 1
    )
    shown = found[:ROWS]
    older = None
    if len(found) > ROWS:
        last = shown[-1]
        next_ = Place(None, last.created_at, last.comment_id, last.account_id)
        older = here.with_(comments=write(next_, begin.before + ROWS))
    return Comments(
        rows=tuple(shown),
        read=await posts.comments_read(connection, post.account_id, post.post_id),
        first=begin.before + 1,
        older=older,
        newest=here.with_(comments=None) if begin.place else None,
    )
