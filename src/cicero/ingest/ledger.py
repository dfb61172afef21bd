"""The accuracy ledger: stored counts against those of a fetch, by metric and age of the stored value.

Three bases, never mixed: `live`, every fetch against what stood here before it · `sample`, the daily random
posts fetched by detail call for the purpose · `stored`, what stands here directly after a fetch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from cicero.db import Connection, execute, sql
from cicero.posts import StoredCounts
from cicero.records import Post

Basis = Literal["live", "sample", "stored"]

METRICS = ("likes", "comments", "shares", "saves", "views")
AGES = (60, 360, 1440, 4320, 10_080, 43_200, 525_600)
"""Classes of age in minutes: up to an hour, 6 hours, a day, 3 days, a week, 30 days, longer."""

DIRECTLY = 0
"""The class of what is compared directly after it was stored."""


class Line(Struct):
    """One class: `n` pairs of a stored and a fetched count, how many equal, how many within 1 %.

    `relative_sum` ÷ `n` is the mean relative difference, |stored − fetched| ÷ max(fetched, 1).
    """

    n: int = 0
    equal: int = 0
    within_1pct: int = 0
    relative_sum: float = 0.0

    def add(self, stored: int, fetched: int) -> None:
        difference = abs(stored - fetched)
        self.n += 1
        self.equal += difference == 0
        self.within_1pct += difference * 100 <= fetched
        self.relative_sum += difference / max(fetched, 1)


Lines = dict[tuple[Basis, str, int], Line]


def compare(lines: Lines, basis: Basis, stored: Mapping[int, StoredCounts], fetched: Iterable[Post]) -> None:
    """Add each count that is known on both sides; posts that were not here before have nothing to compare.

    Of a post fetched more than once at the same instant nothing is compared with itself: a stored value of
    that very instant is skipped, but for the basis `stored`.
    """
    for post in fetched:
        here = stored.get(post.post_id)
        if here is None or (basis != "stored" and here.observed_at >= post.observed_at):
            continue
        age = DIRECTLY if basis == "stored" else age_class(post.observed_at - here.observed_at)
        for metric in METRICS:
            ours, theirs = getattr(here, metric), getattr(post.counts, metric)
            if ours is not None and theirs is not None:
                lines.setdefault((basis, metric, age), Line()).add(ours, theirs)


def age_class(age: timedelta) -> int:
    minutes = age / timedelta(minutes=1)
    return next((limit for limit in AGES if minutes <= limit), AGES[-1])


async def enter(connection: Connection, account_id: int, source: str, at: datetime, lines: Lines) -> None:
    """Add the lines to the account's day in the ledger."""
    if not lines:
        return
    ordered = sorted(lines.items())
    columns = {
        "basis": [basis for (basis, _, _), _ in ordered],
        "metric": [metric for (_, metric, _), _ in ordered],
        "age": [age for (_, _, age), _ in ordered],
        **{name: [getattr(line, name) for _, line in ordered] for name in Line.__struct_fields__},
    }
    values = {"account_id": account_id, "source": source, "at": at, **columns}
    await execute(connection, sql(__package__, "add_accuracy"), values)
