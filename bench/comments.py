"""The stream of comments over 5 M of them: filters, searches, a later page; and how fast comments are stored.

Asked as requests ask, under row-level security, for a client with 20 accounts and for one with all 2,000.
"""

from __future__ import annotations

import asyncio
import os
import time
from datetime import UTC, date, datetime, timedelta
from statistics import median

from bench.comment_world import ACCOUNTS, COMMENTS, fill
from bench.machine import own_database, print_table
from cicero import comments, posts
from cicero.comments import Asked
from cicero.comments.asked import terms
from cicero.db import APP_ROLE, EVERYTHING, Pool, open_pool, scoped
from cicero.periods import Period
from cicero.records import Comment

SIZE = int(os.environ.get("CICERO_BENCH_COMMENTS", str(COMMENTS)))
PERIOD = Period(date(2025, 11, 1), date(2026, 11, 10))
TIMES, BATCH, BATCHES = 5, 2_000, 10
WORDS = "select n, word from invented_word_list where n = any('{20,100,1000,10000}')"
CLIENTS = """
insert into client (client_id, slug, name) overriding system value
values (1, 'few', 'Few'), (2, 'all', 'All');
insert into client_account select 1, account_id, 'own' from account order by account_id limit 20;
insert into client_account select 2, account_id, 'own' from account;
"""


def main() -> None:
    with own_database() as (_, conninfo):
        fill(conninfo, SIZE)
        rows, stored = asyncio.run(measure(conninfo))
    print_table(
        f"The stream over {SIZE:,} comments, median of {TIMES}, milliseconds",
        ("what", "20 accounts", f"{ACCOUNTS:,} accounts"),
        rows,
    )
    print(f"\nStored: {stored:,.0f} comments/s, in batches of {BATCH:,}")
    print("  promised: a search under 200 ms, 5,000 comments/s")


async def measure(conninfo: str) -> tuple[list[tuple[str, ...]], float]:
    async with open_pool(conninfo, 2) as owner:
        async with owner.connection() as connection:
            await connection.execute(CLIENTS)  # type: ignore[arg-type]
            words = dict(await (await connection.execute(WORDS)).fetchall())
        async with open_pool(conninfo, 2, APP_ROLE) as pool:
            rows = [
                (what, *[f"{await asked_for(pool, client, asked):.0f}" for client in (1, 2)])
                for what, asked in questions(words).items()
            ]
        return rows, await store(owner)


def questions(words: dict[int, str]) -> dict[str, Asked]:
    return {
        "newest": Asked(period=PERIOD),
        "negative": Asked(period=PERIOD, sentiments=("negative",)),
        "in English": Asked(period=PERIOD, languages=("en",)),
        "of somebody": Asked(period=PERIOD, author="orang77"),
        "flagged": Asked(period=PERIOD, states=("flagged",)),
        "unanswered": Asked(period=PERIOD, unanswered=True),
        "a word in 4 of 100": Asked(period=PERIOD, search=terms(words[20])),
        "a word in 1 of 100": Asked(period=PERIOD, search=terms(words[100])),
        "a word in 1 of 1,000": Asked(period=PERIOD, search=terms(words[1000])),
        "a word in 1 of 10,000": Asked(period=PERIOD, search=terms(words[10000])),
        "a word misspelt": Asked(period=PERIOD, search=terms(f"{words[100]}x")),
    }


async def asked_for(pool: Pool, client_id: int, asked: Asked) -> float:
    """Milliseconds of a page, as a request makes it."""
    took = []
    for _ in range(TIMES):
        async with scoped(pool, EVERYTHING) as connection:
            began = time.perf_counter()
            await comments.stream(connection, [client_id], None, asked)
            took.append(1000 * (time.perf_counter() - began))
    return median(took)


async def store(pool: Pool) -> float:
    """New comments a second, through the product's own function, a transaction for each batch."""
    async with pool.connection() as connection:
        cursor = await connection.execute("select post_id, platform from post order by post_id limit 100")
        places = await cursor.fetchall()
    at, began = datetime(2026, 11, 1, tzinfo=UTC), time.perf_counter()
    for batch in range(BATCHES):
        said = [
            Comment(
                platform=places[n % 100][1],
                post_id=places[n % 100][0],
                comment_id=10_000_000_000 + batch * BATCH + n,
                created_at=at + timedelta(seconds=n),
                observed_at=at + timedelta(hours=1),
                text=f"komentar nomor {n} tentang harga dan pelayanan yang lambat",
                author_handle=f"orang{n}",
                author_id=str(n),
            )
            for n in range(BATCH)
        ]
        async with pool.connection() as connection:
            await posts.store_comments(connection, said)
    return BATCH * BATCHES / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
