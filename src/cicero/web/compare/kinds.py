"""What the posts of each account are: images, carousels, videos, photo series, side by side as shares."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cicero import numbers
from cicero.analytics import Result
from cicero.clients import Client
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.records import KINDS
from cicero.web.address import Address
from cicero.web.choices import kind_name
from cicero.web.compare.compared import Compared, dashboard_of
from cicero.web.compare.findings import Mix
from cicero.web.compare.lines import span
from cicero.web.facts import fetched
from cicero.widgets import Column, Explained, Fact, Row, Widget

UNKNOWN = ""


class Slice(Struct, frozen=True, kw_only=True):
    """`share` of the account's posts in per cent. `address`: to those posts, empty for an unknown kind."""

    kind: str
    posts: int
    share: float
    address: str


class MixRow(Struct, frozen=True, kw_only=True):
    of: Compared
    posts: int
    slices: tuple[Slice, ...]


class Kinds(Struct, frozen=True, kw_only=True):
    """`kinds`: those that any of the accounts published, in the catalogue's order; "" is unknown."""

    widget: Widget
    kinds: tuple[str, ...]
    rows: tuple[MixRow, ...]


def kinds(
    mix: Mix,
    those: Sequence[Compared],
    client: Client,
    here: Address,
    facts: tuple[Fact, ...],
    language: Language,
) -> Kinds:
    counts = [_counts(mix, at) for at in range(len(those))]
    present = tuple(kind for kind in (*KINDS, UNKNOWN) if any(count[kind] for count in counts))
    rows = tuple(
        MixRow(of=one, posts=sum(count.values()), slices=_slices(count, present, one, client, here))
        for one, count in zip(those, counts, strict=True)
    )
    return Kinds(widget=_widget(mix, rows, present, facts, language), kinds=present, rows=rows)


def _counts(mix: Mix, at: int) -> dict[str, int]:
    """Posts of each kind; those of which it is not known are what is left."""
    total = _posts(mix.total, at)
    counted: dict[str, int] = {kind: _posts(mix.kinds[kind], at) for kind in KINDS}
    return {**counted, UNKNOWN: total - sum(counted.values())}


def _posts(result: Result, at: int) -> int:
    return int(result.rows[at].figures[0].value or 0)


def _slices(
    counts: dict[str, int], present: Sequence[str], one: Compared, client: Client, here: Address
) -> tuple[Slice, ...]:
    posts = sum(counts.values())
    return tuple(
        Slice(
            kind=kind,
            posts=counts[kind],
            share=100 * counts[kind] / posts,
            address=dashboard_of(client, here, accounts=one.name, kind=kind) if kind else "",
        )
        for kind in present
        if counts[kind]
    )


def _widget(
    mix: Mix,
    rows: Sequence[MixRow],
    present: Sequence[str],
    facts: tuple[Fact, ...],
    language: Language,
) -> Widget:
    _ = translations(language).gettext
    posts = METRICS["posts"]
    total = sum(row.posts for row in rows)
    known = total - sum(one.posts for row in rows for one in row.slices if one.kind == UNKNOWN)
    return Widget(
        name="kinds",
        title=_("Mix of kinds"),
        basis=_("Each account's posts by kind, in per cent of all that it published"),
        columns=(
            Column(name="account", label=_("Account")),
            Column(name="posts", label=posts.label[language], unit="count"),
            *(column for kind in present for column in _columns(kind, language)),
        ),
        rows=tuple(
            Row(
                cells=(row.of.label, row.posts, *(value for kind in present for value in _cells(row, kind))),
                address=row.of.address,
                chosen=row.of.own,
            )
            for row in rows
        ),
        explained=(
            Explained(
                label=_("Share of a kind"),
                formula=_("the account's posts of that kind ÷ all of its posts"),
                rests_on=_("%(n)s of %(of)s posts")
                % {"n": numbers.exact(known, language), "of": numbers.exact(total, language)},
            ),
        ),
        facts=(*facts, *fetched(span([mix.total]), mix.total.query.period.zone, language)),
    )


def _columns(kind: str, language: Language) -> tuple[Column, Column]:
    _ = translations(language).gettext
    name, label = kind or "unknown", kind_name(kind, language)
    return (
        Column(name=f"{name}_share", label=label, unit="percent"),
        Column(name=f"{name}_posts", label=_("%(kind)s: posts") % {"kind": label}, unit="count", aside=True),
    )


def _cells(row: MixRow, kind: str) -> tuple[float | None, int]:
    """Who published nothing has no shares."""
    found = next((one for one in row.slices if one.kind == kind), None)
    return (found.share if found else 0.0 if row.posts else None), (found.posts if found else 0)
