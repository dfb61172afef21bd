"""Importing as the command does, into a client of a fresh database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from cicero import clients
from cicero.db import Pool
from cicero.ingest import FileReport, Import, ImportOptions, import_paths
from cicero.records import AccountRef

Importer = Callable[..., Awaitable[list[FileReport]]]

OPTIONS = {
    "follower-history": ImportOptions(platform="instagram"),
    "scrapfly": ImportOptions(accounts=(AccountRef(platform="instagram", handle="google"),)),
}
"""What the folders of real exports must be told besides."""


@pytest.fixture
def importer(pool: Pool, tmp_path: Path) -> Importer:
    async def run(
        *paths: Path, client: str = "kopi", options: ImportOptions | None = None
    ) -> list[FileReport]:
        async with pool.connection() as connection:
            found, _ = await clients.ensure(connection, client)
        run = Import(
            pool=pool,
            client_id=found.client_id,
            options=options or ImportOptions(),
            data_dir=tmp_path / "data",
            progress=lambda _: None,
        )
        return await import_paths(run, paths)

    return run
