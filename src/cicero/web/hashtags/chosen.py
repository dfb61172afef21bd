"""What the address chooses on the page: hashtags or mentions, one of them, the table's order and page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct

from cicero.analytics.tag_parameters import Sign
from cicero.web.address import Address, read
from cicero.web.sections import KEPT

Of = Literal["hashtags", "mentions"]
Name = Literal["hashtag", "mention"]
Order = Literal["posts", "accounts", "interactions", "engagement", "lift", "rising", "falling"]
ORDERS: tuple[Order, ...] = get_args(Order)
PAGE = 50
FARTHEST = 2_000
"""The last page that can be asked for."""


class Chosen(Struct, frozen=True, kw_only=True):
    """`name`: how addresses call the filter; `tag`: the chosen one, empty for none. `page` counts from 1."""

    of: Of
    sign: Sign
    name: Name
    tag: str
    order: Order
    find: str
    page: int


def read_address(path: str, given: Iterable[tuple[str, str]]) -> Address:
    """Of hashtags a chosen hashtag is known, of mentions a chosen mention."""
    pairs = list(given)
    of = "mention" if ("of", "mentions") in pairs else "hashtag"
    return read(path, pairs, (*KEPT, "of", of, "order", "find", "page", "sort"))


def choose(here: Address) -> Chosen:
    mentions = here["of"] == "mentions"
    name: Name = "mention" if mentions else "hashtag"
    page = here["page"]
    return Chosen(
        of="mentions" if mentions else "hashtags",
        sign="@" if mentions else "#",
        name=name,
        tag=bare(here[name]),
        order=next((one for one in ORDERS if one == here["order"]), "posts"),
        find=bare(here["find"]),
        page=min(max(int(page), 1), FARTHEST) if page.isascii() and page.isdigit() else 1,
    )


def bare(tag: str) -> str:
    """As it is stored: without its sign, in small letters."""
    return tag.strip().lstrip("#@").lower()
