"""The running server of a folder: is there one, is it ours, does it let us in?"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg

from cicero.db.embedded.folders import DATABASE, PORT, Place, conninfo, socket_folder
from cicero.db.embedded.symptoms import explained


def answers(place: Place) -> bool:
    """Whether Cicero's database can be used right now."""
    return listens(place) and refusal(place, DATABASE) is None


def listens(place: Place) -> bool:
    """Whether a server stands behind the socket, ready or not; also one of another container."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(5)
        try:
            probe.connect(str(socket_folder(place) / f".s.PGSQL.{PORT}"))
        except (FileNotFoundError, ConnectionError, NotADirectoryError):
            return False
        except (TimeoutError, BlockingIOError):
            return True
        except OSError as error:
            raise explained(error, place.socket) from None
        return True


def refusal(place: Place, database: str) -> str | None:
    """Why the server does not let us in; None when it does."""
    try:
        psycopg.connect(conninfo(place, database)).close()
    except psycopg.OperationalError as error:
        return str(error)
    return None


def server_process(place: Place) -> int | None:
    """The number of the running server's process, if it is truly a server of this folder."""
    process = recorded_process(place)
    return process if process is not None and _serves(process, place) else None


def recorded_process(place: Place) -> int | None:
    """The live process that has the number in postmaster.pid: after a kill, perhaps another program."""
    try:
        process = int((place.data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(process, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return None
    except PermissionError as error:
        if error.filename is not None:
            raise explained(error, place.data) from None
    return process


def _serves(process: int, place: Place) -> bool:
    """A server works in its data folder; elsewhere than on Linux its name has to do."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{process}/cwd").readlink() == place.data.resolve()
        except OSError:
            return False
    else:
        shown = subprocess.run(["ps", "-o", "command=", "-p", str(process)], capture_output=True, check=False)
        return b"postgres" in shown.stdout
