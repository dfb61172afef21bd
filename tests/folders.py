"""Where the servers of the tests keep their data."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def open_folder() -> Path:
    """One that every account of this machine can reach, unlike pytest's own.

    In memory where there is room: tests wait for the disk more than for anything else, and to copy a database
    there takes a fifteenth of the time.
    """
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of our own in it
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2 << 30
    runs_programs = roomy and not os.statvfs(memory).f_flag & os.ST_NOEXEC
    folder = Path(tempfile.mkdtemp(prefix="cicero-test-", dir=memory if runs_programs else None))
    folder.chmod(0o755)
    return folder
