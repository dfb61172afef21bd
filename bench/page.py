"""The dashboard page at 20 accounts, over HTTP, as a signed-in person gets it.

"Own time" is what the server takes from the request's first byte to the answer's last, as it logs it; the
peer is `/health` of the same process, which costs one round trip to the database and no page.
"""

from __future__ import annotations

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import psycopg

from bench import world
from bench.machine import own_database, print_table

ACCOUNTS, VISITS = 20, 60
PASSWORD = "a password for the benchmark"  # noqa: S105 - of a database that is gone afterwards
PARTS = ("heatmap", "breakdowns", "accounts", "posts", "all")
PAGE = "/clients/bench?from=2025-11-01&to=2026-10-31&compare=previous"


def main() -> None:
    with own_database() as (settings, conninfo):
        world.fill(conninfo)
        watch(conninfo, ACCOUNTS)
        with serving(settings.data_dir) as address:
            ours, size = visits(address, settings.data_dir, PAGE)
            parts = {part: visits(address, settings.data_dir, f"{PAGE}&part={part}") for part in PARTS}
            peer, _ = visits(address, settings.data_dir, "/health")
    print_table(
        f"Dashboard page of {ACCOUNTS} accounts, 365 days and those before, {world.POSTS:,} posts in all",
        ("what", "median ms", "p95 ms", "against /health", "bytes"),
        [
            ("dashboard: frame, tiles, series", *spread(ours), f"{ratio(ours, peer):.1f}×", f"{size:,}"),
            *(
                (f"part {part}", *spread(times), f"{ratio(times, peer):.1f}×", f"{bytes_:,}")
                for part, (times, bytes_) in parts.items()
            ),
            ("/health", *spread(peer), "1", ""),
        ],
    )
    print("  promised: the page's own time under 60 ms; the parts come after it, side by side")


def watch(conninfo: str, accounts: int) -> None:
    with psycopg.connect(conninfo) as connection:
        connection.execute("insert into client (slug, name) values ('bench', 'Bench')")
        watched = (
            "insert into client_account select client_id, n, 'own' from client, generate_series(1, %s) n"
        )
        connection.execute(watched, [accounts])


@contextmanager
def serving(data_dir: Path) -> Iterator[str]:
    port = free_port()
    environment = {**os.environ, "CICERO_DATA_DIR": str(data_dir), "CICERO_PORT": str(port)}
    cicero = [sys.executable, "-m", "cicero.cli"]
    subprocess.run(
        [*cicero, "user", "create", "bench", "--admin"], input=f"{PASSWORD}\n", text=True, check=True,
        env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    with (data_dir / "serve.log").open("wb") as log:
        server = subprocess.Popen([*cicero, "serve"], env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/health")
        yield address
    finally:
        server.terminate()
        server.wait(30)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            if httpx2.get(address, timeout=1).status_code == 200:
                return
        except httpx2.HTTPError:
            time.sleep(0.1)
    sys.exit(f"{address} does not answer")


def visits(address: str, data_dir: Path, path: str) -> tuple[list[float], int]:
    """Milliseconds the server logged for each visit after the first few, and the size of the answer."""
    with httpx2.Client(base_url=address, follow_redirects=True, timeout=30) as browser:
        sign_in(browser)
        for _ in range(VISITS):
            answer = browser.get(path)
            if answer.status_code != 200:
                sys.exit(f"{path} answered {answer.status_code}")
    wanted = path.partition("?")[0]
    lines = (data_dir / "serve.log").read_text().splitlines()
    logged = [json.loads(line) for line in lines if line.startswith("{")]
    times = [float(line["ms"]) for line in logged if line.get("path") == wanted]
    return times[-VISITS + 5 :], len(answer.content)


def sign_in(browser: httpx2.Client) -> None:
    token = re.search(r'name="_csrf_token" value="(\w+)"', browser.get("/sign-in").text)
    form = {"username": "bench", "password": PASSWORD, "_csrf_token": token[1] if token else ""}
    browser.post("/sign-in", data=form)


def spread(times: list[float]) -> tuple[str, str]:
    return f"{statistics.median(times):.1f}", f"{statistics.quantiles(times, n=20)[-1]:.1f}"


def ratio(ours: list[float], peer: list[float]) -> float:
    return statistics.median(ours) / max(statistics.median(peer), 0.001)
