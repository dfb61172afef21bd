"""What is known of a count at an age from samples at other ages."""

from __future__ import annotations

import pytest

from cicero.analytics.ages import count_at, counts_at


@pytest.mark.parametrize(
    ("curve", "age", "count"),
    [
        ([(10, 100)], 10, 100),
        ([(10, 100), (20, 200)], 15, 150),
        ([(10, 100), (20, 200)], 20, 200),
        # a sample speaks for a quarter around it, no further
        ([(10, 100)], 12.5, 100),
        ([(10, 100)], 12.6, None),
        ([(12.5, 100)], 10, 100),
        ([(12.6, 100)], 10, None),
        # too far from each other for a straight line
        ([(10, 100), (26, 260)], 18, None),
        ([(10, 100), (26, 260)], 12, 100),
        ([(10, 100), (26, 260)], 24, 260),
        # nothing moved in between, however long
        ([(10, 100), (400, 100)], 99, 100),
        ([(0, 5), (10, 5)], 3, 5),
        ([], 5, None),
    ],
)
def test_a_count_between_samples(curve: list[tuple[float, int]], age: float, count: float | None) -> None:
    its = [age for age, _ in curve], [count for _, count in curve]
    assert count_at(its, age) == count
    if curve:
        assert counts_at([its], age) == ([] if count is None else [count])
