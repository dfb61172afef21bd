"""Weekday by hour as a picture: its cells, whatever colours them. `parts/heatmap.html` draws them.

A cell leads to the posts of its hour, a chosen one back to all hours.
"""

from __future__ import annotations

from msgspec import Struct

from cicero.web.address import Address

ENOUGH = 3
"""With fewer posts a cell is hatched: their median says little."""
WEEKDAYS, HOURS = range(1, 8), range(24)


class Cell(Struct, frozen=True, kw_only=True):
    """`level` 0 … 6; None where the hour has too few posts to be judged. `marked`: it stands out."""

    weekday: int
    hour: int
    posts: int
    value: float | int | None
    level: int | None
    chosen: bool
    address: str
    marked: bool = False


def is_chosen(weekday: int, hour: int, here: Address) -> bool:
    return (here["weekday"], here["hour"]) == (str(weekday), str(hour))


def address_of(weekday: int, hour: int, here: Address) -> str:
    if is_chosen(weekday, hour, here):
        return here.without("weekday", "hour")
    return here.with_(weekday=weekday, hour=hour)


def in_rows(cells: list[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """All 168 in the order of the week, a row for each weekday."""
    return tuple(tuple(cells[24 * day : 24 * day + 24]) for day in range(7))
