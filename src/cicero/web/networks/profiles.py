"""The accounts of a network as they present themselves, with what the period brought them."""

from __future__ import annotations

from msgspec import Struct

from cicero import numbers
from cicero.accounts import Account, Detail
from cicero.analytics import Figure, Key, Result
from cicero.language import Language, translations
from cicero.posts import AVATAR
from cicero.web.address import Address
from cicero.web.choices import name_of
from cicero.web.facts import explained
from cicero.web.pictures_route import Links
from cicero.web.post_link import profile_link
from cicero.widgets import Column, Explained, Fact, Row, Widget


class Profile(Struct, frozen=True, kw_only=True):
    """`address` filters the page by the account, or takes that back where it is `chosen`.

    `growth` has a sign, empty: not known; `rising`: None where it is neither more nor less.
    """

    account: Account
    detail: Detail
    followers: Figure
    growth: str
    rising: bool | None
    posts: Figure
    picture: str
    link: str
    address: str
    chosen: bool


class Profiles(Struct, frozen=True, kw_only=True):
    widget: Widget
    cards: tuple[Profile, ...]


def profiles(
    result: Result,
    details: dict[int, Detail],
    chosen: list[Account],
    here: Address,
    links: Links,
    facts: tuple[Fact, ...],
    language: Language,
) -> Profiles:
    """Own accounts first, in the client's order."""
    by_id = {row.key: row.figures for row in result.rows}
    cards = tuple(
        _card(account, details[account.account_id], by_id[account.account_id], here, links, language)
        for account in chosen
        if account.account_id in details
    )
    return Profiles(widget=_widget(cards, result, by_id, facts, language), cards=cards)


def _card(
    account: Account,
    detail: Detail,
    figures: tuple[Figure, ...],
    here: Address,
    links: Links,
    language: Language,
) -> Profile:
    followers, change, percent, posts = figures
    name = name_of(account)
    single = here["accounts"] == name
    return Profile(
        account=account,
        detail=detail,
        followers=followers,
        growth=_growth(change, percent, language),
        rising=None if not change.value else change.value > 0,
        posts=posts,
        picture=links(account.account_id, AVATAR) if account.has_picture else "",
        link=profile_link(account.platform, account.handle),
        address=here.without("accounts") if single else here.with_(accounts=name),
        chosen=single,
    )


def _growth(change: Figure, percent: Figure, language: Language) -> str:
    """+120 (+1.2%)."""
    if change.value is None:
        return ""
    said = numbers.signed(change.value, language, "0")
    if percent.value is None:
        return said
    return f"{said} ({numbers.signed(round(percent.value, 1), language)}%)"


def _widget(
    cards: tuple[Profile, ...],
    result: Result,
    by_id: dict[Key, tuple[Figure, ...]],
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    _ = translations(language).gettext
    labels = {metric.name: metric.label[language] for metric in result.metrics}
    units = {metric.name: metric.unit for metric in result.metrics}
    of_network = _("As the network counts it when it was fetched.")
    return Widget(
        name="profiles",
        title=_("Profiles"),
        basis=_("As the accounts present themselves; growth and posts in these days"),
        columns=(
            Column(name="account", label=_("Account")),
            Column(name="name", label=_("Name")),
            *(Column(name=name, label=labels[name], unit=units[name]) for name in result.query.metrics),
            Column(name="following", label=_("Following"), unit="count"),
            Column(name="posts_counted", label=_("Posts on the network"), unit="count"),
            Column(name="likes_counted", label=_("Likes on the network"), unit="count"),
            Column(name="known_until", label=_("Fetched"), aside=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    card.account.label,
                    card.detail.name,
                    *(figure.value for figure in by_id[card.account.account_id]),
                    card.detail.following,
                    card.detail.posts,
                    card.detail.likes,
                    card.account.last_seen,
                ),
                address=card.address,
                chosen=card.chosen,
            )
            for card in cards
        ),
        explained=(
            *explained(result.metrics, result.totals.figures, result.query.basis, language),
            Explained(label=_("Following"), formula=of_network),
            Explained(label=_("Posts on the network"), formula=of_network),
            Explained(label=_("Likes on the network"), formula=of_network),
        ),
        facts=facts,
    )
