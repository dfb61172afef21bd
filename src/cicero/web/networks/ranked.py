"""The posts that stand out: the highest, the best and worst against what is usual there, and outliers."""

from __future__ import annotations

from msgspec import Struct

from cicero import numbers
from cicero.accounts import Account
from cicero.analytics.ranks import RIPE, Ranked, Ranks
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.web.networks.post import ShownPost
from cicero.web.pictures_route import Links
from cicero.web.post_link import post_link
from cicero.widgets import Column, Explained, Fact, Row, Widget

LISTS = ("top", "best", "flops", "outliers")


class Ranking(Struct, frozen=True):
    """The posts of the widget's rows, in their order. `empty` says why there are none."""

    widget: Widget
    posts: tuple[ShownPost, ...]
    empty: str


def rankings(
    found: Ranks,
    chosen: list[Account],
    links: Links,
    facts: tuple[Fact, ...],
    language: Language,
) -> dict[str, Ranking]:
    """By the name of the list."""
    by_id = {account.account_id: account for account in chosen}
    return {
        name: Ranking(
            _widget(name, getattr(found, name), found, by_id, facts, language),
            tuple(_shown(post, by_id[post.account_id], links) for post in getattr(found, name)),
            _empty(name, found, language),
        )
        for name in LISTS
    }


def _shown(post: Ranked, account: Account, links: Links) -> ShownPost:
    return ShownPost(
        account=account,
        kind=post.kind,
        caption=post.caption,
        published_at=post.published_at,
        link=post_link(account.platform, post.post_id, post.code, post.url, account.handle),
        picture=links(post.account_id, post.post_id) if post.has_picture else "",
    )


def _widget(
    name: str,
    posts: tuple[Ranked, ...],
    found: Ranks,
    by_id: dict[int, Account],
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    _ = translations(language).gettext
    title, basis = _words(found, language)[name]
    measure, usual = METRICS[found.measure], METRICS["outperformance"]
    return Widget(
        name=name,
        title=title,
        basis=basis,
        columns=(
            Column(name="caption", label=_("Post")),
            Column(name="account", label=_("Account")),
            Column(name="published_at", label=_("Published")),
            Column(name=found.measure, label=measure.label[language], unit="count"),
            Column(name="expected", label=_("Expected"), unit="count"),
            Column(name="outperformance", label=usual.label[language], unit="times"),
            Column(name="n", label=_("Rests on"), unit="count", aside=True),
            Column(name="post_id", label="ID", aside=True),
        ),
        rows=tuple(_row(post, by_id[post.account_id], language) for post in posts),
        explained=(
            Explained(
                label=measure.label[language],
                formula=measure.formula[language],
                rests_on=_of(found.counted, found.posts, language),
            ),
            Explained(
                label=usual.label[language],
                formula=usual.formula[language],
                note=usual.note[language] if usual.note else "",
                rests_on=_of(found.expected, found.posts, language),
            ),
        ),
        facts=facts,
    )


def _row(post: Ranked, account: Account, language: Language) -> Row:
    return Row(
        cells=(
            post.caption or translations(language).gettext("No caption"),
            account.label,
            post.published_at,
            post.actual,
            None if post.expected is None else round(post.expected),
            post.outperformance,
            post.n,
            str(post.post_id),
        )
    )


def _words(found: Ranks, language: Language) -> dict[str, tuple[str, str]]:
    """Title and basis of each list."""
    _ = translations(language).gettext
    measure = METRICS[found.measure].label[language].lower()
    told = {"measure": measure, "hours": f"{RIPE:g}"}
    most = _("Most %(measure)s") % told
    return {
        "top": (most[:1].upper() + most[1:], _("By the count itself, as of now")),
        "best": (
            _("Better than usual"),
            _("Against what is usual for its kind at that age"),
        ),
        "flops": (_("Weaker than usual"), _("Only posts that are %(hours)s hours old or older") % told),
        "outliers": (
            _("Outliers"),
            _("At least 7 times as good or as bad as usual, and far from all other posts"),
        ),
    }


def _empty(name: str, found: Ranks, language: Language) -> str:
    _ = translations(language).gettext
    if name == "outliers" and found.expected:
        return _("None of these posts is that unusual.")
    if name == "flops" and found.expected:
        return _("No post that is old enough did worse than usual.")
    if name == "top" or found.expected:
        return _("None of these posts.")
    return _("Nothing can be expected of a post before ten others of its kind are known.")


def _of(n: int, of: int, language: Language) -> str:
    told = {"n": numbers.exact(n, language), "of": numbers.exact(of, language)}
    return translations(language).gettext("%(n)s of %(of)s posts") % told
