"""How far a figure is to be trusted: counts by their coverage, rates and medians also by how many posts."""

from __future__ import annotations

import pytest

from cicero.analytics import Figure, confidence, coverage
from cicero.metrics import METRICS


@pytest.mark.parametrize(
    ("name", "figure", "level"),
    [
        ("likes", Figure(7, 1, 1), "high"),
        ("likes", Figure(7, 90, 100), "high"),
        ("likes", Figure(7, 89, 100), "medium"),
        ("likes", Figure(7, 49, 100), "low"),
        ("likes", Figure(None, 0, 100), "none"),
        ("likes", Figure(0, 0, 0), "none"),
        ("followers", Figure(500, 2, 2), "high"),
        ("follower_growth_rate", Figure(1.5, 1, 2), "medium"),
        ("posting_frequency", Figure(0.5, 2, 2), "high"),
        ("engagement_rate_views", Figure(3.4, 30, 30), "high"),
        ("engagement_rate_views", Figure(3.4, 29, 30), "medium"),
        ("typical_views", Figure(100.0, 9, 9), "low"),
        ("typical_views", Figure(100.0, 300, 1000), "low"),
    ],
)
def test_confidence(name: str, figure: Figure, level: str) -> None:
    assert confidence(METRICS[name], figure) == level


def test_coverage_is_a_share_and_unknown_of_nothing() -> None:
    assert coverage(Figure(1, 3, 4)) == 0.75
    assert coverage(Figure(0, 0, 0)) is None
