"""Days on which an account published nothing though it usually would have: pure, over one account's days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import exp

from cicero.analytics.anomaly import Anomaly, DayPosts
from cicero.analytics.deviations import OUTLYING, WEEKS, date_of
from cicero.analytics.statistics import deviate, tail

LEAST_POSTS, LEAST_DAYS = 8, 28
"""What the usual pace has to rest on."""
LONGER = 1.5
"""So many times longer than the longest time without a post in the weeks before."""


def of_silence(days: Mapping[int, DayPosts], known_until: int | None, first: int, last: int) -> list[Anomaly]:
    """Times without a post that reach into the days from `first` to `last`.

    Nothing is said of days after `known_until`. How likely a silence is at the usual pace is told by
    Poisson's distribution: exp(-pace · days).
    """
    if not days or known_until is None:
        return []
    end = min(last, known_until)
    published = sorted(day for day in days if day <= end)
    gaps = [(early + 1, late - 1) for early, late in pairwise([*published, end + 1])]
    return [
        found
        for since, until in gaps
        if until >= max(since, first)
        for found in _judged(days, published, since, until)
    ]


def _judged(days: Mapping[int, DayPosts], published: list[int], since: int, until: int) -> Iterator[Anomaly]:
    before = published[bisect_left(published, since - WEEKS) : bisect_left(published, since)]
    known = since - max(published[0], since - WEEKS)
    posts = sum(days[day].posts for day in before)
    if posts < LEAST_POSTS or known < LEAST_DAYS:
        return
    silent = until - since + 1
    unlikely = exp(-posts / known * silent)
    if unlikely > tail(OUTLYING):
        return
    longest = max((late - early - 1 for early, late in pairwise(before)), default=0)
    if silent >= LONGER * longest:
        yield Anomaly(
            account_id=days[before[-1]].account_id,
            what="silence",
            up=False,
            first=date_of(since),
            last=date_of(until),
            value=silent,
            usual=longest,
            n=0,
            baseline_n=posts,
            score=-deviate(unlikely),
        )
