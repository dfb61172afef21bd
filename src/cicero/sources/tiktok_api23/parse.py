"""Answers of `tiktok-api23` into records. Pure: what is asked and when it was answered come in.

What is asked for stands under `data` or at the top, a status under two names in both. A list that is missing
proves nothing: TikTok leaves it out when it is empty, and also when it does not care to answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct, field

from cicero.errors import AnswerError
from cicero.records import Post, Profile, Record
from cicero.sources.gateway import Reply
from cicero.sources.items import CHANGED, decode, legible, next_cursor, one, read, shown
from cicero.sources.networks import tiktok_comments, tiktok_profiles
from cicero.sources.networks.loose import Loose, count, first_count, flag
from cicero.sources.networks.seen import RowError, Seen
from cicero.sources.networks.tiktok_comments import CommentRow
from cicero.sources.networks.tiktok_items import parse_item
from cicero.sources.networks.tiktok_profiles import User, UserRow
from cicero.sources.networks.tiktok_shapes import Item
from cicero.sources.source import Answer, PostRef, Target
from cicero.sources.tiktok_api23.app_user import AppUser, parse_app_user
from cicero.sources.tiktok_api23.status import failure

NOTHING = Raw(b"null")


class Status(Struct):
    status_code: Loose = None
    web_status_code: Loose = field(name="statusCode", default=None)


class Wrapped(Status):
    data: Raw = NOTHING


class UserAnswer(Status):
    """`user` is how the app writes an account: the answer to a question by id."""

    user_info: Raw = field(name="userInfo", default=NOTHING)
    user: Raw = NOTHING


class ItemsAnswer(Status):
    items: list[Raw] | None = field(name="itemList", default=None)
    cursor: Loose = None
    has_more: Loose = field(name="hasMore", default=None)


class Detail(Struct):
    item_struct: Raw = field(name="itemStruct", default=NOTHING)
    item: Raw = NOTHING


class DetailAnswer(Status):
    item_info: Detail | None = field(name="itemInfo", default=None)
    item_struct: Raw = field(name="itemStruct", default=NOTHING)


class CommentsAnswer(Status):
    comments: list[Raw] | None = None
    cursor: Loose = None
    has_more: Loose = None
    total: Loose = None


class Challenge(Struct):
    id: Loose = None


class ChallengeStats(Struct):
    video_count: Loose = field(name="videoCount", default=None)


class ChallengeInfo(Struct):
    challenge: Challenge | None = None
    stats: ChallengeStats | None = None
    stats_v2: ChallengeStats | None = field(name="statsV2", default=None)


class ChallengeAnswer(Status):
    info: ChallengeInfo | None = field(name="challengeInfo", default=None)


Shape = TypeVar("Shape", bound=Status)


def profile(reply: Reply) -> Answer:
    """The account, as the web site or the app describes it."""
    found = _inside(reply, UserAnswer)
    seen = Seen(observed_at=reply.observed_at)
    if _is_there(found.user_info) or not _is_there(found.user):
        return shown(reply, records=one(reply, found.user_info, User, _account, seen))
    return shown(reply, records=one(reply, found.user, AppUser, parse_app_user, seen))


def posts(reply: Reply, target: Target | None, cursor: str) -> Answer:
    """A page of posts. Those of other authors (reposts) keep theirs.

    A page with nothing on it that announces more is one that TikTok did not care to fill.
    """
    found = _inside(reply, ItemsAnswer)
    seen = Seen(observed_at=reply.observed_at, account=target.account if target else None)
    records, unread = read(found.items or [], Item, _live, seen)
    more = _more(found.has_more)
    return shown(
        reply,
        records=legible(reply, records, unread),
        unread=unread,
        cursor=next_cursor(found.cursor, cursor, bool(found.items)) if more else None,
        absent=found.items is None or (more and not found.items),
    )


def post(reply: Reply, asked: PostRef) -> Answer:
    """One post; AnswerError when it is not the one that was asked for."""
    found = _inside(reply, DetailAnswer, of_post=True)
    inner = found.item_info or Detail()
    places = (inner.item_struct, inner.item, found.item_struct)
    item = next((raw for raw in places if _is_there(raw)), NOTHING)
    seen = Seen(observed_at=reply.observed_at, account=asked.account)
    records = one(reply, item, Item, _live, seen)
    if not any(isinstance(record, Post) and record.post_id == asked.post_id for record in records):
        raise AnswerError(f"The answer to {reply.endpoint} is about another post.", CHANGED)
    return shown(reply, records=records)


def comments(reply: Reply, asked: PostRef, cursor: str, parent_id: int | None = None) -> Answer:
    """A page of comments or of replies. `total` counts replies as well: it is no end to wait for."""
    found = _inside(reply, CommentsAnswer, of_post=True)
    seen = Seen(observed_at=reply.observed_at, post_id=asked.post_id)
    records, unread = read(found.comments or [], CommentRow, partial(_thread, parent_id), seen)
    total = count(found.total)
    return shown(
        reply,
        records=records,
        unread=unread,
        cursor=next_cursor(found.cursor, cursor, bool(found.comments)) if _more(found.has_more) else None,
        total=total,
        absent=found.comments is None and total != 0,
    )


def challenge(reply: Reply) -> tuple[Answer, str]:
    """(how many posts a hashtag has, and its id, which its list is asked for with)"""
    info = _inside(reply, ChallengeAnswer).info
    id_ = count(info.challenge.id) if info and info.challenge else None
    if info is None or not id_:
        raise AnswerError(f"The answer to {reply.endpoint} names no hashtag.", CHANGED)
    total = first_count(*(stats.video_count for stats in (info.stats_v2, info.stats) if stats))
    return shown(reply, total=total), str(id_)


def _inside(reply: Reply, shape: type[Shape], *, of_post: bool = False) -> Shape:
    """The answer without its wrapper; what its status says is raised."""
    outer = decode(reply, Wrapped)
    data = bytes(outer.data)
    found = decode(msgspec.structs.replace(reply, body=data) if data[:1] == b"{" else reply, shape)
    codes = (outer.web_status_code, outer.status_code, found.web_status_code, found.status_code)
    if error := failure(reply.endpoint, *codes, of_post=of_post):
        raise error
    return found


def _is_there(raw: Raw) -> bool:
    return bytes(raw) not in (b"null", b"{}", b'""')


def _more(value: Loose) -> bool:
    return bool(flag(value)) or bool(count(value))


def _live(item: Item, seen: Seen) -> Iterator[Record]:
    """The item as seen now, whatever a scraper noted on it before it was handed on."""
    return parse_item(msgspec.structs.replace(item, collect_time=None), seen)


def _account(user: User, seen: Seen) -> Iterator[Record]:
    for record in tiktok_profiles.parse(UserRow(user_info=user), seen):
        account = record.account if isinstance(record, Profile | Post) else None
        if account is None or (account.platform_id is None and account.handle is None):
            raise RowError("it does not name the account that it describes")
        yield record


def _thread(parent_id: int | None, row: CommentRow, seen: Seen) -> Iterator[Record]:
    """The comment and what is shown under it; a reply that does not say to what is one to what was asked."""
    if parent_id is not None and row.reply_id in (None, "", "0", 0):
        row = msgspec.structs.replace(row, reply_id=parent_id)
    return tiktok_comments.parse(row, seen)
