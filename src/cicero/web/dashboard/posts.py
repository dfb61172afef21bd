"""The posts of the period by what they reached, each with the way to it on its network."""

from __future__ import annotations

import re

from msgspec import Struct

from cicero.accounts import Account
from cicero.analytics import TopPost
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.web.address import Address
from cicero.web.pictures_route import Links
from cicero.widgets import Column, Explained, Fact, Row, Widget

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


class Order(Struct, frozen=True):
    name: str
    address: str
    sorted: bool


class PostTable(Struct, frozen=True, kw_only=True):
    widget: Widget
    columns: tuple[Order, ...]
    rows: tuple[PostRow, ...]
    newest: Order


def post_table(
    posts: list[TopPost],
    watched: list[Account],
    here: Address,
    links: Links,
    facts: tuple[Fact, ...],
    language: Language,
) -> PostTable:
    by_id = {account.account_id: account for account in watched}
    rows = tuple(_row(post, by_id.get(post.account_id), links) for post in posts)
    columns = [_column(name, here) for name in (*COLUMNS, "published_at")]
    widget = _widget(rows, facts, language)
    return PostTable(widget=widget, columns=tuple(columns[:-1]), newest=columns[-1], rows=rows)


def _widget(rows: tuple[PostRow, ...], facts: tuple[Fact, ...], language: Language) -> Widget:
    _ = translations(language).gettext
    said = _("The first %(num)s by the marked column; choose another by its name")
    metrics = [METRICS[name] for name in COLUMNS]
    return Widget(
        name="posts",
        title=_("Posts"),
        basis=said % {"num": len(rows)},
        columns=(
            Column(name="caption", label=_("Post")),
            Column(name="account", label=_("Account"), aside=True),
            Column(name="published_at", label=_("Published"), aside=True),
            Column(name="address", label=_("Link"), aside=True),
            *(Column(name=one.name, label=one.label[language], unit=one.unit) for one in metrics),
        ),
        rows=tuple(
            Row(
                cells=(
                    row.post.caption or _("No caption"),
                    row.account.label if row.account else "",
                    row.post.published_at,
                    row.link,
                    *(getattr(row.post, name) for name in COLUMNS),
                )
            )
            for row in rows
        ),
        explained=tuple(
            Explained(
                label=one.label[language],
                formula=one.formula[language],
                note=one.note[language] if one.note else "",
            )
            for one in metrics
        ),
        facts=facts,
    )


def _column(name: str, here: Address) -> Order:
    return Order(name, here.with_(sort=name), (here["sort"] or "interactions") == name)


def _row(post: TopPost, account: Account | None, links: Links) -> PostRow:
    picture = links(post.account_id, post.post_id) if post.has_picture else ""
    return PostRow(post=post, account=account, link=_link(post, account), picture=picture)


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
