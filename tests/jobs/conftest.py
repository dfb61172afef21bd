"""A folder for servers of their own, which these tests kill."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.db.conftest import home
from tests.folders import open_folder

__all__ = ["home"]


@pytest.fixture(scope="module")
def calm_home() -> Iterator[Path]:
    """A folder for what several tests are held against."""
    folder = open_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
