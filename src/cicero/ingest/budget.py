"""What a call has to save, so that the calls left last until the quota renews.

One number, the price, is shared by all accounts of a source: error-hours that a call must save. Running short
raises it, and every account is then visited less often, those first where least moves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from math import sqrt

from cicero.ingest.growth import reached

CHEAPEST, DEAREST = 0.01, 10_000.0
"""Prices searched between: minutes between visits to a busy account, and weeks to a quiet one."""
FOUND = 1.0
"""Hours. A new post is taken to be found at about that age; its growth counts from there on."""


def price_for(calls_left: float, hours_left: float, spend_at: Callable[[float], float]) -> float:
    """The price at which the calls left last for the hours left.

    `spend_at` forecasts calls an hour of all accounts together at a price, never more at a higher one. When
    even the dearest spends too much, it is the answer: what was promised costs more than there is.
    """
    affordable = calls_left / hours_left if hours_left > 0 else float("inf")
    low, high = CHEAPEST, DEAREST
    if spend_at(low) <= affordable:
        return low
    for _ in range(40):
        middle = sqrt(low * high)
        if spend_at(middle) > affordable:
            low = middle
        else:
            high = middle
    return high


def forecast(
    posts: int,
    rate: float,
    *,
    page_size: int,
    price: float,
    promised: timedelta,
    longest: timedelta = timedelta(days=7),
    weight: float = 1.0,
) -> float:
    """Expected list calls an hour of one account at a price, over the days to come.

    `posts`: how many of its posts are followed, `rate`: how many it publishes an hour, `weight`: how much a
    post counts on average (see `growth.shown`).

    For error that grows steadily at r an hour, calls and error cost least together when visits are
    √(2·price ÷ r) apart. Each page has its r from how often the account posts, which decides how old its
    posts are; no page is read more often than the ones before it, the first at least as often as promised.
    """
    limit = max(min(promised, longest).total_seconds() / 3600, 1e-6)
    wait, calls = 2 * FOUND, 0.0
    for _ in range(4):  # a post is found half a wait old on average, which in turn decides the wait
        wait = min(sqrt(2 * price / (weight * page_error(rate, page_size, 1, wait / 2))), limit)
    for page in range(1, max(-(-posts // page_size), 1) + 1):
        if page > 1:
            wait = max(wait, sqrt(2 * price / (weight * page_error(rate, page_size, page))))
        calls += 1 / wait
    return calls


def page_error(rate: float, page_size: int, page: int, found: float = FOUND) -> float:
    """Error that an hour adds to what is stored of a page, in posts, at so many posts an hour.

    A new post is wholly wrong until it is found, at an age of `found` hours; a page's posts then move as
    posts of their age do.
    """
    rate = max(rate, 1e-6)
    last = reached(page * page_size / rate + found)
    first = reached((page - 1) * page_size / rate + found)
    return rate * (last - first + (1.0 if page == 1 else 0.0)) + 1e-9
