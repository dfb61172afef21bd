"""Whether what was planted in the emulator's world is found: precision, recall, and alarms where nothing is.

Worlds of several seeds are put into a database as a perfect collector would have left them; then the analyses
are asked as a page would ask them, and held against the emulator's own list of what it planted. In calm
worlds, where nothing is planted, whatever is found is a false alarm.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from bench.hits import Hits, Truth, of_anomalies, of_best_hours, of_outliers, of_trends
from bench.machine import own_database, print_table
from bench.planted import fill
from cicero.db import Connection, open_pool
from cicero.emulator import build_world

UNTIL = datetime(2026, 3, 1, 5, tzinfo=UTC)
SEEDS = (1, 2, 3)
ACCOUNTS = 40
JUDGES = {
    "outlier posts": of_outliers,
    "rising hashtags": of_trends,
    "best hours": of_best_hours,
    "anomalies": of_anomalies,
}


def main() -> None:
    with own_database() as (_, conninfo):
        planted, calm = asyncio.run(measure(conninfo, SEEDS, ACCOUNTS))
    print_table(
        f"Found of what was planted in {len(SEEDS)} worlds of {ACCOUNTS} accounts and a year",
        ("what", "found", "of them planted", "precision", "planted", "of them found", "recall"),
        [
            (
                what, str(hits.found), str(hits.right), f"{hits.precision:.2f}", str(hits.planted),
                str(hits.recalled), f"{hits.recall:.2f}",
            )
            for what, hits in planted.items()
        ],
    )  # fmt: skip
    months = len(SEEDS) * ACCOUNTS * 12
    print_table(
        "Found in as many calm worlds, where nothing is planted",
        ("what", "false alarms", "per account and month"),
        [(what, str(hits.found), f"{hits.found / months:.3f}") for what, hits in calm.items()],
    )
    print("  promised: precision and recall of at least 0.9 each, and less than 1 false alarm")


async def measure(
    conninfo: str, seeds: Sequence[int], accounts: int
) -> tuple[dict[str, Hits], dict[str, Hits]]:
    """Hits in the worlds with something planted, and in the calm ones."""
    planted, calm = ({what: Hits() for what in JUDGES} for _ in range(2))
    async with open_pool(conninfo, 2) as pool, pool.connection() as connection:
        for seed in seeds:
            for total, nothing in ((planted, False), (calm, True)):
                await empty(connection)
                world = build_world(seed, UNTIL, accounts=accounts, calm=nothing)
                truth = Truth(world=world, ids=await fill(connection, world))
                await connection.execute("analyze")
                for what, judge in JUDGES.items():
                    total[what].add(await judge(connection, truth))
    return planted, calm


async def empty(connection: Connection) -> None:
    await connection.execute("truncate post, post_snapshot, account_snapshot, account, picture cascade")


if __name__ == "__main__":
    main()
