"""The sections of the portal, in the order of the sidebar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from cicero.clients import Client
from cicero.language import Language, translations
from cicero.records import PLATFORM_NAMES, Platform
from cicero.web.address import address

DAYS = ("period", "from", "to", "compare", "compare_from", "compare_to")
KEPT = (*DAYS, "accounts", "platform", "role")
"""What stays chosen from one page of figures to the next."""
Chosen = tuple[tuple[str, str], ...]
Section = Literal[
    "overview", "dashboard", "instagram", "tiktok", "posts", "compare", "hashtags", "best-time", "accounts",
    "settings",
]  # fmt: skip


class Entry(Struct, frozen=True, kw_only=True):
    """`first`: stands in the bar of a phone, which has room for two. `address` keeps what was chosen."""

    name: Section
    label: str
    address: str
    icon: str
    first: bool = False


def entries(
    client: Client | None, platforms: Iterable[Platform], chosen: Chosen, language: Language
) -> tuple[Entry, ...]:
    """Where one can go from here: of a client what it has (`platforms`: the networks), else of all.

    Pages of figures keep what is `chosen` of KEPT; those of a network all but the network and its accounts.
    """
    _ = translations(language).gettext
    everywhere = Entry(
        name="overview", label=_("Overview"), address="/", icon="layout-list", first=client is None
    )
    if client is None:
        own = Entry(name="settings", label=_("Settings"), address="/settings", icon="settings", first=True)
        return (everywhere, own)
    at, manages = f"/clients/{client.slug}", client.role in ("admin", "manager")
    kept = tuple(pair for pair in chosen if pair[0] in KEPT)
    days = tuple(pair for pair in chosen if pair[0] in DAYS)

    def figures(name: Section, label: str, *, icon: str, first: bool = False, kept: Chosen = kept) -> Entry:
        end = "" if name == "dashboard" else f"/{name}"
        return Entry(name=name, label=label, address=address(at + end, kept), icon=icon, first=first)

    return (
        everywhere,
        figures("dashboard", _("Dashboard"), icon="chart-line", first=True),
        *(figures(name, PLATFORM_NAMES[name], icon=f"brand-{name}", kept=days) for name in platforms),
        figures("posts", _("Posts"), icon="layout-grid", first=True),
        figures("compare", _("Compare"), icon="scale"),
        figures("hashtags", _("Hashtags & mentions"), icon="hash"),
        figures("best-time", _("Best time"), icon="clock-hour-4"),
        Entry(name="accounts", label=_("Accounts"), address=f"{at}/accounts", icon="users"),
        Entry(
            name="settings",
            label=_("Settings"),
            address=f"{at}/settings" if manages else "/settings",
            icon="settings",
        ),
    )
