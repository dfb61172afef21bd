"""Answers of `social-api4` into records. Pure: what is asked and when it was answered come in.

The token of the next page stands beside `data`, never in it. Items are Instagram's media in the vendor's way
of writing, which `networks.instagram_items` reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

import msgspec
from msgspec import Raw, Struct

from cicero.errors import AnswerError, FormatError
from cicero.records import AccountRef, Comment, Liker, Post, Profile, Record
from cicero.sources.gateway import Reply
from cicero.sources.items import CHANGED, decode, legible, next_cursor, one, read, shown
from cicero.sources.networks.instagram_items import parse_media, parse_user
from cicero.sources.networks.instagram_shapes import Media, User
from cicero.sources.networks.loose import (
    Loose,
    account_ref,
    count,
    first_count,
    instant,
    observed,
    whole_id,
    words,
)
from cicero.sources.networks.seen import RowError, Seen
from cicero.sources.source import Answer, PostRef, Target


class Page(Struct):
    """`data` of a list. `user` is the account whose list it is."""

    items: list[Raw] | None = None
    user: Loose = None
    total: Loose = None
    additional_data: Loose = None


class ListAnswer(Struct):
    data: Page | None
    pagination_token: Loose = None


class OneAnswer(Struct):
    data: Raw


class CommentRow(Struct):
    """`comment_like_count` is what threads call `like_count`."""

    id: Loose = None
    pk: Loose = None
    text: Loose = None
    created_at: Loose = None
    created_at_utc: Loose = None
    like_count: Loose = None
    comment_like_count: Loose = None
    child_comment_count: Loose = None
    preview_child_comments: list[Raw] | None = None
    user: User | None = None


def profile(reply: Reply) -> Answer:
    """The account; a private one is answered like any other, and says that it is private."""
    seen = Seen(observed_at=reply.observed_at)
    return shown(reply, records=one(reply, decode(reply, OneAnswer).data, User, _account, seen))


def post(reply: Reply, asked: PostRef) -> Answer:
    """One post; AnswerError when it is not the one that was asked for."""
    seen = Seen(observed_at=reply.observed_at, account=asked.account)
    records = one(reply, decode(reply, OneAnswer).data, Media, parse_media, seen)
    if not any(isinstance(record, Post) and record.post_id == asked.post_id for record in records):
        raise AnswerError(f"The answer to {reply.endpoint} is about another post.", CHANGED)
    return shown(reply, records=records)


def posts(reply: Reply, target: Target | None, cursor: str | None) -> Answer:
    """A page of an account's posts, or of anybody's (`target` None: a hashtag's)."""
    answer, page = _page(reply)
    whose = _owner(page.user, target)
    seen = Seen(observed_at=reply.observed_at, account=whose)
    records, unread = read(page.items or [], Media, parse_media, seen)
    return shown(
        reply,
        records=tuple(_under(record, whose) for record in legible(reply, records, unread)),
        unread=unread,
        cursor=next_cursor(answer.pagination_token, cursor, bool(page.items)),
        total=count(_of(page.additional_data, "media_count")),
        absent=page.items is None,
    )


def comments(reply: Reply, asked: PostRef, cursor: str | None, parent_id: int | None = None) -> Answer:
    """A page of comments, or of the replies to one: those do not say whose replies they are."""
    answer, page = _page(reply)
    seen = Seen(observed_at=reply.observed_at, post_id=asked.post_id)
    records, unread = read(page.items or [], CommentRow, partial(_thread, parent_id), seen)
    return shown(
        reply,
        records=records,
        unread=unread,
        cursor=next_cursor(answer.pagination_token, cursor, bool(page.items)),
        total=count(_of(page.additional_data, "comment_count")) if parent_id is None else None,
        absent=page.items is None,
    )


def likers(reply: Reply, asked: PostRef) -> Answer:
    """Some of those who like the post: the list ends long before `total`, and has no second page."""
    _, page = _page(reply)
    seen = Seen(observed_at=reply.observed_at, post_id=asked.post_id)
    people, unread = read(page.items or [], User, _liker, seen)
    total = count(page.total)
    return shown(reply, likers=people, unread=unread, total=total, absent=page.items is None)


def _page(reply: Reply) -> tuple[ListAnswer, Page]:
    answer = decode(reply, ListAnswer)
    return answer, answer.data or Page()


def _of(value: Loose, name: str) -> Loose:
    return value.get(name) if isinstance(value, dict) else None


def _owner(user: Loose, target: Target | None) -> AccountRef | None:
    """Whose list it is: what the answer says, else what was asked."""
    pk = _of(user, "pk")
    said = account_ref("instagram", _of(user, "id") if pk in (None, "") else pk, _of(user, "username"))
    if said is not None and said.platform_id is not None:
        return said
    return target.account if target else said


def _under(record: Record, whose: AccountRef | None) -> Record:
    """A post that somebody else published stands in this list because both made it, named there or not."""
    if whose is None or whose.platform_id is None or not isinstance(record, Post):
        return record
    ids = [ref.platform_id for ref in (record.account, *record.coauthors)]
    if ids[0] is None or whose.platform_id in ids:
        return record
    if whose.handle is not None and whose.handle in [ref.handle for ref in record.coauthors]:
        return record
    return msgspec.structs.replace(record, coauthors=(*record.coauthors, whose))


def _account(user: User, seen: Seen) -> Iterator[Profile]:
    account = _ref(user)
    if account is None or (account.platform_id is None and account.handle is None):
        raise RowError("it does not name the account that it describes")
    yield parse_user(user, account, seen.observed_at)


def _ref(user: User | None) -> AccountRef | None:
    if user is None:
        return None
    return account_ref(
        "instagram", user.id if user.pk in (None, "") else user.pk, user.username, user.full_name
    )


def _thread(parent_id: int | None, row: CommentRow, seen: Seen) -> Iterator[Comment]:
    """The comment and the replies that are shown under it: a glimpse, which no mistake in it may spoil."""
    comment = _comment(row, parent_id, seen)
    yield comment
    for preview in (row.preview_child_comments or []) if parent_id is None else []:
        with suppress(FormatError, ValueError, RecursionError):
            yield _comment(msgspec.json.decode(preview, type=CommentRow), comment.comment_id, seen)


def _comment(row: CommentRow, parent_id: int | None, seen: Seen) -> Comment:
    said = row.created_at if row.created_at not in (None, "", 0) else row.created_at_utc
    created_at = instant(said, "created_at of a comment", seen)
    author = _ref(row.user)
    return Comment(
        platform="instagram",
        post_id=whole_id(seen.post_id, "post"),
        comment_id=whole_id(row.id if row.pk in (None, "") else row.pk, "id of a comment"),
        created_at=created_at,
        observed_at=observed(created_at, seen.observed_at),
        text=words(row.text) or "",
        parent_id=parent_id,
        author_handle=author.handle if author else None,
        author_id=author.platform_id if author else None,
        likes=first_count(row.like_count, row.comment_like_count),
        replies=count(row.child_comment_count),
    )


def _liker(user: User, seen: Seen) -> Iterator[Liker]:
    who = _ref(user)
    if who is None or (who.platform_id is None and who.handle is None):
        raise RowError("it does not say who likes the post")
    yield Liker(
        platform="instagram",
        post_id=whole_id(seen.post_id, "post"),
        observed_at=seen.observed_at,
        handle=who.handle,
        platform_id=who.platform_id,
    )
