"""Which accounts are compared, and the colour that each has in every chart of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cicero.accounts import Account
from cicero.analytics.comparing import MOST
from cicero.clients import Client
from cicero.posts import AVATAR
from cicero.records import PLATFORM_NAMES
from cicero.web.address import Address
from cicero.web.asked import Asked
from cicero.web.choices import name_of
from cicero.web.pictures_route import Links

OTHERS = tuple(f"other-{number}" for number in range(1, 8))
GREY = "before"
DAYS = ("period", "from", "to", "compare", "compare_from", "compare_to")
"""What the address of one page of figures says of its days, and that of another too."""


class Compared(Struct, frozen=True, kw_only=True):
    """One of the accounts beside each other. `name`: as an address names it; `label`: as people do, with its
    network where another one is called the same.

    `address` leads to its own dashboard, `without` to the comparison of the others (empty where that would
    be one alone). `picture`: empty where none is kept.
    """

    account: Account
    name: str
    label: str
    colour: str
    address: str
    without: str
    picture: str

    @property
    def account_id(self) -> int:
        return self.account.account_id

    @property
    def own(self) -> bool:
        return self.account.role == "own"


def limited(asked: Asked) -> Asked:
    """The question about at most MOST accounts: own ones first, then those with the most followers."""
    first = sorted(
        asked.chosen, key=lambda one: (one.role != "own", one.role != "own" and -(one.followers or 0))
    )
    chosen = first[:MOST]
    ids = tuple(account.account_id for account in chosen)
    return replace(asked, chosen=chosen, query=replace(asked.query, accounts=ids, by="account"))


def compared(asked: Asked, client: Client, here: Address, links: Links) -> tuple[Compared, ...]:
    """In the order of the question. The first own account has the accent, the others one colour each while
    there are colours; what comes after is grey."""
    names = [name_of(account) for account in asked.chosen]
    labels = Counter(account.label for account in asked.chosen)
    return tuple(
        Compared(
            account=account,
            name=name,
            label=_label(account) if labels[account.label] > 1 else account.label,
            colour=colour,
            address=dashboard_of(client, here, accounts=name),
            without=_without(name, names, here),
            picture=links(account.account_id, AVATAR) if account.has_picture else "",
        )
        for account, name, colour in zip(asked.chosen, names, _colours(asked.chosen), strict=False)
    )


def dashboard_of(client: Client, here: Address, **chosen: str) -> str:
    """The client's dashboard over the same days, with these choices."""
    days = tuple(pair for pair in here.chosen if pair[0] in DAYS)
    return Address(f"/clients/{client.slug}", days).with_(**chosen)


def _label(account: Account) -> str:
    return f"{account.label} · {PLATFORM_NAMES[account.platform]}"


def _without(name: str, names: Sequence[str], here: Address) -> str:
    """Roles and platforms are in the choice of the others already."""
    if len(names) <= 2:
        return ""
    rest = Address(here.path, here.kept("accounts", "role", "platform", "pair"))
    return rest.with_(accounts=",".join(other for other in names if other != name))


def _colours(accounts: Sequence[Account]) -> Iterator[str]:
    others, own = iter(OTHERS), False
    for account in accounts:
        if account.role == "own" and not own:
            own = True
            yield "own"
        else:
            yield next(others, GREY)
