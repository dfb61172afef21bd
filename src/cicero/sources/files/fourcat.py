"""4CAT's CSVs: TikTok videos, TikTok comments, Instagram posts.

`unix_timestamp` goes first: the text `timestamp` is UTC for TikTok videos, and in the server's zone for
the others. What the source did not send is blank or 0 by a setting of the export, so a 0 is believed only
where every post has the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from cicero.records import AccountRef, Comment, Counts, Post, Profile, Record
from cicero.sources.files import cells, dates, links
from cicero.sources.files.format import Context, Format, Head
from cicero.sources.networks import text
from cicero.sources.networks.ids import pk_of
from cicero.sources.networks.loose import account_ref, language, observed, owner, shown, whole_id, words
from cicero.sources.networks.seen import RowError

Row = dict[str, str]

TIKTOK = frozenset({"id", "author", "body", "timestamp", "tiktok_url", "plays", "likes", "shares"})
TIKTOK_COMMENTS = frozenset({"id", "post_id", "body", "timestamp", "is_comment_on_comment", "replies"})
INSTAGRAM = frozenset({"id", "thread_id", "author", "body", "timestamp", "num_likes", "num_comments"})


def parse_tiktok(row: Row, context: Context) -> Iterator[Record]:
    """The video and its author's counters as they came with it."""
    post_id = whole_id(row["id"])
    published_at = _time(row, context, "UTC")
    observed_at = observed(published_at, context.observed_at)
    author = account_ref("tiktok", row.get("author_id"), row["author"], row.get("author_full"))
    account = owner(author, context, "tiktok")
    caption = words(row["body"])
    link = links.read(row["tiktok_url"])
    yield Post(
        account=account,
        post_id=post_id,
        published_at=published_at,
        observed_at=observed_at,
        counts=Counts(
            likes=cells.number(row["likes"], "likes"),
            comments=cells.number(row.get("comments"), "comments"),
            shares=cells.number(row["shares"], "shares"),
            views=cells.number(row["plays"], "plays"),
        ),
        kind="photos" if link and link.photos else "video",
        caption=caption,
        url=words(row["tiktok_url"]),
        thumbnail_url=words(row.get("thumbnail_url")),
        hashtags=_hashtags(row, caption),
        mentions=text.mentions(caption),
    )
    profile = Profile(
        account=account,
        observed_at=observed_at,
        followers=cells.number(row.get("author_followers"), "author_followers"),
        posts=cells.number(row.get("author_videos"), "author_videos"),
        likes=cells.number(row.get("author_likes"), "author_likes"),
        avatar_url=words(row.get("author_avatar")),
    )
    if profile.followers is not None:
        yield profile


def parse_tiktok_comment(row: Row, context: Context) -> Iterator[Record]:
    """The comment; the thread of a reply is the comment that it answers."""
    created_at = _time(row, context, context.zone)
    reply = row["is_comment_on_comment"].lower() == "yes"
    handle = words(row.get("author"))
    yield Comment(
        platform="tiktok",
        post_id=whole_id(row["post_id"], "post_id"),
        comment_id=whole_id(row["id"]),
        created_at=created_at,
        observed_at=observed(created_at, context.observed_at),
        text=words(row["body"]) or "",
        parent_id=whole_id(row.get("thread_id"), "thread_id") if reply else None,
        author_handle=handle.lower() if handle and not handle.startswith("@") else None,
        author_id=handle[1:] if handle and handle.startswith("@") else None,
        language=language(row.get("language_guess")),
        likes=cells.number(row.get("likes"), "likes"),
        replies=cells.number(row["replies"], "replies"),
    )


def parse_instagram(row: Row, context: Context) -> Iterator[Record]:
    """The post; nothing for the comments that exports of 4CAT's old Instagram search hold."""
    if row.get("type") == "comment":
        return
    published_at = _time(row, context, context.zone)
    caption = words(row["body"])
    yield Post(
        account=owner(_instagram_author(row), context, "instagram"),
        post_id=pk_of(_shortcode(row)),
        published_at=published_at,
        observed_at=observed(published_at, context.observed_at),
        counts=_instagram_counts(row),
        kind=cells.kind(row.get("media_type") or row.get("type"), "instagram"),
        code=_shortcode(row),
        caption=caption,
        url=f"https://www.instagram.com/p/{_shortcode(row)}/",
        likes_hidden=_likes_hidden(row),
        hashtags=_hashtags(row, caption),
        mentions=text.mentions(caption),
        coauthors=_coauthors(row),
    )


def _instagram_counts(row: Row) -> Counts:
    return Counts(
        likes=None if _likes_hidden(row) else cells.number(row["num_likes"], "num_likes"),
        comments=cells.number(row["num_comments"], "num_comments"),
        views=cells.number(row.get("play_count"), "play_count") or None,
    )


def _likes_hidden(row: Row) -> bool | None:
    told = {"yes": True, "no": False}.get(row.get("likes_hidden", "").lower())
    return True if row["num_likes"].startswith("-") else told


def _instagram_author(row: Row) -> AccountRef | None:
    return account_ref("instagram", row.get("author_id"), row["author"], row.get("author_fullname"))


def _coauthors(row: Row) -> tuple[AccountRef, ...]:
    handles = [handle.strip().lower() for handle in row.get("coauthors", "").split(",")]
    return tuple(AccountRef(platform="instagram", handle=handle) for handle in handles if handle)


def _shortcode(row: Row) -> str:
    code = row["id"].strip()
    if not code:
        raise RowError("it has no id")
    return code


def _hashtags(row: Row, caption: str | None) -> tuple[str, ...]:
    return text.tidy(row.get("hashtags", "").split(",")) or text.hashtags(caption)


def _time(row: Row, context: Context, zone: str | None) -> datetime:
    cell = row.get("unix_timestamp") or row["timestamp"]
    if cells.blank(cell):
        partial = "; it is one of the partial items" if row.get("partial_item") == "yes" else ""
        raise RowError(f"it has no time of publication{partial}: {shown(cell)}")
    return dates.instant(cell, msgspec.structs.replace(context, zone=zone, date_format=None), "timestamp")


def _format(name: str, title: str, columns: frozenset[str], parse: Callable[..., Iterator[Record]]) -> Format:
    def matches(head: Head) -> bool:
        return head.container == "csv" and set(head.header) >= columns

    return Format(name=name, title=title, container="csv", row=dict[str, str], matches=matches, parse=parse)


FORMATS = (
    _format("4cat-tiktok", "4CAT TikTok CSV", TIKTOK, parse_tiktok),
    _format("4cat-tiktok-comments", "4CAT TikTok comments CSV", TIKTOK_COMMENTS, parse_tiktok_comment),
    _format("4cat-instagram", "4CAT Instagram CSV", INSTAGRAM, parse_instagram),
)
