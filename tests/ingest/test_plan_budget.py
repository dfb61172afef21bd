"""The price of a call as the budget sets it, and what is given up when even that does not suffice."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicero.ingest.budget import CHEAPEST, DEAREST, forecast, price_for
from cicero.ingest.degradation import STEPS, Purpose, allowed, sentences

MANY = 100


def spend(price: float, promised: timedelta = timedelta(days=7), posts_a_day: int = 2) -> float:
    return forecast(MANY, posts_a_day / 24, page_size=12, price=price, promised=promised)


@given(st.floats(CHEAPEST, DEAREST), st.floats(1, 50))
def test_a_dearer_call_never_raises_the_forecast(price: float, times: float) -> None:
    assert spend(price * times) <= spend(price)


def test_who_posts_more_costs_more() -> None:
    assert spend(2, posts_a_day=6) > spend(2, posts_a_day=1)


def test_the_forecast_keeps_the_promise_at_any_price() -> None:
    assert spend(DEAREST, timedelta(hours=6)) >= 1 / 6


@given(st.integers(10, 100_000), st.integers(1, 100))
def test_the_price_spends_what_is_left_and_fewer_calls_make_it_dearer(left: int, percent: int) -> None:
    price = price_for(left, 720, spend)
    if CHEAPEST < price < DEAREST:
        assert spend(price) * 720 == pytest.approx(left, rel=0.01)
    assert price_for(left * percent / 100, 720, spend) >= price


def test_plenty_of_calls_cost_the_least_and_none_the_most() -> None:
    assert price_for(1e9, 24, spend) == CHEAPEST
    assert price_for(0, 24, spend) == pytest.approx(DEAREST)
    assert price_for(5, 0, spend) == CHEAPEST


def test_things_are_given_up_one_after_the_other_and_new_posts_and_followers_never() -> None:
    assert allowed(1.0) == set(get_args(Purpose))
    kept = [allowed(shortage) for shortage in (1, 1.05, 1.2, 1.3, 1.5, 1.8, 2.5, 4, 6, float("inf"))]
    for more, fewer in pairwise(kept):
        assert fewer <= more
    assert kept[-1] == {"list_own", "profile"}
    assert [step.above for step in STEPS] == sorted(step.above for step in STEPS)


def test_what_is_suspended_is_said_in_the_readers_language() -> None:
    assert sentences(1.0, "en") == ()
    assert sentences(1.15, "en")[-1] == "Comments on competitors' posts are not read."
    assert sentences(1.15, "id")[-1] == "Komentar pada kiriman pesaing tidak dibaca."
    assert len(sentences(9, "id")) == len(STEPS)
