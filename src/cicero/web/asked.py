"""What a client's page is asked for: of which accounts, which days, beside which others.

Every page of figures begins with this, so that its address means the same on all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cicero import accounts
from cicero.accounts import Account
from cicero.analytics import Query
from cicero.analytics.asking import PARAMETERS, choose_accounts, question
from cicero.clients import Client
from cicero.db import Connection
from cicero.periods import Period, Unit
from cicero.web.address import Address, text

CHOSEN = tuple(name for name in PARAMETERS if name not in ("metrics", "by"))
"""What the address of a page of figures may say; `read` is told it."""
DAYS_BY_DAY, DAYS_BY_WEEK = 92, 400


class Asked(Struct, frozen=True, kw_only=True):
    """`watched` are all accounts of the client, `chosen` those the page is about; `query` asks about them.

    `last_post`, `last_seen`: the newest post and the newest fetch of the chosen ones.
    """

    watched: list[Account]
    chosen: list[Account]
    query: Query
    role: str
    last_post: datetime | None
    last_seen: datetime | None


async def ask(
    connection: Connection,
    client: Client,
    here: Address,
    metrics: Iterable[str],
    *,
    role: str = "own",
    **fixed: str,
) -> Asked:
    """The question that the address asks of the client, about those metrics, its series by `unit_of`.

    Unless told otherwise: the client's own accounts (`role`; all of them where it has none of its own),
    beside the period before. `fixed` is what the page decides, whatever its address says; on a page of one
    `platform` the accounts of others are not there.
    """
    every = await accounts.of_client(connection, client.client_id)
    watched = [one for one in every if fixed.get("platform") in (None, one.platform)]
    asked = {**_defaults(watched, here, role), **text(here, PARAMETERS), **fixed}
    query = question(watched, client, {**asked, "metrics": ",".join(metrics)})
    chosen = choose_accounts(watched, asked)
    return Asked(
        watched=watched,
        chosen=chosen,
        query=replace(query, by=unit_of(query.period)),
        role=asked["role"],
        last_post=max((one.last_post for one in chosen if one.last_post), default=None),
        last_seen=max((one.last_seen for one in chosen if one.last_seen), default=None),
    )


def unit_of(period: Period) -> Unit:
    """Days while they can be told apart, then weeks, then months."""
    if period.days <= DAYS_BY_DAY:
        return "day"
    return "week" if period.days <= DAYS_BY_WEEK else "month"


def _defaults(watched: list[Account], here: Address, role: str) -> dict[str, str]:
    there = any(account.role == role for account in watched)
    return {"compare": "previous", "role": role if there and not here["accounts"] else "all"}
