"""The endpoints that existing dashboards ask all the time: requests a second of one process on one core.

A real `cicero serve` on one core, this process with 32 connections on the other, the database where it finds
room. 50 people of 50 clients ask with their own sessions, in turn, as dashboards do that many people have
open. Twice: with 10,000 posts in the system and with 2 million. `/health` of the same process, which asks the
database one small thing, is the peer.

Answers are kept for two seconds, so most are the same bytes again; the last lines say what one costs that is
made anew each time, as for the first who asks. And the same load is measured again while 16 more connections
ask for accounts that have to be read from a network which never answers.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator

import httpx2
import psycopg

from bench import world
from bench.load import WARM_UP, Load, bind, black_hole, load, request
from bench.machine import own_database, print_table
from bench.people import serving
from cicero import db
from cicero.config import Settings
from cicero.ingest.setup import configure
from cicero.secret import Secret
from cicero.sources import registry

SMALL, LARGE = 10_000, 2_000_000
CLIENTS, EACH = 50, 3
CONNECTIONS, SECONDS = 32, float(os.environ.get("CICERO_BENCH_REST_SECONDS", "10"))
PROMISED, PROMISED_P99, PROMISED_GROWTH = 1_500, 60, 0.10
WAITING = 16
"""Connections that ask for what has to be read from a network."""
RARE = 400
"""Requests, each for another day, that nobody asked before."""

PEOPLE = """
insert into client (slug, name) select 'client-' || n, 'Client ' || n from generate_series(1, %(clients)s) n;
"""
WATCHED = """
insert into client_account select client_id, (client_id - 1) * %(each)s + k, 'own'
from client cross join generate_series(1, %(each)s) k
"""
PERSON_ROWS = """
insert into person (username, name)
select 'person' || n, 'Person ' || n from generate_series(1, %(clients)s) n
"""
MEMBERS = """
insert into client_person select p.person_id, p.person_id, 'analyst' from person p where not is_admin
"""
SESSIONS = """
insert into session (token_hash, person_id, expires_at)
select sha256(('token' || person_id)::bytea), person_id, now() + interval '30 days' from person
"""
FRESH = """
insert into collection (account_id, state, profile_at, list_at, profile_due_at, list_due_at)
select account_id, 'ok', now() + interval '1 day', now() + interval '1 day', now() + interval '1 day',
       now() + interval '1 day'
from client_account where account_id %% %(each)s > 0
on conflict (account_id) do nothing
"""
"""Two of a client's three accounts are as if just collected, for as long as this takes: nothing is asked of a
network about them."""

Asked = dict[str, list[bytes]]


def main() -> None:
    os.environ["CICERO_API_REQUESTS"] = "1000000"  # each person's limit is counted, and not reached
    with own_database() as (settings, conninfo):
        world.fill(conninfo, SMALL, CLIENTS * EACH)
        invite(conninfo)
        with serving(settings.data_dir, 1) as (address, pid):
            small = asyncio.run(measure(address, pid))
        world.fill(
            conninfo, LARGE, world.ACCOUNTS, since_post=SMALL, since_account=CLIENTS * EACH
        )  # the others' posts
        with serving(settings.data_dir, 1) as (address, pid):
            large = asyncio.run(measure(address, pid))
            anew = made_anew(address)
        with serving(settings.data_dir, 1) as (address, pid):
            beside = asyncio.run(beside_dead_sources(settings, conninfo, address, pid))
    report(small, large, beside, anew)


def invite(conninfo: str) -> None:
    parameters = {"clients": CLIENTS, "each": EACH}
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in (PEOPLE, WATCHED, PERSON_ROWS, MEMBERS, SESSIONS, FRESH):
            connection.execute(statement, parameters)
        connection.execute("analyze")


async def measure(address: str, pid: int) -> dict[str, Load]:
    port = int(address.rpartition(":")[2])
    bind(pid, 0)
    bind(os.getpid(), 1)
    try:
        return {name: await load(port, requests, CONNECTIONS, SECONDS) for name, requests in asked().items()}
    finally:
        os.sched_setaffinity(0, range(os.cpu_count() or 1))


async def beside_dead_sources(settings: Settings, conninfo: str, address: str, pid: int) -> dict[str, Load]:
    port = int(address.rpartition(":")[2])
    async with black_hole() as hole:
        await set_up_sources(settings, conninfo, hole)
        waiting = asyncio.create_task(
            load(port, asking_networks(), WAITING, (WARM_UP + SECONDS) * len(asked()) + 1)
        )
        measured = await measure(address, pid)
        if waiting.done():
            waiting.result()
        waiting.cancel()
    return measured


async def set_up_sources(settings: Settings, conninfo: str, url: str) -> None:
    async with db.open_pool(conninfo, 1) as pool, pool.connection() as connection:
        for name in registry.SOURCES:
            await configure(connection, settings, name, url=url, key=Secret("none"), per_minute=100_000)


def asking_networks() -> list[bytes]:
    """For the third account of each client, which nobody has read: as long as requests may wait."""
    third = [client * EACH for client in range(1, CLIENTS + 1)]
    return [
        request(
            f"/api/{'tiktok' if account % 2 else 'insta'}/rapid-posts?username=account{account}",
            f"token{account // EACH}",
        )
        for account in third
    ]


def asked() -> Asked:
    def of_each(path: str) -> list[bytes]:
        return [
            request(path.format(**about(client)), f"token{client}", Accept_Encoding="gzip")
            for client in range(1, CLIENTS + 1)
        ]

    return {
        "/api/insta/rapid-posts": of_each("/api/insta/rapid-posts?username={instagram}&limit=12"),
        "/api/tiktok/posts": of_each("/api/tiktok/posts?client_id={client_id}&limit=50"),
        "/api/dashboard/stats": of_each(
            "/api/dashboard/stats?client_id={client_id}&periode=bulanan&tanggal=2026-10&role=operator"
        ),
        "/health": [request("/health")],
    }


def about(client: int) -> dict[str, str]:
    """A client's Instagram account that is fresh: those with even numbers are on Instagram."""
    first = (client - 1) * EACH + 1
    even = first if first % 2 == 0 else first + 1
    return {"client_id": f"CLIENT_{client}", "instagram": f"account{even}"}


