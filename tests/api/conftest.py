"""Four people against the whole application: who may everything, who may see the client, who may not, and nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from cicero import app
from cicero.config import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, pool_size=4)


@pytest.fixture
async def anonymous(settings: Settings, database: str) -> AsyncIterator[AsyncTestClient[Litestar]]:
    async with AsyncTestClient(app.create_app(settings, database)) as client:
        yield client
