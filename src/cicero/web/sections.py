"""The sections of the portal, in the order of the sidebar."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero.clients import Client
from cicero.language import Language, translations
from cicero.web.address import address

DAYS = ("period", "from", "to", "compare", "compare_from", "compare_to")
KEPT = (*DAYS, "accounts", "platform", "role")
"""What stays chosen from one page of figures to the next."""
Section = Literal["clients", "dashboard", "hashtags", "best-time", "accounts", "settings"]


class Entry(Struct, frozen=True, kw_only=True):
    """`first`: stands in the bar of a phone, which has room for three. `address` keeps what was chosen."""

    name: Section
    label: str
    address: str
    icon: str
    first: bool = False


def entries(
    client: Client | None, chosen: tuple[tuple[str, str], ...], language: Language
) -> tuple[Entry, ...]:
    """Where one can go from here: of a client what it has, else the list of clients.

    Pages of figures keep what is `chosen` of KEPT.
    """
    _ = translations(language).gettext
    of_all = Entry(name="clients", label=_("Clients"), address="/", icon="layout-list", first=client is None)
    if client is None:
        settings = Entry(
            name="settings", label=_("Settings"), address="/settings", icon="settings", first=True
        )
        return (of_all, settings)
    at = f"/clients/{client.slug}"
    kept = [pair for pair in chosen if pair[0] in KEPT]

    def figures(name: Section, label: str, end: str, *, icon: str, first: bool = False) -> Entry:
        return Entry(name=name, label=label, address=address(at + end, kept), icon=icon, first=first)

    manages = client.role in ("admin", "manager")
    return (
        of_all,
        figures("dashboard", _("Dashboard"), "", icon="chart-line", first=True),
        figures("hashtags", _("Hashtags & mentions"), "/hashtags", icon="hash"),
        figures("best-time", _("Best time"), "/best-time", icon="clock-hour-4"),
        Entry(name="accounts", label=_("Accounts"), address=f"{at}/accounts", icon="users", first=True),
        Entry(
            name="settings",
            label=_("Settings"),
            address=f"{at}/settings" if manages else "/settings",
            icon="settings",
        ),
    )
