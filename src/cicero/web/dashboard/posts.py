"""The posts of the period by what they reached, each with the way to it on its network."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from cicero.accounts import Account
from cicero.analytics import TopPost
from cicero.periods import now
from cicero.web.address import Address

COLUMNS = (
    "interactions",
    "likes",
    "comments",
    "shares",
    "views",
    "engagement_rate_followers",
    "engagement_rate_views",
)


class PostRow(Struct, frozen=True, kw_only=True):
    post: TopPost
    account: Account | None
    link: str
    thumbnail: str


class Column(Struct, frozen=True):
    name: str
    address: str
    sorted: bool


class PostTable(Struct, frozen=True, kw_only=True):
    columns: tuple[Column, ...]
    rows: tuple[PostRow, ...]
    newest: Column


def post_table(posts: list[TopPost], watched: list[Account], here: Address) -> PostTable:
    by_id = {account.account_id: account for account in watched}
    rows = (_row(post, by_id.get(post.account_id)) for post in posts)
    columns = [_column(name, here) for name in (*COLUMNS, "published_at")]
    return PostTable(columns=tuple(columns[:-1]), newest=columns[-1], rows=tuple(rows))


def _column(name: str, here: Address) -> Column:
    return Column(name, here.with_(sort=name), (here["sort"] or "interactions") == name)


def _row(post: TopPost, account: Account | None) -> PostRow:
    alive = post.thumbnail_url if post.thumbnail_url and not expired(post.thumbnail_url, now()) else ""
    return PostRow(post=post, account=account, link=_link(post, account), thumbnail=_web(alive))


def _link(post: TopPost, account: Account | None) -> str:
    """Where the source said, else where the network keeps it; never anything but a web address."""
    if found := _web(post.url):
        return found
    if post.platform == "instagram" and post.code:
        return f"https://www.instagram.com/p/{post.code}/"
    if post.platform == "tiktok" and account and account.handle:
        return f"https://www.tiktok.com/@{account.handle}/video/{post.post_id}"
    return ""


def _web(url: str | None) -> str:
    return url if url and re.match(r"https://", url) else ""


def expired(url: str, at: datetime) -> bool:
    """Whether a picture's address itself says that it is over: TikTok's in decimal, Instagram's in hex."""
    query = parse_qs(urlsplit(url).query)
    try:
        for name, base in (("x-expires", 10), ("oe", 16)):
            if name in query and int(query[name][0], base) < at.timestamp():
                return True
    except ValueError:
        return False
    return False
