"""Whose figures are asked for: the client that `client` names; the application's guard finds it."""

from __future__ import annotations

from cicero.api.parameters import text

CLIENT = text("client", "Short name of the client.", example="kopi-nusantara", required=True)
