"""A small planted world: what is found in it is what was planted, and a calm one stays quiet."""

from __future__ import annotations

from datetime import UTC, datetime

from bench.hits import Hits, Truth, of_anomalies, of_best_hours, of_outliers, of_trends
from bench.planted import fill

from cicero.db import Connection
from cicero.emulator import build_world

UNTIL = datetime(2026, 3, 1, 5, tzinfo=UTC)
ACCOUNTS = 12
JUDGES = (of_anomalies, of_best_hours, of_outliers, of_trends)


async def hits(connection: Connection, calm: bool) -> list[Hits]:
    """In the order of JUDGES."""
    world = build_world(3, UNTIL, accounts=ACCOUNTS, calm=calm)
    told = Truth(world=world, ids=await fill(connection, world))
    return [await judge(connection, told) for judge in JUDGES]


async def test_what_is_planted_is_found_and_little_else(connection: Connection) -> None:
    anomalies, hours, outliers, trends = await hits(connection, calm=False)
    for found, least in ((anomalies, 8), (hours, 20), (outliers, 25)):
        assert found.planted >= least
        assert found.recall >= 0.8, found
        assert found.precision >= 0.8, found
    # A tag that few accounts of a small world take up does not rise beyond chance.
    assert (trends.planted, trends.recalled >= 2, trends.precision) == (3, True, 1.0)


async def test_a_calm_world_raises_hardly_an_alarm(connection: Connection) -> None:
    months = ACCOUNTS * 12
    for found in await hits(connection, calm=True):
        assert found.planted == 0
        assert found.found < 0.15 * months


def test_hits_add_up() -> None:
    total = Hits(found=4, right=3, planted=2, recalled=1)
    total.add(Hits(found=1, right=1, planted=2, recalled=2))
    assert total == Hits(found=5, right=4, planted=4, recalled=3)
    assert (total.precision, total.recall) == (0.8, 0.75)
