"""Running PostgreSQL's programs as the user that owns the data, from a place which that user can reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from msgspec import Struct

from cicero.config import Settings
from cicero.db.embedded.binaries import Binaries, find_binaries
from cicero.db.embedded.folders import Place, User
from cicero.db.embedded.symptoms import explained
from cicero.errors import DatabaseError

LONGEST_RUN = 600
"""Seconds after which a program is given up; pg_ctl has shorter deadlines of its own."""


class Outcome(Struct, frozen=True):
    code: int
    text: str
    """Everything it printed, errors included."""


def programs(place: Place, settings: Settings) -> Binaries:
    """The programs, in a folder that the server's user can enter."""
    found = find_binaries(settings)
    if place.user is None:
        return found
    _check_reach(place.home, place.user)
    if _may(place.user, "-x", found.folder / "postgres"):
        return found
    if found.wheel is None:
        raise DatabaseError(
            f"The user {place.user.name}, as which PostgreSQL runs, cannot reach {found.folder}"
            f"{_closed(place.user, found.folder)}.",
            "Open that folder to it, or set CICERO_POSTGRES_BIN to programs that everyone can run.",
        )
    return Binaries(_copied(found.folder, found.wheel, place), found.major, found.wheel)


def run(program: Path, *arguments: str | Path, folder: Path, user: User | None) -> Outcome:
    """Run a program to its end in `folder`, as `user`, away from the terminal.

    What it prints goes to a file, not a pipe: a server started by it may keep a pipe open for ever.
    """
    with tempfile.TemporaryFile() as output:
        try:
            result = subprocess.run(
                [program, *arguments],
                user=user.uid if user else None,
                group=user.gid if user else None,
                extra_groups=[] if user else None,
                cwd=folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=LONGEST_RUN,
                umask=0o077,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise _not_run(program, user, error) from None
        output.seek(0)
        return Outcome(result.returncode, output.read().decode("utf-8", "replace"))


def _environment() -> dict[str, str]:
    """Ours without PG… (PGPORT, PGDATA would change what the server does) and with English messages."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def _not_run(program: Path, user: User | None, error: Exception) -> DatabaseError:
    if isinstance(error, PermissionError | subprocess.SubprocessError) and user is not None:
        return DatabaseError(
            f"PostgreSQL's program {program.name} could not be run as the user {user.name}: {error}.",
            "Allow Cicero to change its user (CAP_SETUID, CAP_SETGID), or start it as an ordinary user.",
        )
    return DatabaseError(f"PostgreSQL's program {program} could not be run: {error}.")


def _check_reach(home: Path, user: User) -> None:
    """Say what keeps the server's user from its folder. We never open up a folder that we did not make."""
    if _may(user, "-x", home):
        return
    closed = _closing(user, home)
    raise DatabaseError(
        f"PostgreSQL runs as the user {user.name}, who may not enter {closed}: {home} is under it.",
        "Choose a CICERO_DATA_DIR outside that folder, such as /var/lib/cicero; "
        f"or let others pass through it: chmod o+x {closed}",
    )


def _closed(user: User, path: Path) -> str:
    return f": {_closing(user, path)} is closed to it"


def _closing(user: User, path: Path) -> Path:
    """The uppermost folder on the way to `path` that the user may not enter."""
    way = [*reversed(path.parents), path]
    return next((folder for folder in way if not _may(user, "-x", folder)), path)


def _may(user: User, test: str, path: Path) -> bool:
    """Asked of the system itself, so that access lists and mounts count too."""
    return (
        run(Path(shutil.which("test") or "/usr/bin/test"), test, path, folder=Path("/"), user=user).code == 0
    )


def _copied(folder: Path, version: str, place: Place) -> Path:
    """A copy of the wheel's programs beside the data, once for each version; older copies go.

    The programs look for their libraries and files relative to where they lie, so the copy keeps the layout.
    """
    package = folder.parent.parent
    target = place.home / f"programs-{version}"
    try:
        if not target.is_dir():
            fresh = Path(tempfile.mkdtemp(prefix="programs.new-", dir=place.home))
            _copy_wheel(package, fresh)
            fresh.replace(target)
        for old in place.home.glob("programs[-.]*"):
            if old != target:
                shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise explained(error, place.home) from None
    return target / package.name / folder.parent.name / folder.name


def _copy_wheel(package: Path, target: Path) -> None:
    ignored = shutil.ignore_patterns("include", "*.py", "__pycache__", "*.a", "pgxs")
    shutil.copytree(package, target / package.name, ignore=ignored)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    for path in (target, *target.rglob("*")):
        path.chmod(0o755)
