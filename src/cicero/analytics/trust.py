"""How far a figure can be trusted: the share of what it should rest on, and a small scale in words.

The scale is a rule of thumb for readers, no statistic: it says at which figures to look twice.
"""

from __future__ import annotations

from typing import Literal

from cicero.analytics.result import Figure
from cicero.metrics import Metric

Confidence = Literal["none", "low", "medium", "high"]
SCALE: tuple[tuple[Confidence, float, int], ...] = (("high", 0.9, 30), ("medium", 0.5, 10))
"""From the best: the least coverage, and of how many posts at least a rate or median has to be."""


def coverage(figure: Figure) -> float | None:
    """The share of the posts (or accounts) of which the needed counts are known, 0 to 1; None of none."""
    return figure.n / figure.of if figure.of else None


def confidence(metric: Metric, figure: Figure) -> Confidence:
    """`none` where the value is unknown or rests on nothing.

    A count is as good as its coverage, for it speaks of these posts alone; a rate or median speaks of how
    posts usually do, and a few of them tell little of that.
    """
    covered = coverage(figure)
    if figure.value is None or covered is None:
        return "none"
    speaks_of_all = metric.unit in ("count", "per_day", "per_week") or metric.source == "account"
    for level, least, posts in SCALE:
        if covered >= least and (speaks_of_all or figure.n >= posts):
            return level
    return "low"
