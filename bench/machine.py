"""The machine a benchmark ran on, and a database of its own to run against."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cicero.config import Settings, load
from cicero.db import ensure_database, migrate
from cicero.db.server import stop_database


def described() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.machine()}, Python {platform.python_version()}"
    )


@contextmanager
def own_database() -> Iterator[tuple[Settings, str]]:
    """A fresh embedded server with its default, safe settings (fsync on), gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="cicero-bench-"))
    home.chmod(0o755)
    settings = load({"CICERO_DATA_DIR": str(home)})
    try:
        conninfo = ensure_database(settings)
        migrate(conninfo)
        yield settings, conninfo
    finally:
        stop_database(settings)
        shutil.rmtree(home, ignore_errors=True)


def print_table(title: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    print(f"\n{title}")
    for row in [header, *rows]:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