def made_anew(address: str) -> dict[str, float]:
    """Milliseconds of one after the other, each asked for the first time."""
    paths = {
        "/api/tiktok/posts": "/api/tiktok/posts?client_id=CLIENT_{client}&limit=50&nth={n}",
        "/api/dashboard/stats": "/api/dashboard/stats?client_id=CLIENT_{client}&periode=semua&nth={n}",
        "/api/insta/rapid-posts": "/api/insta/rapid-posts?username={account}&limit=12&nth={n}",
    }
    return {name: first_time(address, path) for name, path in paths.items()}


def first_time(address: str, path: str) -> float:
    with httpx2.Client(base_url=address) as http:
        took = 0.0
        for n in range(RARE):
            client = 1 + n % CLIENTS
            asked_for = path.format(client=client, account=about(client)["instagram"], n=n)
            answer = http.get(asked_for, headers={"Authorization": f"Bearer token{client}"})
            answer.raise_for_status()
            took += answer.elapsed.total_seconds()
    return took / RARE * 1000


def report(
    small: dict[str, Load], large: dict[str, Load], beside: dict[str, Load], anew: dict[str, float]
) -> None:
    print_table(
        f"One process on one core, {CONNECTIONS} connections, {CLIENTS} people signed in, gzip",
        ("endpoint", "posts", "requests/s", "against /health", "median ms", "p99 ms", "bytes", "promise"),
        [
            *lines(f"{SMALL:,}", small, small),
            *lines(f"{LARGE:,}", large, small),
            *lines("beside dead sources", beside, large),
        ],
    )
    print(
        f"  promised: >= {PROMISED:,} requests/s, p99 under {PROMISED_P99} ms, and the same within "
        f"{PROMISED_GROWTH:.0%} with {LARGE:,} posts"
    )
    for name, milliseconds in anew.items():
        print(f"  {name} made anew for each request, one after the other: {milliseconds:.1f} ms")


def lines(posts: str, measured: dict[str, Load], before: dict[str, Load]) -> Iterator[tuple[str, ...]]:
    for name, one in measured.items():
        slower = 1 - one.rate / before[name].rate
        kept = one.rate >= PROMISED and one.p99 < PROMISED_P99 and slower <= PROMISED_GROWTH
        against = one.rate / measured["/health"].rate
        yield (
            name, posts, f"{one.rate:,.0f}", f"{against:.2f}", f"{one.median:.1f}",
            f"{one.p99:.1f}", f"{one.received / len(one.seconds):,.0f}",
            "" if name == "/health" else "kept" if kept else "NOT KEPT",
        )  # fmt: skip
