"""The newest posts of the period with all that the network counts of them."""

from __future__ import annotations

from msgspec import Struct

from cicero.accounts import Account
from cicero.analytics import TopPost
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.web.networks.network import Network, told
from cicero.web.networks.post import ShownPost
from cicero.web.pictures_route import Links
from cicero.web.post_link import post_link
from cicero.widgets import Column, Explained, Fact, Row, Widget


class Latest(Struct, frozen=True):
    """The posts of the widget's rows, in their order."""

    widget: Widget
    posts: tuple[ShownPost, ...]


def latest(
    found: list[TopPost],
    network: Network,
    chosen: list[Account],
    links: Links,
    facts: tuple[Fact, ...],
    language: Language,
) -> Latest:
    _ = translations(language).gettext
    by_id = {account.account_id: account for account in chosen}
    metrics = [METRICS[name] for name in network.columns]
    widget = Widget(
        name="latest",
        title=_("Newest posts"),
        basis=_("The newest of these days first, with their counts as of now"),
        columns=(
            Column(name="caption", label=_("Post")),
            Column(name="account", label=_("Account")),
            Column(name="published_at", label=_("Published")),
            *(Column(name=metric.name, label=metric.label[language], unit=metric.unit) for metric in metrics),
            Column(name="post_id", label="ID", aside=True),
        ),
        rows=tuple(_row(post, by_id[post.account_id], network, language) for post in found),
        explained=tuple(
            Explained(
                label=metric.label[language],
                formula=metric.formula[language],
                note=metric.note[language] if metric.note else "",
            )
            for metric in metrics
        ),
        facts=facts,
    )
    return Latest(widget, tuple(_shown(post, by_id[post.account_id], links) for post in found))


def _row(post: TopPost, account: Account, network: Network, language: Language) -> Row:
    return Row(
        cells=(
            post.caption or translations(language).gettext("No caption"),
            account.label,
            post.published_at,
            *(told(post, name) for name in network.columns),
            str(post.post_id),
        )
    )


def _shown(post: TopPost, account: Account, links: Links) -> ShownPost:
    return ShownPost(
        account=account,
        kind=post.kind,
        caption=post.caption,
        published_at=post.published_at,
        link=post_link(post.platform, post.post_id, post.code, post.url, account.handle),
        picture=links(post.account_id, post.post_id) if post.has_picture else "",
    )
