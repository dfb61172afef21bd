"""`cicero db migrate|shell|backup FILE|restore FILE`: PostgreSQL's own programs on Cicero's database."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cicero import db
from cicero.config import settings
from cicero.db import backups

app = App(name="db", help="Look after the database: migrate, shell, backup, restore.")

File = Annotated[Path, Parameter(help="The backup file.")]
Replace = Annotated[bool, Parameter(negative=(), help="Replace what is there.")]


@app.command
def migrate() -> int:
    """Bring the database's tables up to date; every other command does so too before it begins."""
    with db.running(settings()) as conninfo:
        applied = db.migrate(conninfo)
    for name in applied:
        print(f"applied {name}")
    if not applied:
        print("The database is up to date.")
    return 0


@app.command
def shell() -> int:
    """Open psql on Cicero's database."""
    with db.database(settings()) as conninfo:
        psql = backups.command(settings(), conninfo, "psql")
        before = signal.signal(signal.SIGINT, _leave_to_psql)
        try:
            return subprocess.run(psql.line, env=psql.environment, check=False).returncode
        finally:
            signal.signal(signal.SIGINT, before)


@app.command
def backup(file: File, *, replace: Replace = False) -> int:
    """Write the whole database to one compressed file, while everything goes on running."""
    with db.database(settings()) as conninfo:
        size = backups.back_up(settings(), conninfo, file.expanduser().absolute(), replace=replace)
    print(f"{file}: {size / 1e6:,.1f} MB")
    return 0


@app.command
def restore(file: File, *, replace: Replace = False) -> int:
    """Put a backup in the place of an empty database, or with --replace of the one there is.

    All of it or nothing: when something goes wrong the database is as before.
    """
    with db.running(settings()) as conninfo:
        backups.restore(settings(), conninfo, file.expanduser().absolute(), replace=replace)
    print(f"{file} is restored.")
    return 0


def _leave_to_psql(*_: object) -> None:
    """Ctrl-C ends a query in psql, not us; a handler, unlike SIG_IGN, is not inherited by psql."""
