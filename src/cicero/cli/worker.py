"""One of several processes that answer requests; `cicero serve` starts them for CICERO_WORKERS > 1."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys

from litestar import Litestar

from cicero import db
from cicero.app import create_app
from cicero.app.log import set_up_log
from cicero.config import settings

PR_SET_PDEATHSIG = 1


def app() -> Litestar:
    end_with_parent()
    set_up_log(settings())
    return create_app(settings(), db.ensure_database(settings()))


def end_with_parent() -> None:
    """For a child: one whose parent was killed would keep the port, and the old version, alive."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:
        # It was killed before it could be asked to tell us.
        sys.exit(0)
