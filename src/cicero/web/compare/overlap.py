"""Which hashtags two accounts both use, pair by pair."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cicero import numbers
from cicero.analytics.comparing import Comparison, Overlap
from cicero.clients import Client
from cicero.language import Language, translations
from cicero.web.address import Address
from cicero.web.compare.compared import Compared, dashboard_of
from cicero.widgets import Column, Explained, Fact, Row, Widget

SHOWN = 12


class Tag(Struct, frozen=True):
    name: str
    address: str


class Pair(Struct, frozen=True, kw_only=True):
    """`bar`: how much of their hashtags both use, 0 … 100."""

    one: Compared
    other: Compared
    overlap: Overlap
    bar: float
    tags: tuple[Tag, ...]


class Overlaps(Struct, frozen=True, kw_only=True):
    """The pairs with the most in common; `more` are in the table and the files alone."""

    widget: Widget
    pairs: tuple[Pair, ...]
    more: int


def overlaps(
    comparison: Comparison,
    those: Sequence[Compared],
    client: Client,
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Overlaps:
    by_id = {one.account_id: one for one in those}
    found = sorted(comparison.overlaps, key=lambda one: (-one.shared, -(one.jaccard or 0)))
    common = [one for one in found if one.shared]
    return Overlaps(
        widget=_widget(found, by_id, facts, language),
        pairs=tuple(_pair(one, by_id, client, here) for one in common[:SHOWN]),
        more=max(len(common) - SHOWN, 0),
    )


def _pair(overlap: Overlap, by_id: dict[int, Compared], client: Client, here: Address) -> Pair:
    one, other = by_id[overlap.one], by_id[overlap.other]
    both = f"{one.name},{other.name}"
    return Pair(
        one=one,
        other=other,
        overlap=overlap,
        bar=round(100 * (overlap.jaccard or 0), 1),
        tags=tuple(Tag(tag, dashboard_of(client, here, accounts=both, hashtag=tag)) for tag in overlap.tags),
    )


def _widget(
    found: Sequence[Overlap], by_id: dict[int, Compared], facts: tuple[Fact, ...], language: Language
) -> Widget:
    _ = translations(language).gettext
    said = translations(language).ngettext("%(num)s pair", "%(num)s pairs", len(found))
    return Widget(
        name="hashtags",
        title=_("Hashtags in common"),
        basis=_("Hashtags that both of two accounts used in these days"),
        columns=(
            Column(name="one", label=_("Account")),
            Column(name="other", label=_("Other account")),
            Column(name="shared", label=_("Both"), unit="count"),
            Column(name="either", label=_("One of them"), unit="count"),
            Column(name="overlap", label=_("Overlap"), unit="percent"),
            Column(name="tags", label=_("Most used by both")),
        ),
        rows=tuple(
            Row(
                cells=(
                    by_id[one.one].label,
                    by_id[one.other].label,
                    one.shared,
                    one.either,
                    None if one.jaccard is None else 100 * one.jaccard,
                    ", ".join(f"#{tag}" for tag in one.tags),
                )
            )
            for one in found
        ),
        explained=(
            Explained(
                label=_("Overlap"),
                formula=_("hashtags that both used ÷ hashtags that at least one of them used"),
                rests_on=said % {"num": numbers.exact(len(found), language)},
            ),
        ),
        facts=facts,
    )
