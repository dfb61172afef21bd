"""Where commands print tables: as wide as the terminal, or as a page where there is none to say."""

from __future__ import annotations

import sys

from rich.console import Console

WIDTH = 132
"""Columns in a file or a pipe."""


def console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else WIDTH)
