"""Middles, spreads and ranks, against worked examples."""

from __future__ import annotations

import statistics
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicero.analytics.distribution import (
    log_deviation,
    median,
    middle_mean,
    outperformance,
    percentile_rank,
    quantile,
    quartiles,
)

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("values", "mean"), [([5], 5), ([1, 3], 2), ([0, 10, 20, 999], 15), ([0, 1, 2, 3, 4, 5, 6, 999], 3.5)]
)
def test_the_middle_is_without_the_outer_quarters(values: list[float], mean: float) -> None:
    assert middle_mean(values) == mean


@pytest.mark.parametrize(
    ("actual", "expected", "score"),
    [(200, 100, 2), (100, 200, -2), (100, 100, 1), (3, 1, 1), (30, 1, 3), (0, 50, -5), (0, 0, 1)],
)
def test_outperformance_below_one_is_turned_around_and_small_counts_are_levelled(
    actual: float, expected: float, score: float
) -> None:
    assert outperformance(actual, expected, 10) == score


def test_an_outlier_does_not_hide_itself() -> None:
    normal = statistics.NormalDist(log(1000), 0.5)
    counts = [exp(normal.inv_cdf((n + 0.5) / 1000)) for n in range(1000)]
    off = log_deviation(1000 * exp(1.5), 1000, counts, 10)
    assert off == pytest.approx(3, abs=0.01)
    assert log_deviation(1000 * exp(1.5), 1000, [*counts[:-9], *[1e9] * 9], 10) == off
    assert log_deviation(1000 * exp(-1.5), 1000, counts, 10) == pytest.approx(-3, abs=0.01)


def test_few_or_equal_or_small_counts_say_nothing_of_how_far_another_is() -> None:
    assert log_deviation(99, 20, list(range(15, 34)), 10) is None
    assert log_deviation(99, 20, list(range(15, 35)), 10) is not None
    assert log_deviation(99, 20, [1.0, *[20.0] * 30, 50.0], 10) is None
    assert log_deviation(99, 5, list(range(1, 9)) * 3, 10) is None


@given(VALUES)
def test_the_median_is_that_of_the_standard_library(values: list[float]) -> None:
    assert median(values) == pytest.approx(statistics.median(values), abs=1e-6)


@given(VALUES)
def test_quantiles_are_those_of_the_standard_library(values: list[float]) -> None:
    if len(values) > 1:
        quarters = statistics.quantiles(values, n=4, method="inclusive")
        found = [quantile(sorted(values), part) for part in (0.25, 0.5, 0.75)]
        assert found == pytest.approx(quarters, abs=1e-6)


@given(st.lists(st.integers(-99, 99), min_size=2))
def test_quartiles_are_those_of_the_textbook(values: list[int]) -> None:
    low, middle, high = quartiles(values)
    assert middle == statistics.median(values)
    ordered = sorted(values)
    place = (len(ordered) - 1) / 4
    below = ordered[int(place)]
    above = ordered[min(int(place) + 1, len(ordered) - 1)]
    assert low == pytest.approx(below + (above - below) * (place - int(place)))
    assert low <= middle <= high


def test_one_value_is_all_its_quartiles() -> None:
    assert quartiles([7.0]) == (7.0, 7.0, 7.0)


@pytest.mark.parametrize(
    ("value", "others", "rank"), [(5, [1, 2, 3, 9], 75), (5, [5, 5], 50), (0, [1], 0), (2, [1, 2, 2, 3], 50)]
)
def test_a_percentile_counts_equals_half(value: float, others: list[float], rank: float) -> None:
    assert percentile_rank(value, others) == rank
