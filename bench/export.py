"""A million posts in one answer: seconds, bytes over the wire, and what memory the server needs for it.

The server is a real `cicero serve` without collecting; whoever asks is this process, so both share the
machine's cores. In the end somebody goes away in the middle: the query must end with them.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import httpx2
import psycopg

from bench import world
from bench.machine import own_database, print_table
from bench.people import serving

POSTS, ACCOUNTS = 1_000_000, 1_000
SECONDS, MEGABYTES = 60, 200
"""Promised."""
ASKED = "client=bench&from=2024-01-01&to=2027-01-01"
SEEN = """
insert into client (slug, name) values ('bench', 'Bench');
insert into client_account select client_id, account_id, 'own' from client, account;
insert into person (username, name, is_admin) values ('bench', 'Bench', true);
insert into session (token_hash, person_id, expires_at)
select sha256('bench'::bytea), person_id, now() + interval '1 day' from person;
"""
COPYING = "select count(*) from pg_stat_activity where query like 'copy%' and state = 'active'"


def main() -> None:
    with own_database() as (settings, conninfo):
        world.fill(conninfo, POSTS, ACCOUNTS)
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute(SEEN)
        with serving(settings.data_dir, 1) as (address, pid):
            before = memory(pid, "VmRSS")
            rows = [export(address, pid, *asked) for asked in ASKING]
            gone = leave(address, conninfo)
    print_table(
        f"Export of {POSTS:,} posts of {ACCOUNTS:,} accounts; the server's memory before: {before:.0f} MB",
        (
            "format",
            "encoding",
            "seconds",
            "MB on the wire",
            "posts",
            "first byte after s",
            "server's peak MB",
        ),
        rows,
    )
    print(f"  promised: under {SECONDS} s and {MEGABYTES} MB of server memory")
    print(f"  who goes away in the middle: the query ended {gone:.2f} s later")


ASKING = (("ndjson", "identity"), ("ndjson", "zstd"), ("ndjson", "gzip"), ("csv", "zstd"))


def export(address: str, pid: int, written: str, encoding: str) -> tuple[str, ...]:
    """Lines are counted of the plain answer alone: the others are compressed for the wire."""
    began, first, size, lines = time.perf_counter(), 0.0, 0, 0
    with stream(address, f"{ASKED}&format={written}", encoding) as answer:
        if answer.status_code != 200:
            sys.exit(f"The export answered {answer.status_code}: {answer.read()!r}")
        for block in answer.iter_raw():
            first = first or time.perf_counter() - began
            size += len(block)
            lines += block.count(b"\n")
    took = time.perf_counter() - began
    told = f"{lines:,}" if encoding == "identity" else ""
    peak = f"{memory(pid, 'VmHWM'):.0f}"
    return written, encoding, f"{took:.1f}", f"{size / 1e6:.0f}", told, f"{first:.2f}", peak


def leave(address: str, conninfo: str) -> float:
    """Seconds from going away until the database has nothing more to do for it."""
    with stream(address, ASKED, "identity") as answer:
        next(answer.iter_raw())
        time.sleep(2)  # until all that lies between is full and the server waits
    began = time.perf_counter()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        while (row := connection.execute(COPYING).fetchone()) and row[0]:
            if time.perf_counter() - began > 30:
                sys.exit("The query went on for 30 s after nobody wanted it any more.")
            time.sleep(0.05)
    return time.perf_counter() - began


def stream(address: str, query: str, encoding: str):  # type: ignore[no-untyped-def]
    headers = {"authorization": "Bearer bench", "accept-encoding": encoding}
    return httpx2.stream("GET", f"{address}/api/posts/export?{query}", headers=headers, timeout=120)


def memory(pid: int, line: str) -> float:
    """Megabytes that the server's process has, or had at most (Linux)."""
    told = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(float(one.split()[1]) / 1024 for one in told if one.startswith(line))
