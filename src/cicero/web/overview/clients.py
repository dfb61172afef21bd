"""Every client with what it has, how it does and its key figures of 28 days, as values and as a widget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from msgspec import Struct

from cicero import numbers
from cicero.analytics import Figure, Result
from cicero.analytics.several import run_several
from cicero.clients import Client
from cicero.db import Connection
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.periods import Period, compared, preset
from cicero.web.dashboard.change import Change, change
from cicero.web.dashboard.fetched import values_of
from cicero.web.dashboard.sparkline import Sparkline, sparkline
from cicero.web.watching import Watched
from cicero.widgets import Column, Explained, Fact, Row, Widget

FIGURES = ("posts", "interactions", "views", "typical_engagement_rate")
PERIOD = "28d"


class Told(Struct, frozen=True):
    figure: Figure
    change: Change | None
    sparkline: Sparkline


class Health(Struct, frozen=True):
    """How the client's accounts do, in a word or two; `tone` as in `reasons.Words`."""

    label: str
    tone: str


class Summary(Struct, frozen=True, kw_only=True):
    """`figures` are of the client's own accounts (of all, where it has none), one per FIGURES.

    `last_post` and `last_seen`: the newest post published, the newest fetch.
    """

    client: Client
    health: Health
    own: int
    competitors: int
    last_post: datetime | None
    last_seen: datetime | None
    figures: tuple[Told, ...]
    fetched: bool
    """Whether anything was fetched in the period: if not, its figures are unknown, not 0."""


Rows = Mapping[int, tuple[Watched, ...]]
"""The accounts of each client, by the client's id."""


async def find(connection: Connection, clients: Iterable[Client], rows: Rows) -> dict[int, Result]:
    """The figures of each client by its id. Those of one zone have the same days and come at once."""
    by_zone: dict[str, list[Client]] = defaultdict(list)
    for client in clients:
        by_zone[client.zone].append(client)
    found: dict[int, Result] = {}
    for zone, some in by_zone.items():
        period, before = _periods(zone)
        groups = {client.client_id: asked_about(rows[client.client_id]) for client in some}
        found |= await run_several(connection, groups, FIGURES, period, before)
    return found


def asked_about(rows: Iterable[Watched]) -> list[int]:
    """The client's own accounts, or all where it has none of its own."""
    rows = list(rows)
    own = [row.account.account_id for row in rows if row.account.role == "own"]
    return own or [row.account.account_id for row in rows]


def summary(client: Client, rows: tuple[Watched, ...], result: Result, language: Language) -> Summary:
    accounts = [row.account for row in rows]
    own = sum(account.role == "own" for account in accounts)
    last_seen = max((account.last_seen for account in accounts if account.last_seen), default=None)
    return Summary(
        client=client,
        health=_health(rows, language),
        own=own,
        competitors=len(accounts) - own,
        last_post=max((account.last_post for account in accounts if account.last_post), default=None),
        last_seen=last_seen,
        fetched=last_seen is not None and last_seen >= result.query.period.start,
        figures=tuple(_told(result, index, last_seen, language) for index in range(len(FIGURES))),
    )


def _told(result: Result, index: int, until: datetime | None, language: Language) -> Told:
    figure = result.totals.figures[index]
    values = values_of(result, result.rows, index, until) if figure.value is not None else []
    return Told(figure, change(result, index, language), sparkline(values))


def _health(rows: tuple[Watched, ...], language: Language) -> Health:
    said = translations(language)
    still = sum(row.source is not None or row.words.tone == "bad" for row in rows)
    if not rows:
        return Health(said.gettext("No accounts yet"), "quiet")
    if still:
        text = said.ngettext("%(num)s account stands still", "%(num)s accounts stand still", still)
        return Health(text % {"num": still}, "bad")
    if any(row.own.state == "new" and row.moving for row in rows):
        return Health(said.gettext("Collecting"), "busy")
    if all(row.own.state is None for row in rows):
        return Health(said.gettext("From files only"), "quiet")
    return Health(said.gettext("Up to date"), "good")


def widget(summaries: Iterable[Summary], language: Language) -> Widget:
    """A row per client. Zones may differ, so the days are those of each client's own zone."""
    _ = translations(language).gettext
    summaries = tuple(summaries)
    metrics = [METRICS[name] for name in FIGURES]
    return Widget(
        name="clients",
        title=_("Clients in the last 28 days"),
        basis=_("Own accounts, against the 28 days before"),
        columns=(
            Column(name="client", label=_("Client")),
            Column(name="state", label=_("State")),
            Column(name="accounts", label=_("Own accounts"), unit="count"),
            Column(name="competitors", label=_("Competitors"), unit="count"),
            *(
                column
                for metric in metrics
                for column in (
                    Column(name=metric.name, label=metric.label[language], unit=metric.unit),
                    Column(
                        name=f"{metric.name}_change",
                        label=_("Change: %(metric)s") % {"metric": metric.label[language]},
                        aside=True,
                    ),
                )
            ),
            Column(name="last_post", label=_("Newest post")),
            Column(name="fetched", label=_("Fetched")),
        ),
        rows=tuple(_row(one) for one in summaries),
        explained=tuple(
            Explained(
                label=metric.label[language],
                formula=metric.formula[language],
                note=metric.note[language] if metric.note else "",
            )
            for metric in metrics
        ),
        facts=_facts(summaries, language),
    )


def _row(one: Summary) -> Row:
    figures = (
        cell
        for told in one.figures
        for cell in (
            told.figure.value if one.fetched else None,
            (told.change.text or told.change.reason) if told.change and one.fetched else None,
        )
    )
    return Row(
        cells=(
            one.client.name,
            one.health.label,
            one.own,
            one.competitors,
            *figures,
            one.last_post,
            one.last_seen,
        ),
        address=f"/clients/{one.client.slug}",
    )


def _facts(summaries: tuple[Summary, ...], language: Language) -> tuple[Fact, ...]:
    _ = translations(language).gettext
    zones = list(dict.fromkeys(one.client.zone for one in summaries))
    if not zones:
        return ()
    period, before = _periods(zones[0])
    return (
        Fact(_("Days"), numbers.span(period.first, period.last, language)),
        Fact(_("Against"), numbers.span(before.first, before.last, language)),
        Fact(_("Accounts"), _("each client's own; all where it has none of its own")),
        Fact(_("Time zone"), ", ".join(zones)),
    )


def _periods(zone: str) -> tuple[Period, Period]:
    period = preset(PERIOD, zone)
    return period, cast(Period, compared(period, "previous"))
