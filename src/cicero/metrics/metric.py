"""What a metric is. The entries themselves stand in `catalogue`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero.records import Platform

Unit = Literal["count", "percent", "ratio", "per_day"]
Text = dict[Literal["en", "id"], str]


class Metric(Struct, frozen=True, kw_only=True):
    """One metric, defined once; every page, file and answer shows this name and this formula.

    A post metric is `numerator`, or `numerator ÷ denominator`, each a SQL aggregate over the columns of
    `post`; `known` is the aggregate that counts the rows the figure rests on (the n of n of N).
    `additive` says that the aggregates of disjoint sets of posts may be added up.
    """

    name: str
    label: Text
    formula: Text
    unit: Unit
    source: Literal["post", "account"]
    numerator: str
    known: str
    denominator: str | None = None
    additive: bool = True
    up_is_good: bool | None = True
    platforms: tuple[Platform, ...] = ("instagram", "tiktok")
    note: Text | None = None
