"""What a metric is. The entries themselves stand in `catalogue`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero.records import PLATFORMS, Platform

Unit = Literal["count", "percent", "ratio", "per_day"]
"""percent: 3.4 means 3.4 %, and it changes in percentage points · ratio: so many per post."""

Counter = Literal["likes", "comments", "shares", "saves", "views", "followers"]
"""The columns of `post` that a formula may count with."""

Source = Literal["post", "account"]
Language = Literal["en", "id"]
Text = dict[Language, str]


class Metric(Struct, frozen=True, kw_only=True):
    """One metric, defined once; every page, file and answer shows this name and this formula.

    `numerator`, `denominator` and `known` are SQL aggregates (`total` is the exact sum of bigints) over rows
    with `platform`, the counters in `needs`, and `posts`, the number of posts that a row stands for: a row
    may be the sum of many posts of which the same counters are known. `known` counts the posts that the
    figure rests on. `per_day` divides by the days of the group. Instead of these, `median` is SQL for the
    value of one post. An account metric has no SQL here: `analytics` reads it from the follower samples.
    """

    name: str
    label: Text
    formula: Text
    unit: Unit = "count"
    source: Source = "post"
    numerator: str = ""
    denominator: str | None = None
    known: str = "total(posts)"
    median: str = ""
    needs: tuple[Counter, ...] = ()
    per_day: bool = False
    up_is_good: bool | None = True
    platforms: tuple[Platform, ...] = PLATFORMS
    note: Text | None = None
