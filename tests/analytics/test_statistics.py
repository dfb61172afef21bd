"""The statistics against what is published of them, against slow ways to the same, and against chance."""

from __future__ import annotations

import statistics as standard
from itertools import combinations, product
from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicero.analytics.statistics import (
    EXACT,
    Sample,
    as_normal,
    baseline,
    deviate,
    discoveries,
    drawn_in,
    least_median_place,
    rank_sum_z,
    score,
    shrunk,
    spread,
    tail,
)

MONDAY = 7 * 1000


def weeks(of: int, value: float = 0.0) -> list[Sample]:
    """A value a day that wobbles evenly around `value`."""
    wobble = (-1.0, -0.5, 0.5, 1.0)
    return [Sample(MONDAY + day, value + wobble[(day * 5 + day // 7) % 4]) for day in range(7 * of)]


def test_the_spread_of_normal_values_is_their_standard_deviation_and_outliers_do_not_move_it() -> None:
    chance = Random(5)
    values = [chance.gauss(3, 2) for _ in range(4000)]
    assert spread(values) == pytest.approx((2, 2), rel=0.05)
    assert spread([*values, 1e9, 1e9]) == pytest.approx((2, 2), rel=0.05)


def test_a_tail_above_widens_what_is_above_alone() -> None:
    chance = Random(5)
    values = [chance.gauss(0, 1) + (6 if chance.random() < 0.06 else 0) for _ in range(4000)]
    below, above = spread(values)
    assert below == pytest.approx(1.1, rel=0.1)
    assert above > 2.5


def test_a_baseline_finds_level_and_weekday_and_no_trend_where_there_is_none() -> None:
    samples = [Sample(one.day, one.value + (3 if one.day % 7 == 5 else 0)) for one in weeks(8, value=10)]
    found = baseline(samples, 0.1)
    assert found.slope == 0
    assert found.at(MONDAY + 56) == pytest.approx(10, abs=0.5)
    assert found.at(MONDAY + 61) - found.at(MONDAY + 56) == pytest.approx(3 * 8 / (8 + 24), abs=0.4)
    assert (found.n, found.days) == (56, 56)


def test_a_baseline_follows_a_steady_trend_and_one_viral_week_is_none() -> None:
    rising = [Sample(one.day, one.value * 0.2 + 0.5 * (one.day - MONDAY)) for one in weeks(8)]
    assert baseline(rising, 0.1).at(MONDAY + 70) == pytest.approx(35, abs=1)
    viral = [Sample(one.day, one.value + (50 if one.day >= MONDAY + 49 else 0)) for one in weeks(8)]
    assert baseline(viral, 0.1).slope == 0
    assert abs(baseline(viral, 0.1).at(MONDAY + 56)) < 1.5


def test_chance_is_no_trend() -> None:
    slopes = [
        baseline([Sample(MONDAY + day, chance.gauss(0, 1)) for day in range(56)], 0.1).slope
        for chance in map(Random, range(60))
    ]
    assert sum(slope != 0 for slope in slopes) <= 4


def test_the_scale_is_never_below_the_least() -> None:
    steady = [Sample(MONDAY + day, 5.0) for day in range(56)]
    assert baseline(steady, 0.2).scale == (0.2, 0.2)


def test_a_score_counts_standard_errors_and_more_things_weigh_more() -> None:
    usual = baseline([Sample(one.day, one.value, 400) for one in weeks(8)], 0.1)
    one, hundred = score(usual, usual.scale[1] * 2, 1), score(usual, usual.scale[1] * 2, 100)
    assert one == pytest.approx(2, abs=0.1)
    assert hundred > 10
    assert score(usual, -usual.scale[0] * 2, 1) == pytest.approx(-one, rel=0.2)


def test_what_is_drawn_in_stays_within_two_and_a_half_deviations() -> None:
    usual = baseline(weeks(8), 0.1)
    assert drawn_in(usual, 0.1, 1) == 0.1
    assert drawn_in(usual, 99, 1) == pytest.approx(2.5 * usual.scale[1])
    assert drawn_in(usual, -99, 4) == pytest.approx(-2.5 * usual.scale[0] / 2)


@pytest.mark.parametrize(("t", "freedom", "p"), [(2.228, 10, 0.025), (3.169, 10, 0.005), (2.045, 29, 0.025)])
def test_a_deviate_of_student_becomes_as_unlikely_a_normal_one(t: float, freedom: int, p: float) -> None:
    """Against the printed tables of Student's distribution."""
    assert tail(as_normal(t, freedom)) == pytest.approx(p, rel=0.03)
    assert as_normal(-t, freedom) == -as_normal(t, freedom)


@pytest.mark.parametrize(("z", "p"), [(0, 0.5), (1.959964, 0.025), (3.090232, 0.001)])
def test_tails_are_those_of_the_normal_distribution(z: float, p: float) -> None:
    assert tail(z) == pytest.approx(p, rel=1e-4)
    assert deviate(p) == pytest.approx(z, abs=1e-4)


def test_a_chance_too_small_to_write_is_still_a_deviate() -> None:
    assert deviate(0.0) > 30


@given(st.lists(st.integers(0, 5), min_size=2, max_size=7), st.data())
def test_ranks_are_tested_as_if_all_ways_to_choose_were_counted(
    values: list[int], data: st.DataObject
) -> None:
    """The z is off the mean of all possible rank sums by so many of their standard deviations."""
    n = data.draw(st.integers(1, len(values) - 1))
    ordered = sorted(values)
    rank = {v: standard.mean(place for place, w in enumerate(ordered, 1) if w == v) for v in values}
    sums = [sum(chosen) for chosen in combinations([rank[v] for v in values], n)]
    mine = sum(rank[v] for v in values[:n])
    ties = sum(ordered.count(v) ** 3 - ordered.count(v) for v in set(values))
    deviation = standard.pstdev(sums)
    off = mine - standard.mean(sums)
    expected = (off - (off > 0) * 0.5 + (off < 0) * 0.5) / deviation if deviation > 1e-9 else 0.0
    assert rank_sum_z(mine, n, len(values), ties) == pytest.approx(expected, abs=1e-6)


def test_discoveries_are_those_of_benjamini_and_hochberg() -> None:
    """The example of their paper: of 15 hypotheses at 5 %, the first four are rejected."""
    chances = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
        0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    assert discoveries(chances, 0.05) == [True] * 4 + [False] * 11
    assert discoveries(chances[::-1], 0.05) == [False] * 11 + [True] * 4
    assert discoveries([], 0.05) == []


@pytest.mark.parametrize("n", range(1, 14))
def test_the_median_is_at_least_the_value_at_the_place(n: int) -> None:
    """Counted over all ways in which `n` values may lie above or below the true median."""
    place = least_median_place(n)
    below = [sum(way) for way in product((0, 1), repeat=n)]
    if place is not None:
        assert sum(k < place for k in below) / 2**n <= 0.05
    assert sum(k < (place or 0) + 1 for k in below) / 2**n > 0.05


def test_far_places_go_on_where_the_exact_ones_end() -> None:
    exact, far = least_median_place(EXACT), least_median_place(EXACT + 1)
    assert exact is not None
    assert far is not None
    assert 0 <= far - exact <= 1
    assert sum(comb(EXACT, k) for k in range(exact)) / 2**EXACT <= 0.05


def test_few_are_drawn_to_nothing_and_many_stay() -> None:
    assert shrunk(4.0, 8, 8) == 2.0
    assert shrunk(4.0, 1e9, 8) == pytest.approx(4.0)
