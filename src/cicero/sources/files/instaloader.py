"""What instaloader saves: a post or an account per `.json`, and `_comments.json` lists beside posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from cicero.records import Comment, Post, Record
from cicero.sources.files.format import Context
from cicero.sources.files.shapes import has, json_formats
from cicero.sources.networks.instagram_items import parse_media, parse_user
from cicero.sources.networks.instagram_shapes import Media, User
from cicero.sources.networks.loose import Loose, account_ref, count, instant, observed, whole_id, words
from cicero.sources.networks.seen import RowError


class About(Struct):
    node_type: Loose = None


class Row(Struct):
    node: dict[str, Any]
    instaloader: About


class CommentRow(Struct):
    id: Loose = None
    created_at: Loose = None
    text: Loose = None
    owner: User | None = None
    likes_count: Loose = None
    answers: list[CommentRow] | None = None


def parse(row: Row, context: Context) -> Iterator[Record]:
    """The post or the account; RowError for what is neither (stories, hashtags, saved positions)."""
    kind = row.instaloader.node_type
    try:
        if kind == "Post":
            yield from _post(msgspec.convert(row.node, Media), context)
        elif kind == "Profile":
            yield from _profile(msgspec.convert(row.node, User), context)
        else:
            raise RowError(f"it is instaloader's {kind}, not a post or an account")
    except (msgspec.ValidationError, UnicodeError) as error:
        raise RowError(f"unexpected value in its node: {error}") from None


def _post(node: Media, context: Context) -> Iterator[Record]:
    """The node, completed by the private API's object where instaloader fetched that as well."""
    richer = node.iphone_struct
    for record in parse_media(node, context):
        if isinstance(record, Post) and richer is not None:
            record = _completed(record, richer, context)
        yield record


def _completed(post: Post, richer: Media, context: Context) -> Post:
    author = richer.user or User(id=post.account.platform_id, username=post.account.handle)
    richer = msgspec.structs.replace(richer, user=author)
    other = next((found for found in parse_media(richer, context) if isinstance(found, Post)), None)
    if other is None:
        return post
    values = {**_known(post), **_known(other)}
    values |= {
        "counts": msgspec.structs.replace(post.counts, **_known(other.counts)),
        "account": post.account,
    }
    if post.likes_hidden or other.likes_hidden:
        values["likes_hidden"] = True
        values["counts"] = msgspec.structs.replace(values["counts"], likes=None)
    return Post(**values)


def _known(record: Struct) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(record).items() if value not in (None, ())}


def _profile(node: User, context: Context) -> Iterator[Record]:
    account = account_ref("instagram", node.id or node.pk, node.username, node.full_name)
    if account is None:
        raise RowError("it does not name the account that it describes")
    yield parse_user(node, account, context.observed_at)
    timeline = node.edge_owner_to_timeline_media
    for edge in (timeline.edges if timeline else None) or []:
        if edge.node is not None:
            author = edge.node.owner or User(id=account.platform_id, username=account.handle)
            yield from _post(msgspec.structs.replace(edge.node, owner=author), context)


def parse_comment(row: CommentRow, context: Context) -> Iterator[Record]:
    """The comment and its answers. Nothing in the file says which post they are on: the context must."""
    if context.post_id is None:
        raise RowError(
            "it does not say which post it is on",
            "Keep instaloader's _comments.json beside the .json of its post.",
        )
    comment_id = whole_id(row.id)
    yield _comment(row, comment_id, None, context.post_id, context)
    for answer in row.answers or []:
        yield _comment(answer, whole_id(answer.id), comment_id, context.post_id, context)


def _comment(row: CommentRow, id_: int, parent_id: int | None, post_id: int, context: Context) -> Comment:
    created_at = instant(row.created_at, "created_at", context)
    who = account_ref("instagram", row.owner.id or row.owner.pk, row.owner.username) if row.owner else None
    return Comment(
        platform="instagram",
        post_id=post_id,
        comment_id=id_,
        created_at=created_at,
        observed_at=observed(created_at, context.observed_at),
        text=words(row.text) or "",
        parent_id=parent_id,
        author_handle=who.handle if who else None,
        author_id=who.platform_id if who else None,
        likes=count(row.likes_count),
        replies=len(row.answers) if row.answers is not None else None,
    )


FORMATS = (
    *json_formats(
        "instaloader",
        "instaloader post or account",
        Row,
        lambda row: isinstance(row.get("node"), dict) and has(row.get("instaloader"), "node_type"),
        parse,
    ),
    *json_formats(
        "instaloader-comments",
        "instaloader comments",
        CommentRow,
        lambda row: has(row, "id", "created_at", "text", "owner", "likes_count"),
        parse_comment,
    ),
)
