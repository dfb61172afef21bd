"""Sari, who signs in with a password, and where attempts come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from cicero import auth
from cicero.config import Settings
from cicero.db import Connection, Pool

PASSWORD = "tiga cangkir kopi"
HOME = "203.0.113.7"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
async def sari(connection: Connection) -> auth.Person:
    return await auth.create_person(
        connection,
        username="sari",
        name="Sari",
        password=PASSWORD,
        is_admin=False,
        email="Sari@kopi.example",
    )


class Door:
    """Attempts at Sari's account."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self.pool = pool
        self.settings = settings

    async def enter(
        self,
        password: str = PASSWORD,
        *,
        username: str = "sari",
        code: str = "",
        address: str = HOME,
        device: str | None = None,
    ) -> auth.Credential:
        origin = auth.Origin(address=address, device=device)
        attempt = auth.Attempt(username=username, password=password, code=code, origin=origin)
        return await auth.authenticate(self.pool, self.settings, attempt)


@pytest.fixture
def door(pool: Pool, settings: Settings) -> Door:
    return Door(pool, settings)
