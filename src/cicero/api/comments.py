"""Comments, newest first and page by page: of a client's accounts, or of one post."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, get
from msgspec import Struct

from cicero import posts
from cicero.api import cursor
from cicero.api.account import AccountId
from cicero.api.choosing import OF_ACCOUNTS, OF_PERIOD, choose
from cicero.api.given import Client, Connection
from cicero.api.parameters import taking, text, whole
from cicero.api.post import PostId, find
from cicero.api.problem import refusals
from cicero.api.scope import CLIENT
from cicero.api.shown import Days, shown

LIMIT, MOST = 50, 500
PAGING = (
    text("limit", f"Comments per page: 1 to {MOST}, else {LIMIT}.", example="100"),
    text("cursor", "`next` of the page before; everything else must stay the same."),
)


class CommentView(Struct, frozen=True, kw_only=True):
    """`parent_id`: what it replies to, null for a comment on the post. `author_id`: the network's.

    `text` and both of the author are null where they were forgotten.
    """

    account_id: str
    post_id: str
    comment_id: str
    parent_id: str | None
    created_at: datetime
    author_handle: str | None
    author_id: str | None
    text: str | None
    language: str | None
    likes: int | None
    replies: int | None
    observed_at: datetime
    first_seen_at: datetime


class Comments(Struct, frozen=True, kw_only=True):
    """`next`: the `cursor` of the page after this one, null on the last."""

    period: Days
    comments: list[CommentView]
    next: str | None


class ReadView(Struct, frozen=True, kw_only=True):
    """After reading, `collected` comments stood here of the `counted` by the network.

    `complete`: they were read to the end.
    """

    collected_at: datetime
    counted: int | None
    collected: int
    complete: bool


class PostComments(Struct, frozen=True, kw_only=True):
    """`read`: how its comments were read last; null: never, those that are here came with a file."""

    read: ReadView | None
    comments: list[CommentView]
    next: str | None


@get(
    "/comments",
    needs="client.see",
    tags=["Comments"],
    summary="Comments of a period, newest first",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *OF_PERIOD, *OF_ACCOUNTS, *PAGING),
)
async def list_comments(request: Request[Any, Any, Any], connection: Connection, client: Client) -> Comments:
    """Written in the period on the accounts' posts, whatever the posts' age, as far as they were collected.
    Those on a collaborative post of several chosen accounts come once."""
    chosen = await choose(connection, client, request.query_params)
    limit, after = _place(request)
    found = await posts.comments_of_accounts(
        connection, chosen.accounts, chosen.period, after=after, limit=limit + 1
    )
    return shown({"period": chosen.period, "comments": found[:limit]}, Comments, next=_next(found, limit))


@get(
    "/accounts/{account_id:str}/posts/{post_id:str}/comments",
    needs="client.see",
    tags=["Comments"],
    summary="Comments of a post, newest first",
    responses=refusals(400, 401, 403, 404),
    operation_class=taking(CLIENT, *PAGING),
)
async def list_post_comments(
    request: Request[Any, Any, Any],
    connection: Connection,
    client: Client,
    account_id: AccountId,
    post_id: PostId,
) -> PostComments:
    """Replies are among them."""
    post = await find(connection, client, account_id, post_id)
    limit, after = _place(request)
    found = await posts.comments_of_post(
        connection, post.account_id, post.post_id, after=after, limit=limit + 1
    )
    read = await posts.comments_read(connection, post.account_id, post.post_id)
    return shown({"read": read, "comments": found[:limit]}, PostComments, next=_next(found, limit))


def _place(request: Request[Any, Any, Any]) -> tuple[int, posts.CommentPosition | None]:
    asked = request.query_params
    limit = whole(asked.get("limit"), "limit", default=LIMIT, most=MOST)
    return limit, cursor.read_comment(asked["cursor"]) if asked.get("cursor") else None


def _next(found: list[posts.StoredComment], limit: int) -> str | None:
    if len(found) <= limit:
        return None
    last = found[limit - 1]
    return cursor.write_comment(
        posts.CommentPosition(last.created_at, last.account_id, last.post_id, last.comment_id)
    )
