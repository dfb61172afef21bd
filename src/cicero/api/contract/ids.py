"""How the contract names clients: KOPI_NUSANTARA is the client `kopi-nusantara`."""

from __future__ import annotations

CONTRACT = "contract"
"""The mark of its routes: `opt={CONTRACT: True}`, which the router sets."""
FOREIGN = "foreign_client_is_unknown"
"""The mark of a route where a foreign client is told as not found (404) instead of not allowed (403)."""

MISSING = "client_id wajib diisi"


def client_id_of(slug: str) -> str:
    return slug.upper().replace("-", "_")


def slug_of(client_id: str) -> str:
    """The short name that is meant; case and blanks around it count nothing, empty stays empty."""
    return client_id.strip().lower().replace("_", "-")
