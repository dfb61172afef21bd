"""A new data folder, in one step as far as anybody else can see; or the refusal of one that does not fit."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from cicero.db.embedded.binaries import Binaries
from cicero.db.embedded.folders import Place
from cicero.db.embedded.programs import run
from cicero.db.embedded.symptoms import explained, from_log
from cicero.errors import DatabaseError


def ensure_data(place: Place, binaries: Binaries) -> None:
    """Run initdb where there is no data folder yet; check its version where there is one."""
    try:
        if place.data.exists():
            _check_version(place, binaries)
        else:
            _initialise(place, place.home / "data.new", binaries)
    except OSError as error:
        raise explained(error, place.data) from None


def _initialise(place: Place, fresh: Path, binaries: Binaries) -> None:
    """A kill leaves `data.new` behind, never half a `data`."""
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if place.user:
        os.chown(fresh, place.user.uid, place.user.gid)
    outcome = run(
        binaries.folder / "initdb",
        *("-D", fresh.name, "-U", "cicero", "--auth=scram-sha-256", "--pwfile=password"),
        *("--encoding=UTF8", "--data-checksums", *_locale(binaries)),
        folder=place.home,
        user=place.user,
    )
    if outcome.code:
        shutil.rmtree(fresh, ignore_errors=True)
        raise from_log("The database could not be set up.", outcome.text, place.home)
    fresh.replace(place.data)


def _locale(binaries: Binaries) -> tuple[str, ...]:
    """PostgreSQL's own collation where it has one: indexes then survive an upgrade of the system's."""
    locale = "C.UTF-8" if sys.platform == "linux" else "C"
    own = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8") if binaries.major >= 17 else ()
    return (f"--locale={locale}", "--lc-messages=C", *own)


def _check_version(place: Place, binaries: Binaries) -> None:
    try:
        found = (place.data / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise DatabaseError(
            f"{place.data} is not a database: it has no PG_VERSION.",
            "Restore it from a backup, or move it away to begin with an empty database.",
        ) from None
    if found != str(binaries.major):
        raise DatabaseError(
            f"The data in {place.data} was made by PostgreSQL {found}, "
            f"but the programs in {binaries.folder} are version {binaries.major}.",
            f"Point CICERO_POSTGRES_BIN at the programs of PostgreSQL {found}. To move to version "
            f"{binaries.major}: run `cicero db backup` with those, move {place.data} away, "
            "and run `cicero db restore` without them.",
        )
