"""Counts of two things together, against worked examples."""

from __future__ import annotations

from math import log

import pytest

from cicero.analytics.association import jaccard, log_likelihood


def test_things_that_meet_as_by_chance_have_no_strength() -> None:
    assert log_likelihood(25, 50, 50, 100) == pytest.approx(0)


def test_the_strength_is_twice_the_sum_of_observed_times_log_observed_by_expected() -> None:
    expected = 2 * (30 * log(30 / 16) + 10 * log(10 / 24) + 10 * log(10 / 24) + 50 * log(50 / 36))
    assert log_likelihood(30, 40, 40, 100) == pytest.approx(expected)


def test_things_that_avoid_each_other_are_below_zero() -> None:
    assert log_likelihood(0, 50, 50, 100) == pytest.approx(-2 * 100 * log(2))


def test_more_evidence_of_the_same_is_stronger() -> None:
    assert log_likelihood(20, 20, 20, 100) > log_likelihood(1, 1, 1, 100) > 0


def test_the_shared_part_of_both() -> None:
    assert jaccard(2, 3, 5) == 2 / 6
    assert jaccard(0, 0, 0) is None
