"""The sections of the portal, in the order of the sidebar."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero.clients import Client
from cicero.language import Language, translations

Section = Literal["clients", "dashboard", "posts", "accounts", "settings"]


class Entry(Struct, frozen=True, kw_only=True):
    """`first`: stands in the bar of a phone, which has room for three."""

    name: Section
    label: str
    address: str
    icon: str
    first: bool = False


def entries(client: Client | None, language: Language) -> tuple[Entry, ...]:
    """Where one can go from here: of a client what it has, else the list of clients."""
    _ = translations(language).gettext
    of_all = Entry(name="clients", label=_("Clients"), address="/", icon="layout-list", first=client is None)
    if client is None:
        return (
            of_all,
            Entry(name="settings", label=_("Settings"), address="/settings", icon="settings", first=True),
        )
    at = f"/clients/{client.slug}"
    settings = f"{at}/settings" if client.role in ("admin", "manager") else "/settings"
    return (
        of_all,
        Entry(name="dashboard", label=_("Dashboard"), address=at, icon="chart-line", first=True),
        Entry(name="posts", label=_("Posts"), address=f"{at}/posts", icon="layout-grid"),
        Entry(name="accounts", label=_("Accounts"), address=f"{at}/accounts", icon="users", first=True),
        Entry(name="settings", label=_("Settings"), address=settings, icon="settings"),
    )
