"""Collecting as a process: it ends when told, and with the process it belongs to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.jobs.stage import PATIENCE, Stage, ended, pause, stage

WORKERS = "select count(*) from procrastinate_workers where last_heartbeat > now() - interval '1 minute'"


UNREAD = "select count(*) from collection where list_at is null and state <> 'private'"


def collectors(on: Stage, number: int) -> None:
    """Wait until so many collect."""
    for _ in range(PATIENCE):
        if on.rows(WORKERS) == [(number,)]:
            return
        pause()
    raise AssertionError(f"not {number} collectors but {on.rows(WORKERS)}")


def serve(on: Stage) -> subprocess.Popen[bytes]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "CICERO_DATA_DIR": str(on.settings.data_dir),
        "CICERO_WORKERS": "2",
        "DATABASE_URL": "",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "cicero.cli", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_of_several_processes_one_collects_and_ends_with_them(home: Path) -> None:
    with stage(home / "many") as on, ended(serve(on)) as serving:
        collectors(on, 1)
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(60) == 0
        collectors(on, 0)


def test_a_collector_does_not_outlive_a_killed_parent(home: Path) -> None:
    with stage(home / "orphan") as on, ended(serve(on)) as serving:
        collectors(on, 1)
        serving.kill()
        collectors(on, 0)


def test_two_workers_share_the_work_without_doubling_calls(home: Path) -> None:
    with stage(home / "two") as on, ended(on.start("work")) as first, ended(on.start("work")) as second:
        collectors(on, 2)
        for _ in range(PATIENCE):
            if on.rows(UNREAD) == [(0,)]:
                break
            pause()
        profiles = on.rows("select sum(calls) from source_calls where purpose = 'profile'")
        assert profiles == on.rows("select count(*) from collection")
        for worker in (first, second):
            worker.send_signal(signal.SIGTERM)
        assert (first.wait(60), second.wait(60)) == (0, 0)
        collectors(on, 0)
