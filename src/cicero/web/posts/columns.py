"""The columns of the list: which are shown, what they are called, and by which the list is ordered."""

from __future__ import annotations

from msgspec import Struct

from cicero.analytics.ranking import RANKS
from cicero.language import Language, translations
from cicero.metrics import METRICS
from cicero.metrics.metric import Unit
from cicero.web.address import Address

COLUMNS = (
    "published_at", "interactions", "likes", "comments", "shares", "saves", "views", "followers",
    "engagement_rate_followers", "engagement_rate_views",
)  # fmt: skip
"""Fields of a post, in the order in which they stand."""
USUAL = tuple(name for name in COLUMNS if name != "followers")
DEFAULT = "published_at"


class ListColumn(Struct, frozen=True, kw_only=True):
    """`address` orders by it, and the other way round where it is the order already; empty where it cannot.

    `sorted`: ascending, descending or empty.
    """

    name: str
    label: str
    unit: Unit | None
    shown: bool
    address: str
    sorted: str


def columns(here: Address, language: Language) -> tuple[ListColumn, ...]:
    """All that can be chosen; those that `columns` names are shown, else the usual ones."""
    chosen = shown(here)
    return tuple(_column(name, here, name in chosen, language) for name in COLUMNS)


def shown(here: Address) -> tuple[str, ...]:
    named = here["columns"].split(",")
    return tuple(name for name in COLUMNS if name in named) or USUAL


def order_of(here: Address) -> tuple[str, bool]:
    """By what the list is ordered, and whether the highest (the newest) stand first."""
    name = here["sort"] if here["sort"] in RANKS else DEFAULT
    return name, here["order"] != "asc"


def _column(name: str, here: Address, is_shown: bool, language: Language) -> ListColumn:
    order, descending = order_of(here)
    turned = "asc" if name == order and descending else None
    sort = None if name == DEFAULT else name
    return ListColumn(
        name=name,
        label=_label(name, language),
        unit=None if name == "published_at" else "percent" if name.startswith("engagement") else "count",
        shown=is_shown,
        address=here.with_(sort=sort, order=turned) if name in RANKS else "",
        sorted=("descending" if descending else "ascending") if name == order else "",
    )


def _label(name: str, language: Language) -> str:
    _ = translations(language).gettext
    own = {
        "published_at": _("Published"),
        "followers": _("Followers then"),
        "engagement_rate_followers": _("By followers"),
        "engagement_rate_views": _("By views"),
    }
    return own.get(name) or METRICS[name].label[language]
