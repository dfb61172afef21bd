"""Who may start and stop the embedded server. The kernel drops these locks when their process dies, however.

`start.lock` is held while the server is being started or stopped. `users.lock` is shared by everything that
uses the server: whoever leaves and then gets it alone was the last one and may stop the server.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cicero.db.embedded.symptoms import explained


@contextmanager
def starting(home: Path) -> Iterator[None]:
    """One process at a time starts or stops the server of this folder."""
    handle = _opened(home / "start.lock")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def use(home: Path) -> int:
    """Say that this process uses the server, until the result is given to `leave` or the process ends."""
    handle = _opened(home / "users.lock")
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


@contextmanager
def leave(handle: int) -> Iterator[bool]:
    """Stop using the server; true when nobody else does. Newcomers wait until the block ends."""
    try:
        fcntl.flock(handle, fcntl.LOCK_UN)
        yield _alone(handle)
    finally:
        os.close(handle)


def _alone(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise explained(error, path) from None
