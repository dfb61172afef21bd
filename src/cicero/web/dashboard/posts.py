"""The posts of the period by what they reached, each with the way to it on its network."""

from __future__ import annotations

from msgspec import Struct

from cicero.accounts import Account
from cicero.analytics import TopPost
from cicero.web.address import Address
from cicero.web.pictures_route import Links
from cicero.web.post_link import post_link

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
    picture: str
    """Where the kept picture is, empty where none is kept."""


class Column(Struct, frozen=True):
    name: str
    address: str
    sorted: bool


class PostTable(Struct, frozen=True, kw_only=True):
    columns: tuple[Column, ...]
    rows: tuple[PostRow, ...]
    newest: Column


def post_table(posts: list[TopPost], watched: list[Account], here: Address, links: Links) -> PostTable:
    by_id = {account.account_id: account for account in watched}
    rows = (_row(post, by_id.get(post.account_id), links) for post in posts)
    columns = [_column(name, here) for name in (*COLUMNS, "published_at")]
    return PostTable(columns=tuple(columns[:-1]), newest=columns[-1], rows=tuple(rows))


def _column(name: str, here: Address) -> Column:
    return Column(name, here.with_(sort=name), (here["sort"] or "interactions") == name)


def _row(post: TopPost, account: Account | None, links: Links) -> PostRow:
    picture = links(post.account_id, post.post_id) if post.has_picture else ""
    link = post_link(post.platform, post.url, post.code, account.handle if account else None, post.post_id)
    return PostRow(post=post, account=account, link=link, picture=picture)
