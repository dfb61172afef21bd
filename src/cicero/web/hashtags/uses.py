"""The table of all hashtags or mentions: use, response, lift and trend."""

from __future__ import annotations

from msgspec import Struct

from cicero.analytics import Figure
from cicero.analytics.hashtags import TagUse
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.web.address import Address
from cicero.web.hashtags.chosen import PAGE, Chosen, Order
from cicero.web.hashtags.findings import RANKED, TYPICAL, Table
from cicero.web.hashtags.wording import (
    Direction,
    direction_of,
    plural,
    singular,
    trend_word,
    why_no_trend,
)
from cicero.widgets import Column, Explained, Fact, Row, Widget

UNKNOWN = Figure(None, 0, 0)


class UseRow(Struct, frozen=True, kw_only=True):
    """`share`: how long its bar is, 0 … 100, against the longest on the page. `word`: its trend."""

    use: TagUse
    typical: Figure
    lift: Figure
    share: float
    word: str
    direction: Direction
    address: str
    chosen: bool


class Head(Struct, frozen=True, kw_only=True):
    """A column that orders the table; `sorted`: ascending, descending or empty."""

    name: str
    label: str
    address: str
    sorted: str


class UseTable(Struct, frozen=True, kw_only=True):
    """`before`, `after`: where the pages beside this one are, empty where there is none.

    `among`: the order is told of so many of the most used alone; None: of all.
    """

    rows: tuple[UseRow, ...]
    heads: tuple[Head, ...]
    page: int
    pages: int
    before: str
    after: str
    no_trend: str
    among: int | None


def use_table(table: Table, chosen: Chosen, here: Address, language: Language) -> UseTable:
    most = max((row.posts for row in table.rows), default=0) or 1
    pages = max(-(-table.matching // PAGE), 1)
    ranked = chosen.order in ("lift", "engagement") and table.uses.matching > RANKED
    return UseTable(
        rows=tuple(_row(use, table, most, chosen, here, language) for use in table.rows),
        heads=_heads(chosen, here, language),
        page=chosen.page,
        pages=pages,
        before=here.with_(page=chosen.page - 1) if chosen.page > 1 else "",
        after=here.with_(page=chosen.page + 1) if chosen.page < pages else "",
        no_trend=why_no_trend(table.uses, language),
        among=RANKED if ranked else None,
    )


def uses(table: Table, chosen: Chosen, here: Address, facts: tuple[Fact, ...], language: Language) -> Widget:
    """What the table shows, and beside each figure how many posts it rests on."""
    _ = translations(language).gettext
    of = _("%(figure)s: of posts")
    lift, typical = METRICS["hashtag_lift"].label[language], METRICS[TYPICAL].label[language]
    interactions = METRICS["interactions"].label[language]
    return Widget(
        name="uses",
        title=plural(chosen, language),
        basis=_("How much used, by how many accounts, with what response"),
        columns=(
            Column(name="tag", label=singular(chosen, language)),
            Column(name="posts", label=_("Posts"), unit="count"),
            Column(name="before", label=_("Posts before"), unit="count", aside=True),
            Column(name="accounts", label=_("Accounts"), unit="count"),
            Column(name="interactions", label=interactions, unit="count"),
            Column(name="interactions_n", label=of % {"figure": interactions}, unit="count", aside=True),
            Column(name=TYPICAL, label=typical, unit="percent"),
            Column(name="typical_n", label=of % {"figure": typical}, unit="count", aside=True),
            Column(name="lift", label=lift, unit="times"),
            Column(name="lift_n", label=of % {"figure": lift}, unit="count", aside=True),
            Column(name="trend", label=_("Trend")),
            Column(name="score", label=_("Trend score"), unit="score"),
        ),
        rows=tuple(
            Row(
                cells=_cells(use, table, chosen, language),
                address=address_of(use.tag, chosen, here),
                chosen=use.tag == chosen.tag,
            )
            for use in table.rows
        ),
        explained=explained_uses(language),
        facts=facts,
    )  # fmt: skip


def explained_uses(language: Language) -> tuple[Explained, ...]:
    """What each row rests on stands in the row."""
    metrics = [METRICS[name] for name in ("interactions", TYPICAL, "hashtag_lift", "hashtag_trend")]
    return tuple(
        Explained(
            label=metric.label[language],
            formula=metric.formula[language],
            note=metric.note[language] if metric.note else "",
        )
        for metric in metrics
    )


def address_of(tag: str, chosen: Chosen, here: Address) -> str:
    """The page about that one; of the chosen one the way back."""
    if tag == chosen.tag:
        return here.without(chosen.name, "sort")
    return here.with_(**{chosen.name: tag})


def _cells(
    use: TagUse, table: Table, chosen: Chosen, language: Language
) -> tuple[str | int | float | None, ...]:
    typical = table.typical.get(use.tag, UNKNOWN)
    lift = table.lifts[use.tag].lift
    return (
        f"{chosen.sign}{use.tag}", use.posts, use.before, use.accounts,
        use.interactions.value, use.interactions.n, typical.value, typical.n, lift.value, lift.n,
        trend_word(use, language), use.trend,
    )  # fmt: skip


def _row(use: TagUse, table: Table, most: int, chosen: Chosen, here: Address, language: Language) -> UseRow:
    return UseRow(
        use=use,
        typical=table.typical.get(use.tag, UNKNOWN),
        lift=table.lifts[use.tag].lift,
        share=round(100 * use.posts / most, 1),
        word=trend_word(use, language),
        direction=direction_of(use),
        address=address_of(use.tag, chosen, here),
        chosen=use.tag == chosen.tag,
    )  # fmt: skip


def _heads(chosen: Chosen, here: Address, language: Language) -> tuple[Head, ...]:
    """The trend is ordered both ways: by what rises most, and by what falls most."""
    _ = translations(language).gettext
    labels: dict[Order, str] = {
        "posts": _("Posts"),
        "accounts": _("Accounts"),
        "interactions": METRICS["interactions"].label[language],
        "engagement": _("Typical engagement"),
        "lift": _("Lift"),
    }
    heads = [
        _head(name, label, "descending" if chosen.order == name else "", here)
        for name, label in labels.items()
    ]
    by_trend = {"rising": "descending", "falling": "ascending"}.get(chosen.order, "")
    other = "falling" if chosen.order == "rising" else "rising"
    return (*heads, _head(other, _("Trend"), by_trend, here))  # fmt: skip


def _head(order: str, label: str, sorted_: str, here: Address) -> Head:
    """The address has no `order` where it is the usual one."""
    named = None if order == "posts" else order
    return Head(name=order, label=label, address=here.with_(order=named, page=None), sorted=sorted_)
