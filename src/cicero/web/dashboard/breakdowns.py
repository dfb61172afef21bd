"""The same figures by kind of post, by hashtag and by account; a row is also the way to its posts."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from cicero.accounts import Account
from cicero.analytics import Figure, Result, Row
from cicero.language import Language, translations
from cicero.metrics import Metric
from cicero.posts import AVATAR
from cicero.records import PLATFORM_NAMES
from cicero.web.address import Address
from cicero.web.choices import kind_name, name_of
from cicero.web.dashboard.findings import ACCOUNTS, GROUPED
from cicero.web.grouped import grouped
from cicero.web.pictures_route import Links
from cicero.widgets import Column, Fact, Widget

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
    widget: Widget
    metrics: tuple[Metric, ...]
    groups: tuple[Group, ...]
    more: int = 0
    silent: tuple[Group, ...] = ()
    """Accounts without a post in the period."""


def kinds(result: Result, here: Address, facts: tuple[Fact, ...], language: Language) -> Breakdown:
    """An unknown kind has the empty key; nothing filters by it."""
    _ = translations(language).gettext
    groups = _groups(result.rows, here, "kind", GROUPED.index("posts"))
    words = (_("Kinds of post"), _("How many there were, and how the typical one did"), _("Kind"))
    named = [([kind_name(group.key, language)], group.figures, group.address) for group in groups]
    widget = grouped("kinds", words, result, named, facts, language)
    return Breakdown(widget=widget, metrics=result.metrics, groups=groups)


def hashtags(
    result: Result, here: Address, facts: tuple[Fact, ...], language: Language, *, whole: bool = False
) -> Breakdown:
    """The ones with most posts; the chosen one in any case. Files have them all (`whole`)."""
    _ = translations(language).gettext
    tag = here["hashtag"].lstrip("#").lower()
    first = result.rows[:HASHTAGS_SHOWN]
    chosen = tuple(row for row in result.rows[HASHTAGS_SHOWN:] if row.key == tag)
    shown = (*first, *chosen)
    groups = _groups(shown, here, "hashtag", GROUPED.index("posts"))
    words = (_("Hashtags"), _("The most used, and how their typical post did"), _("Hashtag"))
    named = [([f"#{row.key}"], row.figures, "") for row in (result.rows if whole else shown)]
    widget = grouped("hashtags", words, result, named, facts, language)
    more = len(result.rows) - len(shown)
    return Breakdown(widget=widget, metrics=result.metrics, groups=groups, more=more)


def accounts(
    result: Result,
    watched: list[Account],
    here: Address,
    links: Links,
    facts: tuple[Fact, ...],
    language: Language,
) -> Breakdown:
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
        widget=_accounts_widget(result, groups, facts, language),
        metrics=result.metrics,
        groups=tuple(group for group in groups if group.figures[posts].value),
        silent=tuple(group for group in groups if not group.figures[posts].value),
    )


def _accounts_widget(
    result: Result, groups: list[Group], facts: tuple[Fact, ...], language: Language
) -> Widget:
    _ = translations(language).gettext
    words = (_("Accounts side by side"), _("Own accounts and competitors in the same days"), _("Account"))
    roles = {"own": _("own"), "competitor": _("competitor")}
    keys = (
        Column(name="account", label=_("Account")),
        Column(name="platform", label=_("Platform"), aside=True),
        Column(name="role", label=_("Role"), aside=True),
    )
    rows = [
        ([one.label, PLATFORM_NAMES[one.platform], roles[one.role]], group.figures, group.address)
        for group in groups
        if (one := group.account)
    ]
    return grouped("accounts", words, result, rows, facts, language, keys=keys)


def _groups(rows: tuple[Row, ...], here: Address, parameter: str, measured: int) -> tuple[Group, ...]:
    pairs = zip(rows, _shares(rows, measured), strict=True)
    return tuple(_group(row, share, here, parameter, str(row.key or ""), None) for row, share in pairs)


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
