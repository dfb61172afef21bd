"""2,000 people signed in at once over 50 clients, 200 of them clicking, and what a sign-in costs.

The server is a real `cicero serve` without collecting; the people are played by this process, so both share
the machine's cores. Each of the 200 looks at a page, reads for a while (exponential, ten seconds on the
mean) and clicks on. A dashboard counts with its parts asked for side by side, as a browser does: from the
click to the last part. Every answer must be 200.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import psycopg

from bench import world
from bench.machine import own_database, print_table
from bench.page import free_port, wait_for
from cicero import auth, db

PEOPLE, CLICKING, CLIENTS, EACH = 2_000, 200, 50, 3
POSTS = 100_000
READING = 10.0
"""Seconds that somebody reads before the next click, on the mean."""
SECONDS = 60.0
SIGN_INS = 40
PASSWORD = "kata sandi untuk pengukuran"  # noqa: S105 - of a database that is gone afterwards
PROMISED = 250
SEED = 20261124

CLIENT_ROWS = """
insert into client (slug, name) select 'client-' || n, 'Client ' || n from generate_series(1, %(clients)s) n;
"""
WATCHED = """
insert into client_account select client_id, (client_id - 1) * %(each)s + k, 'own'
from client cross join generate_series(1, %(each)s) k
"""
PERSON_ROWS = """
insert into person (username, name) select 'person' || n, 'Person ' || n from generate_series(1, %(people)s) n
"""
MEMBERS = """
insert into client_person
select 1 + person_id %% %(clients)s, person_id, (array['manager', 'analyst', 'viewer'])[1 + person_id %% 3]
from person where not is_admin
"""
SESSIONS = """
insert into session (token_hash, person_id, expires_at)
select sha256(('token' || person_id)::bytea), person_id, now() + interval '30 days' from person
"""

Times = dict[str, list[float]]


def main() -> None:
    with own_database() as (settings, conninfo):
        world.fill(conninfo, POSTS, CLIENTS * EACH)
        invite(conninfo)
        for workers in (1, 2):
            with serving(settings.data_dir, workers) as (address, pid):
                report(workers, *asyncio.run(play(address, pid)))


def invite(conninfo: str) -> None:
    """Everybody with a session; as many as sign in below get a password of their own."""
    parameters = {"people": PEOPLE, "clients": CLIENTS, "each": EACH}
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in (CLIENT_ROWS, WATCHED, PERSON_ROWS, MEMBERS, SESSIONS):
            connection.execute(statement, parameters)
        connection.execute("analyze")
    asyncio.run(_passwords(conninfo))


async def _passwords(conninfo: str) -> None:
    async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
        await auth.create_person(
            connection, username="signer", name="Signer", password=PASSWORD, is_admin=False
        )


@contextmanager
def serving(data_dir: Path, workers: int) -> Iterator[tuple[str, int]]:
    port = free_port()
    environment = {
        **os.environ,
        "CICERO_DATA_DIR": str(data_dir),
        "CICERO_PORT": str(port),
        "CICERO_WORKERS": str(workers),
        "CICERO_COLLECT": "false",
        "CICERO_LOG_LEVEL": "warning",
    }
    with (data_dir / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "cicero.cli", "serve"], env=environment, stdout=log, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/health")
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(30)


async def play(address: str, pid: int) -> tuple[Times, Times, dict[str, float]]:
    """Milliseconds of pages and of sign-ins while others click; milliseconds of processor of one alone."""
    limits = httpx2.Limits(max_connections=CLICKING + 20, max_keepalive_connections=CLICKING + 20)
    async with httpx2.AsyncClient(base_url=address, timeout=30, limits=limits) as browser:
        before = busy(pid)
        alone = [await sign_in(browser) for _ in range(SIGN_INS)]
        costs = {"processor": (busy(pid) - before) / SIGN_INS, "alone": statistics.median(alone)}
        pages: Times = defaultdict(list)
        until = time.monotonic() + SECONDS
        people = random.Random(SEED).sample(range(1, PEOPLE + 1), CLICKING)
        clicking = [click(browser, person, pages, until) for person in people]
        signing: Times = defaultdict(list)
        await asyncio.gather(*clicking, keep_signing(browser, signing, until))
    return pages, signing, costs


async def click(browser: httpx2.AsyncClient, person: int, pages: Times, until: float) -> None:
    chance = random.Random(person)
    headers = {"Authorization": f"Bearer token{person}", "Accept-Encoding": "gzip"}
    slug = f"client-{1 + person % CLIENTS}"
    await asyncio.sleep(chance.uniform(0, READING))
    while time.monotonic() < until:
        name, paths = chance.choices(list(visits(slug).items()), weights=(2, 5, 2, 1, 2))[0]
        began = time.perf_counter()
        await look(browser, headers, paths)
        pages[name].append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(chance.expovariate(1 / READING))


def visits(slug: str) -> dict[str, tuple[str, ...]]:
    """What a click asks for: the page, then its parts side by side."""
    dashboard = f"/clients/{slug}?from=2026-10-01&to=2026-10-28&compare=previous"
    parts = ("heatmap", "breakdowns", "accounts", "posts")
    return {
        "client list": ("/",),
        "dashboard, 28 days, with its parts": (dashboard, *(f"{dashboard}&part={part}" for part in parts)),
        "accounts": (f"/clients/{slug}/accounts",),
        "profile": ("/settings/profile",),
        "API: figures by day": (
            f"/api/analytics?client={slug}&metrics=posts,likes&from=2026-10-01&to=2026-10-28&by=day",
        ),
    }


async def look(browser: httpx2.AsyncClient, headers: dict[str, str], paths: tuple[str, ...]) -> None:
    first, *rest = paths
    await get(browser, first, headers)
    await asyncio.gather(*(get(browser, path, headers) for path in rest))


async def get(browser: httpx2.AsyncClient, path: str, headers: dict[str, str]) -> None:
    answer = await browser.get(path, headers=headers)
    if answer.status_code != 200:
        sys.exit(f"{path} answered {answer.status_code}: {answer.text[:300]}")


async def keep_signing(browser: httpx2.AsyncClient, signing: Times, until: float) -> None:
    """A sign-in each two seconds while others click."""
    while time.monotonic() < until:
        signing["sign-in"].append(await sign_in(browser))
        await asyncio.sleep(2)


async def sign_in(browser: httpx2.AsyncClient) -> float:
    began = time.perf_counter()
    answer = await browser.post("/api/session", json={"username": "signer", "password": PASSWORD})
    if answer.status_code != 201:
        sys.exit(f"A sign-in answered {answer.status_code}: {answer.text[:300]}")
    return (time.perf_counter() - began) * 1000


def busy(pid: int) -> float:
    """Milliseconds that the server's processes have been on a processor (Linux; elsewhere 0)."""
    return sum(_ticks(Path(f"/proc/{one}/stat")) for one in _family(pid)) * 1000 / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(one) for one in told.read_text().split()] if told.exists() else []
    return [pid, *(one for child in children for one in _family(child))]


def _ticks(stat: Path) -> int:
    if not stat.exists():
        return 0
    fields = stat.read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def report(workers: int, pages: Times, signing: Times, costs: dict[str, float]) -> None:
    every = [time for times in pages.values() for time in times]
    rows = [(name, *spread(times)) for name, times in [*sorted(pages.items()), ("all pages", every)]]
    print_table(
        f"{PEOPLE:,} people signed in, {CLICKING} clicking for {SECONDS:g} s, {READING:g} s between clicks on"
        f" the mean, {workers} process{'es' if workers > 1 else ''}; no error",
        ("page", "clicks", "median ms", "p95 ms", "p99 ms"),
        [*rows, ("sign-in meanwhile", *spread(signing["sign-in"]))],
    )
    print(
        f"  promised: p95 of a page under {PROMISED} ms. A sign-in alone: {costs['alone']:.0f} ms by the"
        f" clock, {costs['processor']:.0f} ms of processor in the server, most of it Argon2id"
    )


def spread(times: list[float]) -> tuple[str, str, str, str]:
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return f"{len(times)}", f"{statistics.median(times):.0f}", f"{cuts[94]:.0f}", f"{cuts[98]:.0f}"
