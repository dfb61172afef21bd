"""What was unusual in the last days at any client's own accounts, as sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct

from cicero import numbers
from cicero.accounts import Account
from cicero.analytics.anomalies import anomalies
from cicero.analytics.anomaly import Anomalies, Anomaly
from cicero.analytics.anomaly_words import sentence
from cicero.clients import Client
from cicero.db import Connection
from cicero.language import Language, translations
from cicero.periods import Period, today
from cicero.web.address import address
from cicero.web.choices import name_of
from cicero.widgets import Column, Fact, Row, Widget

DAYS, SHOWN = 3, 12


class Unusual(Struct, frozen=True):
    """An anomaly of one client's account, with the names of all accounts that it may speak of."""

    client: Client
    account: Account
    anomaly: Anomaly
    names: dict[int, str]


async def find(
    connection: Connection, clients: Sequence[Client], own: dict[int, list[Account]]
) -> list[Unusual]:
    """The strongest first. `own`: the accounts of each client; one of several clients is told of at each."""
    by_zone: dict[str, list[Client]] = defaultdict(list)
    for client in clients:
        by_zone[client.zone].append(client)
    found: list[Unusual] = []
    for zone, some in by_zone.items():
        ids = sorted({account.account_id for client in some for account in own[client.client_id]})
        told = await anomalies(connection, ids, recent(zone))
        found += [one for client in some for one in _of(client, own[client.client_id], told)]
    return sorted(found, key=lambda one: -abs(one.anomaly.score))


def recent(zone: str) -> Period:
    last = today(zone)
    return Period(last - timedelta(days=DAYS - 1), last, zone)


def _of(client: Client, own: list[Account], told: Anomalies) -> list[Unusual]:
    by_id = {account.account_id: account for account in own}
    return [
        Unusual(client, by_id[one.account_id], one, told.names)
        for one in told.anomalies
        if one.account_id in by_id
    ]


def widget(found: Sequence[Unusual], language: Language) -> Widget:
    _ = translations(language).gettext
    return Widget(
        name="unusual",
        title=_("Unusual in the last days"),
        basis=_("Own accounts on the last 3 days, against their eight weeks before"),
        columns=(
            Column(name="client", label=_("Client")),
            Column(name="what", label=_("What happened")),
            Column(name="first", label=_("First day"), aside=True),
            Column(name="last", label=_("Last day"), aside=True),
            Column(name="value", label=_("Value"), unit="count", aside=True),
            Column(name="usual", label=_("Usual"), unit="count", aside=True),
            Column(name="score", label=_("Standard errors apart"), unit="score", aside=True),
        ),
        rows=tuple(_row(one, language) for one in found[:SHOWN]),
        facts=_facts(found, language),
    )


def _row(one: Unusual, language: Language) -> Row:
    anomaly = one.anomaly
    chosen = (
        ("accounts", name_of(one.account)),
        ("from", anomaly.first.isoformat()),
        ("to", anomaly.last.isoformat()),
    )
    return Row(
        cells=(
            one.client.name,
            sentence(anomaly, one.names, language),
            anomaly.first,
            anomaly.last,
            anomaly.value,
            anomaly.usual,
            anomaly.score,
        ),
        address=address(f"/clients/{one.client.slug}", chosen),
    )


def _facts(found: Sequence[Unusual], language: Language) -> tuple[Fact, ...]:
    _ = translations(language).gettext
    shown = _("%(n)s of %(of)s") % {
        "n": numbers.exact(min(len(found), SHOWN), language),
        "of": numbers.exact(len(found), language),
    }
    return (Fact(_("Told, the strongest first"), shown),)
