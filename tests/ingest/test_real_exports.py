"""Real exports give exactly the figures they are known by, and a second import changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.ingest.conftest import OPTIONS, Importer

from cicero import analytics, clients
from cicero.analytics.asking import ask
from cicero.db import Connection

COUNTERS = ("likes", "comments", "shares", "saves", "views")
EVERYTHING = {"from": "2010-01-01", "to": "2026-12-31", "metrics": "posts," + ",".join(COUNTERS)}

# posts, then (sum, posts on which it is known) of each counter; None where the source never says it.
EXPECTED: dict[str, tuple[int, dict[str, tuple[int | None, int]]]] = {
    "tiktok-web-items": (
        900,
        {
            "likes": (44_643_250, 900),
            "comments": (507_523, 900),
            "shares": (1_610_577, 900),
            "saves": (1_971_657, 900),
            "views": (1_133_042_600, 900),
        },
    ),
    "zeeschuimer-tiktok": (
        96,
        {
            "likes": (4_292_818, 96),
            "comments": (65_488, 96),
            "shares": (73_131, 96),
            "views": (102_789_372, 96),
        },
    ),
    "zeeschuimer-instagram/posts.ndjson": (
        23,
        {"likes": (503_914, 19), "comments": (6_670, 23), "views": (None, 0), "shares": (None, 0)},
    ),
    "zeeschuimer-instagram/newposts1.ndjson": (
        14,
        {"likes": (327_227, 13), "comments": (15_964, 14), "views": (None, 0)},
    ),
    "socialinsider-csv": (
        3_756,
        {
            "likes": (21_365_481, 3_756),
            "comments": (1_713_994, 3_756),
            "shares": (None, 0),
            "views": (None, 0),
        },
    ),
    "apify-instagram": (
        1_836,
        {"likes": (38_715_590, 1_707), "comments": (483_780, 1_836), "views": (None, 0)},
    ),
    "meta-business-suite": (112, {"likes": (28_023, 112), "views": (1_338_194, 112)}),
    "follower-history": (0, {}),
}


async def answer(connection: Connection, **asked: str) -> Mapping[str, Any]:
    client = await clients.on_this_machine(connection, "kopi")
    return analytics.as_json(
        await analytics.run(connection, await ask(connection, client, {**EVERYTHING, **asked}))
    )


async def everything(connection: Connection) -> list[list[tuple[Any, ...]]]:
    """Every row with the transaction that wrote it."""
    tables = ("post", "post_snapshot", "tag", "account", "account_snapshot", "comment", "client_account")
    found = []
    for table in tables:
        rows = f"select t.*, t.xmin::text from {table} t order by t"
        cursor = await connection.execute(rows)  # type: ignore[arg-type]
        found.append(await cursor.fetchall())
    return found


@pytest.mark.parametrize("folder", EXPECTED)
async def test_figures_are_exact_and_a_second_import_changes_nothing(
    importer: Importer, connection: Connection, real_data: Path, folder: str
) -> None:
    options = OPTIONS.get(folder.partition("/")[0])
    reports = await importer(real_data / folder, options=options)
    assert [(report.status, report.rejected) for report in reports] == [("done", 0)] * len(reports)
    posts, counters = EXPECTED[folder]
    totals = (await answer(connection))["totals"]
    assert totals["posts"]["value"] == posts
    if posts:
        assert {name: (totals[name]["value"], totals[name]["n"]) for name in counters} == counters
    before = await everything(connection)
    await importer(real_data / folder, options=options)
    assert await everything(connection) == before


async def test_five_news_accounts_by_name(
    importer: Importer, connection: Connection, real_data: Path
) -> None:
    await importer(real_data / "socialinsider-csv")
    cursor = await connection.execute(
        "select a.name, count(*) from post p join account a using (account_id) group by 1"
    )
    assert sorted(count for _, count in await cursor.fetchall()) == [509, 663, 686, 782, 1116]
    kinds = {
        row["key"]: row["values"]["posts"]["value"] for row in (await answer(connection, by="kind"))["rows"]
    }
    assert kinds == {"video": 2350, "carousel": 725, "image": 681}
    days = await answer(connection, by="day")
    published = [row["key"] for row in days["rows"] if row["values"]["posts"]["value"]]
    assert (published[0], published[-1]) == ("2026-05-26", "2026-06-24")


async def test_follower_history_keeps_every_sample(
    importer: Importer, connection: Connection, real_data: Path
) -> None:
    await importer(real_data / "follower-history", options=OPTIONS["follower-history"])
    cursor = await connection.execute("select count(*), count(distinct account_id) from account_snapshot")
    assert await cursor.fetchone() == (898, 5)


async def test_five_visits_to_a_channel_are_one_account_with_curves_that_fall(
    importer: Importer, connection: Connection, real_data: Path
) -> None:
    reports = await importer(real_data / "scrapfly", options=OPTIONS["scrapfly"])
    assert {report.status for report in reports} == {"done"}
    before = await everything(connection)
    await importer(real_data / "scrapfly", options=OPTIONS["scrapfly"])
    assert await everything(connection) == before
    cursor = await connection.execute(
        """
        select count(distinct account_id), count(*) filter (where platform = 'tiktok'),
               (select count(*) from account where platform = 'tiktok')
        from post where platform = 'tiktok'
        """
    )
    assert await cursor.fetchone() == (1, 179, 1)
    # Both curves fall somewhere, as the source said.
    assert (5494, 4985) in await falls(connection, "comments")
    assert (5383, 5369) in await falls(connection, "likes")
    assert (5369, 5150) in await falls(connection, "likes")


async def falls(connection: Connection, counter: str) -> set[tuple[int, int]]:
    """Every (value, smaller value at the next sample that knows it) of a counter."""
    cursor = await connection.execute(
        f"""
        select before, {counter} from (
            select {counter},
                   lag({counter}) over (partition by account_id, post_id order by observed_at) before
            from post_snapshot where {counter} is not null
        ) s where before > {counter}
        """  # type: ignore[arg-type]
    )
    return set(await cursor.fetchall())
