"""Import of raw TikTok items: posts a second and peak memory for a file of 1 GB, fsync on.

The items are invented, but as long as real ones (18 KB on average, two thirds of it the `video` part).
The peer is DuckDB reading the same columns of the same file into a table, on both cores.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import psycopg

from bench.machine import own_database, print_table

SIZE = int(os.environ.get("CICERO_BENCH_IMPORT_MB", "1000")) * 1_000_000
ACCOUNTS = 200
FIRST_SECOND = 1_700_000_000


def main() -> None:
    with own_database() as (settings, conninfo):
        path = settings.data_dir / "items.ndjson"
        posts, likes = write_items(path, SIZE)
        ours, peak = import_file(path, settings.data_dir)
        again, _ = import_file(path, settings.data_dir)
        check(conninfo, posts, likes)
        peer = load_with_duckdb(path)
        size = path.stat().st_size / 1e9
    print_table(
        f"Import of {posts:,} raw TikTok items, {size:.2f} GB of NDJSON, fsync on",
        ("what", "seconds", "posts/s", "against DuckDB", "peak memory"),
        [
            ("cicero import", f"{ours:.1f}", f"{posts / ours:,.0f}", f"{ours / peer:.2f}×", f"{peak:.0f} MB"),
            ("the same file again", f"{again:.1f}", f"{posts / again:,.0f}", f"{again / peer:.2f}×", ""),
            ("DuckDB, same columns", f"{peer:.1f}", f"{posts / peer:,.0f}", "1", ""),
        ],
    )
    print("  promised: ≥ 5,000 posts/s, peak memory under 300 MB")


def write_items(path: Path, size: int) -> tuple[int, int]:
    """How many items were written, and the sum of their likes."""
    dice = random.Random(7)
    padding = {f"bitrate{n}": "x" * 380 + str(n) for n in range(40)}
    posts = likes = written = 0
    with path.open("wb") as file:
        while written < size:
            item = invent_item(dice, posts, padding)
            likes += int(item["statsV2"]["diggCount"])  # type: ignore[index,call-overload]
            written += file.write(json.dumps(item, ensure_ascii=False).encode() + b"\n")
            posts += 1
    return posts, likes


def invent_item(dice: random.Random, number: int, padding: dict[str, str]) -> dict[str, object]:
    account, second = number % ACCOUNTS, FIRST_SECOND + number * 60
    views = int(dice.lognormvariate(9, 1.5))
    counts = {
        "diggCount": views // 20,
        "commentCount": views // 700,
        "shareCount": views // 900,
        "playCount": views,
        "collectCount": views // 800,
    }
    tags = [f"tag{dice.randrange(500)}" for _ in range(4)]
    return {
        "id": str((second << 32) + number),
        "desc": "invented " + " ".join(f"#{tag}" for tag in tags),
        "createTime": second,
        "author": {
            "id": str(9_000_000 + account),
            "uniqueId": f"account{account}",
            "nickname": f"Account {account}",
        },
        "authorStats": {
            "followerCount": 10_000 + account,
            "heartCount": 5,
            "videoCount": 9,
            "followingCount": 3,
        },
        "stats": counts,
        "statsV2": {name: str(value) for name, value in counts.items()},
        "textExtra": [{"hashtagName": tag, "type": 1} for tag in tags],
        "challenges": [{"id": "1", "title": tag, "desc": "d" * 200} for tag in tags],
        "music": {"id": "5", "title": "sound", "duration": 20},
        "video": {"duration": 20, "cover": "https://example.org/c.jpg", "bitrateInfo": padding},
        "collectTime": FIRST_SECOND + 90 * 86400 + number,
    }


def import_file(path: Path, data_dir: Path) -> tuple[float, float]:
    """Seconds and peak memory in MB of one `cicero import`, as a whole process."""
    command = [sys.executable, "-m", "cicero.cli", "import", str(path), "--client", "bench"]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, "CICERO_DATA_DIR": str(data_dir)}, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the import ended with status {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def check(conninfo: str, posts: int, likes: int) -> None:
    with psycopg.connect(conninfo) as connection:
        stored = connection.execute("select count(*), sum(likes) from post").fetchone()
    if stored != (posts, likes):
        sys.exit(f"the import stored {stored}, the file holds {(posts, likes)}")


def load_with_duckdb(path: Path) -> float:
    start = time.perf_counter()
    with duckdb.connect(str(path.with_suffix(".duckdb"))) as connection:
        connection.execute("set threads = 2")
        connection.execute(
            """
            create table post as
            select id::bigint as post_id, to_timestamp(createTime) as published_at, "desc" as caption,
                   author.id as author_id, author.uniqueId as handle, statsV2.diggCount::bigint as likes,
                   statsV2.commentCount::bigint as comments, statsV2.shareCount::bigint as shares,
                   statsV2.playCount::bigint as views, statsV2.collectCount::bigint as saves, collectTime
            from read_json(?, format = 'newline_delimited', maximum_object_size = 33554432, columns = {
                id: 'varchar', "desc": 'varchar', createTime: 'bigint', collectTime: 'bigint',
                author: 'struct(id varchar, uniqueId varchar)',
                statsV2: 'struct(diggCount varchar, commentCount varchar, shareCount varchar,
                                 playCount varchar, collectCount varchar)'})
            """,
            [str(path)],
        )
    return time.perf_counter() - start
