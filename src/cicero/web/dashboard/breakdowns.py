"""The same figures by kind of post, by hashtag and by account; a row is also the way to its posts."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from cicero.accounts import Account
from cicero.analytics import Figure, Result, Row
from cicero.metrics import Metric
from cicero.posts import AVATAR
from cicero.web.address import Address
from cicero.web.choices import name_of
from cicero.web.dashboard.findings import ACCOUNTS, GROUPED
from cicero.web.pictures_route import Links

HASHTAGS_SHOWN = 12


class Group(Struct, frozen=True, kw_only=True):
    """`share` is how long its bar is, 0 … 100, against the longest."""

    key: str
    figures: tuple[Figure, ...]
    share: float
    chosen: bool
    address: str
    account: Account | None = None
    picture: str = ""
    """Where the account's kept picture is, empty where none is kept."""


class Breakdown(Struct, frozen=True, kw_only=True):
    metrics: tuple[Metric, ...]
    groups: tuple[Group, ...]
    more: int = 0
    silent: tuple[Group, ...] = ()
    """Accounts without a post in the period."""


def kinds(result: Result, here: Address) -> Breakdown:
    """An unknown kind has the empty key; nothing filters by it."""
    return _breakdown(result, result.rows, here, "kind", GROUPED.index("posts"))


def hashtags(result: Result, here: Address) -> Breakdown:
    """The ones with most posts; the chosen one in any case."""
    tag = here["hashtag"].lstrip("#").lower()
    first = result.rows[:HASHTAGS_SHOWN]
    chosen = tuple(row for row in result.rows[HASHTAGS_SHOWN:] if row.key == tag)
    shown = (*first, *chosen)
    found = _breakdown(result, shown, here, "hashtag", GROUPED.index("posts"))
    return Breakdown(metrics=found.metrics, groups=found.groups, more=len(result.rows) - len(shown))


def accounts(result: Result, watched: list[Account], here: Address, links: Links) -> Breakdown:
    """Most interactions first."""
    by_id = {account.account_id: account for account in watched}
    index = ACCOUNTS.index("interactions")
    rows = sorted(result.rows, key=lambda row: -(row.figures[index].value or -1))
    shares = _shares(rows, index)
    groups = []
    for row, share in zip(rows, shares, strict=True):
        account = by_id[int(str(row.key))]
        group = _group(row, share, here, "accounts", name_of(account), account)
        picture = links(account.account_id, AVATAR) if account.has_picture else ""
        groups.append(replace(group, picture=picture))
    posts = ACCOUNTS.index("posts")
    return Breakdown(
        metrics=result.metrics,
        groups=tuple(group for group in groups if group.figures[posts].value),
        silent=tuple(group for group in groups if not group.figures[posts].value),
    )


def _breakdown(
    result: Result, rows: tuple[Row, ...], here: Address, parameter: str, measured: int
) -> Breakdown:
    shares = _shares(rows, measured)
    groups = (
        _group(row, share, here, parameter, str(row.key or ""), None)
        for row, share in zip(rows, shares, strict=True)
    )
    return Breakdown(metrics=result.metrics, groups=tuple(groups))


def _group(row: Row, share: float, here: Address, parameter: str, key: str, account: Account | None) -> Group:
    chosen = bool(key) and key in here[parameter].split(",")
    address = here.without(parameter) if chosen else here.with_(**{parameter: key})
    return Group(
        key=key,
        figures=row.figures,
        share=share,
        chosen=chosen,
        address=address if key else "",
        account=account,
    )


def _shares(rows: tuple[Row, ...] | list[Row], index: int) -> list[float]:
    values = [row.figures[index].value or 0 for row in rows]
    return [round(100 * value / (max(values) or 1), 1) for value in values]
