"""The same questions about 20 accounts, with 10,000 posts in the system and with 10 million."""

from __future__ import annotations

import asyncio

from bench import world
from bench.analytics import busy_of
from bench.machine import own_database, print_table
from bench.questions import QUESTIONS
from cicero.db import open_pool

ACCOUNTS, POSTS = 20, 10_000
MORE_ACCOUNTS, MORE_POSTS = 10_000, 10_000_000
PROMISED = 20
"""Per cent that a question may take longer."""
TIMES = 60


def main() -> None:
    with own_database() as (_, conninfo):
        world.fill(conninfo, POSTS, ACCOUNTS)
        few = asyncio.run(measure(conninfo))
        world.fill(conninfo, MORE_POSTS, MORE_ACCOUNTS, tags=1, since_post=POSTS, since_account=ACCOUNTS)
        many = asyncio.run(measure(conninfo))
    print_table(
        f"A question about {ACCOUNTS} accounts with {POSTS:,} and with {MORE_POSTS:,} posts in the system",
        (
            "question", "of few: least ms", "processor ms", "of many: least ms", "processor ms", "growth",
            "promised",
        ),
        [
            (name, f"{few[name][0]:.2f}", f"{few[name][1]:.2f}", f"{wall:.2f}", f"{busy:.2f}",
             f"{100 * (busy / few[name][1] - 1):+.0f} %", f"+{PROMISED} %")
            for name, (wall, busy) in many.items()
        ],
    )  # fmt: skip


async def measure(conninfo: str) -> dict[str, tuple[float, float]]:
    """The least milliseconds by the clock and of the database's process, by question."""
    found = {}
    async with open_pool(conninfo, 2) as pool, pool.connection() as connection:
        for question in QUESTIONS:
            walls, busy = [], []
            for _ in range(TIMES):
                before, spent = asyncio.get_running_loop().time(), busy_of(connection)
                await question.ours(connection, tuple(range(1, ACCOUNTS + 1)))
                walls.append((asyncio.get_running_loop().time() - before) * 1000)
                busy.append(busy_of(connection) - spent)
            found[question.name] = min(walls), min(busy)
    return found


if __name__ == "__main__":
    main()
