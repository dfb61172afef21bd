"""Which of a client's accounts over which days: what every analysis is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from cicero import accounts, db
from cicero.analytics.asking import choose_accounts, choose_comparison, choose_filters, choose_period
from cicero.api.question import QUESTION
from cicero.clients import Client
from cicero.periods import Period
from cicero.records import Kind

OF_ACCOUNTS = tuple(QUESTION[name] for name in ("accounts", "platform", "role"))
OF_PERIOD = tuple(QUESTION[name] for name in ("period", "from", "to"))
OF_COMPARISON = tuple(QUESTION[name] for name in ("compare", "compare_from", "compare_to"))
OF_KINDS = QUESTION["kind"]


class Chosen(Struct, frozen=True, kw_only=True):
    """`compare`: None where nothing is compared with. `kinds`: none means all."""

    accounts: tuple[int, ...]
    period: Period
    compare: Period | None
    kinds: tuple[Kind, ...]


async def choose(connection: db.Connection, client: Client, asked: Mapping[str, str]) -> Chosen:
    """InputError and NotFoundError say which parameter cannot be."""
    watched = await accounts.of_client(connection, client.client_id)
    period = choose_period(asked, client.zone)
    return Chosen(
        accounts=tuple(account.account_id for account in choose_accounts(watched, asked)),
        period=period,
        compare=choose_comparison(asked, period),
        kinds=choose_filters(asked).kinds,
    )
