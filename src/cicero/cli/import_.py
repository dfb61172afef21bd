"""`cicero import PATH… --client SLUG`: files that people already have, into a client."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from cicero import clients, db
from cicero.config import settings
from cicero.errors import InputError
from cicero.ingest import FileReport, Import, ImportOptions, import_paths
from cicero.periods import in_zone
from cicero.records import PLATFORMS, AccountRef
from cicero.sources.files.mapping import Mapping, read_mapping

ALL_IN, SOME_UNUSABLE, SOME_ROWS_ASIDE = 0, 2, 4
"""Exit codes: everything went in · a file could not be used · all files read, some rows were set aside."""


def import_files(
    *paths: Annotated[Path, Parameter(help="Files or folders.")],
    client: Annotated[str, Parameter(help="Short name of the client; created when there is none.")],
    competitor: Annotated[bool, Parameter(help="Watch accounts new to the client as competitors.")] = False,
    map: Annotated[Path | None, Parameter(help="TOML or JSON file: our field = their column.")] = None,  # noqa: A002
    zone: Annotated[str | None, Parameter(help="Zone of times without one, such as Asia/Jakarta.")] = None,
    account: Annotated[str | None, Parameter(help="Whose posts they are: tiktok:HANDLE.")] = None,
    platform: Annotated[
        str | None, Parameter(help="instagram or tiktok, where the file does not say.")
    ] = None,
    observed_at: Annotated[
        datetime | None, Parameter(help="When the file was made (UTC unless it says otherwise).")
    ] = None,
) -> int:
    """Import posts, profiles, comments and follower histories from exported files.

    Importing a file again changes nothing; an interrupted import goes on where it stood. Rows that cannot be
    used are kept in a rejects file with the reason. Exit code 0: everything went in; 4: some rows were set
    aside; 2: a file could not be used.
    """
    options = _options(competitor, map, zone, account, platform, observed_at)
    return asyncio.run(_import(paths, client, options))


def _options(
    competitor: bool,
    map_file: Path | None,
    zone: str | None,
    account: str | None,
    platform: str | None,
    observed_at: datetime | None,
) -> ImportOptions:
    mapping = read_mapping(map_file) if map_file else Mapping()
    return ImportOptions(
        role="competitor" if competitor else "own",
        zone=zone or mapping.zone,
        account=_account(account) if account else None,
        platform=_platform(platform) if platform else mapping.platform,
        columns=mapping.columns,
        observed_at=in_zone(observed_at, "UTC") if observed_at else None,
    )
