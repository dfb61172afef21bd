"""`cicero config`: every setting, its value here, and what it is for."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.table import Table

from cicero.cli.printing import console
from cicero.config import SECRETS, described, settings, variable

INTRODUCTION = """\
# Settings

Every setting comes from the environment, else from `cicero.toml` in the data directory (or where
`CICERO_CONFIG` points), else from its default. In the file the names are lower case and without `CICERO_`:
`port = 8600`, `database_url = "postgresql://…"`. `cicero config` shows what is in force.

This page is made of the code: `cicero config --markdown > docs/settings.md`.

| setting | default | what it is for |
| --- | --- | --- |
"""


def config(
    *,
    markdown: Annotated[bool, Parameter(negative=(), help="The page of the documentation instead.")] = False,
) -> int:
    """Show every setting with the value in force here; secrets are not shown."""
    if markdown:
        print(as_markdown(), end="")
        return 0
    table = Table("setting")
    for heading in ("value", "default", "what it is for"):
        table.add_column(heading, overflow="fold")
    for name, default, told in described():
        table.add_row(name, _shown(name), default or "–", told)
    console().print(table)
    return 0


def as_markdown() -> str:
    return INTRODUCTION + "".join(_row(*setting) for setting in described())


def _row(name: str, default: str, told: str) -> str:
    return f"| `{name}` | {f'`{default}`' if default else ''} | {told} |\n"


def _shown(name: str) -> str:
    field = next(field for field in settings().__struct_fields__ if variable(field) == name)
    value = str(getattr(settings(), field))
    return "(set, not shown)" if value and field in SECRETS else value or "–"
