"""A page of the list of posts: its rows, the widget that its files are made of, and the ways on from it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cicero import numbers
from cicero.accounts import Account
from cicero.analytics import Figure, Result
from cicero.analytics.listing import ListedPost, place_of
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.web.address import Address, Choice
from cicero.web.choices import kind_name
from cicero.web.facts import explained
from cicero.web.pictures_route import Links
from cicero.web.posts.columns import ListColumn
from cicero.web.posts.place import Begin, write
from cicero.widgets import Column, Explained, Fact, Row, Value, Widget

ROWS, ROWS_OF_FILE = 50, 1_000
TOTALS = (
    "posts", "interactions", "likes", "comments", "shares", "saves", "views", "engagement_rate_followers",
    "engagement_rate_views",
)  # fmt: skip


class PostRow(Struct, frozen=True, kw_only=True):
    """`address`: the post's page. `picture`: where its kept picture is, empty where none is."""

    post: ListedPost
    account: Account | None
    address: str
    picture: str


class Ways(Struct, frozen=True, kw_only=True):
    """`first`, `last`: which of all posts the page shows, from 1; the addresses are None where nothing is."""

    first: int
    last: int
    begin: str | None
    previous: str | None
    next: str | None


def rows(
    posts: Sequence[ListedPost],
    watched: Sequence[Account],
    here: Address,
    place: dict[str, Choice],
    links: Links,
) -> tuple[PostRow, ...]:
    """`place`: the parameters of this page of the list, that a post's page leads back to it."""
    by_id = {account.account_id: account for account in watched}
    return tuple(
        PostRow(
            post=post,
            account=by_id.get(post.account_id),
            address=Address(f"{here.path}/{post.account_id}/{post.post_id}", here.chosen).with_(**place),
            picture=links(post.account_id, post.post_id) if post.has_picture else "",
        )
        for post in posts
    )


def ways(posts: Sequence[ListedPost], more: bool, begin: Begin, here: Address) -> Ways:
    """`more`: there are posts beyond the page in the direction in which it was read."""
    before = max(begin.before - len(posts), 0) if begin.backward else begin.before
    first, last = (place_of(posts[0]), place_of(posts[-1])) if posts else (None, None)
    has_next, has_previous = (True, more) if begin.backward else (more, begin.place is not None)
    return Ways(
        first=before + 1,
        last=before + len(posts),
        begin=here.with_() if has_previous else None,
        previous=here.with_(until=write(first, before)) if first and has_previous else None,
        next=here.with_(after=write(last, before + len(posts))) if last and has_next else None,
    )


def widget(
    posts: Sequence[ListedPost],
    watched: Sequence[Account],
    columns: Sequence[ListColumn],
    totals: Result | None,
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    _ = translations(language).gettext
    shown = [column for column in columns if column.shown]
    labels = {account.account_id: account.label for account in watched}
    return Widget(
        name="posts",
        title=_("Posts"),
        basis=_("Posts published in these days, with all that they have counted so far"),
        columns=(
            Column(name="caption", label=_("Post")),
            Column(name="account", label=_("Account")),
            Column(name="kind", label=_("Kind")),
            *(Column(name=one.name, label=one.label, unit=one.unit) for one in shown),
            Column(name="url", label=_("Address"), aside=True),
            Column(name="post_id", label=_("Id of the post"), aside=True),
        ),
        rows=tuple(Row(cells=_cells(post, labels, shown, language)) for post in posts),
        explained=_explained(shown, totals, language),
        facts=facts,
    )


def _cells(
    post: ListedPost, labels: dict[int, str], shown: Sequence[ListColumn], language: Language
) -> tuple[Value, ...]:
    return (
        post.caption or "",
        labels.get(post.account_id, ""),
        kind_name(post.kind or "", language),
        *(getattr(post, column.name) for column in shown),
        post.url or "",
        str(post.post_id),
    )


def _explained(
    shown: Sequence[ListColumn], totals: Result | None, language: Language
) -> tuple[Explained, ...]:
    metrics = [METRICS[column.name] for column in shown if column.name in TOTALS]
    if totals is None:
        return tuple(
            Explained(
                label=metric.label[language],
                formula=metric.formula[language],
                note=metric.note[language] if metric.note else "",
            )
            for metric in metrics
        )
    figures = [figure_of(totals, metric.name) for metric in metrics]
    return explained(metrics, figures, "published", language)


def figure_of(totals: Result, name: str) -> Figure:
    return totals.totals.figures[TOTALS.index(name)]


def rows_fact(shown: int, totals: Result, language: Language) -> Fact:
    """How many of all posts a file has."""
    _ = translations(language).gettext
    said = _("%(num)s of %(of)s posts, in the order chosen")
    of = figure_of(totals, "posts").value
    return Fact(_("Rows"), said % {"num": numbers.exact(shown, language), "of": numbers.exact(of, language)})
