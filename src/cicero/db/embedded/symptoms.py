"""From what the system or PostgreSQL says to what happened and what to do about it."""

from __future__ import annotations

import errno
import os
import pwd
import re
from pathlib import Path

from cicero.errors import DatabaseError

FULL = ("The disk that holds {place} is full.", "Make room, then start Cicero again: nothing stored is lost.")
READ_ONLY = (
    "{place} is on a disk that cannot be written.",
    "Mount it writable or choose another CICERO_DATA_DIR.",
)
NOT_A_FOLDER = (
    "{place} cannot be made: a file stands where a folder should be.",
    "Move it, or set CICERO_DATA_DIR.",
)

BY_NUMBER = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.ENOTDIR: NOT_A_FOLDER,
    errno.EEXIST: NOT_A_FOLDER,
}

IN_LOG = (
    ("No space left on device", FULL),
    ("Disk quota exceeded", FULL),
    ("Read-only file system", READ_ONLY),
    (
        "Cannot allocate memory",
        ("There is not enough memory to start PostgreSQL.", "Give this machine or container more memory."),
    ),
    (
        "still in use",
        (
            "Processes of an earlier PostgreSQL still work on {place}.",
            "Wait until they have ended (or end them), then start Cicero again.",
        ),
    ),
    (
        "has wrong ownership",
        (
            "{place} belongs to another user than the one the server runs as.",
            "Give it back (chown -R).",
        ),
    ),
    (
        "invalid permissions",
        ("The permissions of {place} are too open for PostgreSQL.", "Run: chmod 0700 {place}/data"),
    ),
)


def explained(error: OSError, place: Path) -> DatabaseError:
    """A failed file operation in plain words."""
    if error.errno in BY_NUMBER:
        message, hint = BY_NUMBER[error.errno]
        return DatabaseError(message.format(place=place), hint)
    if error.errno == errno.EPERM and os.geteuid() == 0:
        return DatabaseError(
            f"Cicero runs as root here, but may not give {place} to the user that PostgreSQL runs as.",
            "Allow it to (CAP_CHOWN, CAP_SETUID, CAP_SETGID), or start Cicero as an ordinary user.",
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return DatabaseError(
            f"{place} cannot be used by the user {_name(os.geteuid())}{_owned_by(place)}.",
            "Run Cicero as the user who owns it, or choose another CICERO_DATA_DIR.",
        )
    return DatabaseError(f"{place} cannot be used: {error.strerror or error}.", "Check CICERO_DATA_DIR.")


def from_log(what: str, text: str, place: Path) -> DatabaseError:
    """A failed PostgreSQL program, with the end of what it said."""
    last = "\n".join(_without_secrets(text).strip().splitlines()[-12:])
    for sign, (message, hint) in IN_LOG:
        if sign in text:
            return DatabaseError(message.format(place=place), f"{hint.format(place=place)}\n{last}".strip())
    return DatabaseError(what, f"Its last words:\n{last}" if last else "It said nothing.")


def _without_secrets(text: str) -> str:
    return re.sub(r"(?i)(password\s*[=:]?\s*)'[^']*'", r"\1'***'", text)


def _owned_by(place: Path) -> str:
    for folder in (place, *place.parents):
        try:
            return f": {folder} belongs to {_name(folder.stat().st_uid)}"
        except OSError:
            continue
    return ""


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
