"""A folder for servers of their own, which these tests kill."""

from __future__ import annotations

from tests.db.conftest import home

__all__ = ["home"]
