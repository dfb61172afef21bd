"""The same questions about 20 accounts, with 10,000 posts in the system and with 10 million.

Ten million take 9 GB of disk for as long as it runs; `CICERO_BENCH_GROWTH_POSTS` sets another number.
"""

from __future__ import annotations

import asyncio
import os

from bench import world
from bench.analytics import ANEW, busy_of
from bench.machine import own_database, print_table
from bench.question import Question
from bench.questions import QUESTIONS
from cicero.db import open_pool

ACCOUNTS, POSTS = 20, 10_000
MORE_POSTS = int(os.environ.get("CICERO_BENCH_GROWTH_POSTS", "10000000"))
MORE_ACCOUNTS = max(MORE_POSTS // 1_000, ACCOUNTS + 1)
PROMISED = 20
"""Per cent that a question may take longer."""
TIMES, SECONDS = 60, 3.0
"""How often a question is asked at most, and for how long."""


def main() -> None:
    with own_database() as (_, conninfo):
        world.fill(conninfo, POSTS, ACCOUNTS)
        few = asyncio.run(measure(conninfo))
        world.fill(
            conninfo, MORE_POSTS, MORE_ACCOUNTS, tags=1, looked=7, since_post=POSTS, since_account=ACCOUNTS
        )
        many = asyncio.run(measure(conninfo))
    print_table(
        f"A question about {ACCOUNTS} accounts with {POSTS:,} and with {MORE_POSTS:,} posts in the system",
        (
            "question", "of few: least ms", "processor ms", "of many: least ms", "processor ms", "growth",
            "promised", "kept",
        ),
        [
            (name, f"{few[name][0]:.2f}", f"{few[name][1]:.2f}", f"{wall:.2f}", f"{busy:.2f}",
             f"{100 * (busy / few[name][1] - 1):+.0f} %", f"+{PROMISED} %",
             "yes" if busy <= few[name][1] * (1 + PROMISED / 100) else "NO")
            for name, (wall, busy) in many.items()
        ],
    )  # fmt: skip


async def measure(conninfo: str) -> dict[str, tuple[float, float]]:
    """The least milliseconds by the clock and of both processes, by question."""
    found = {}
    async with open_pool(conninfo, 2) as pool:
        for question in asked():
            async with pool.connection() as connection:
                await connection.execute(ANEW)
                walls, busy = [], []
                began = asyncio.get_running_loop().time()
                while len(walls) < TIMES and asyncio.get_running_loop().time() - began < SECONDS:
                    before, spent = asyncio.get_running_loop().time(), busy_of(connection)
                    await question.ours(connection, tuple(range(1, ACCOUNTS + 1)))
                    walls.append((asyncio.get_running_loop().time() - before) * 1000)
                    busy.append(busy_of(connection) - spent)
                found[question.name] = min(walls), min(busy)
    return found


def asked() -> list[Question]:
    """Those about 20 accounts; the benchmark looks at all there are on purpose."""
    return [one for one in QUESTIONS if ACCOUNTS in one.sizes and one.name != "benchmark"]


if __name__ == "__main__":
    main()
