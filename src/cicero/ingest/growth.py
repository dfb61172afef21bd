"""How the counters of a post are expected to move: from its age, from its own last samples, from its account.

A prior curve says which share of the final count a post has reached at an age. It follows the published
medians of how much views grow within about 8 days (first seen in the first week 20 %, second 5 %, third 4 %,
fourth 3 %, after ten weeks 0.2 %) and a steep first day, half of everything. What a post did between its
samples, against what the curve let expect, gives its pace; few observations pull it little away from its
account's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import exp, log

from msgspec import Struct

PARTS = ((0.315, 6.2), (0.436, 46.0), (0.249, 482.0))
"""Of the final count: which share arrives with which time constant, in hours. Fitted to the medians above."""
YOUNGEST = 0.05
"""Hours. A post is never taken to be younger, so that the curve stays above zero."""
_OLDEST, _STEPS = 10_000.0, 400
_LOW = log(YOUNGEST)
_PER = _STEPS / (log(_OLDEST) - _LOW)
SLOWEST, FASTEST = 0.2, 6.0
ACCOUNT_PULL, POST_PULL = 0.5, 0.1
"""How much growth (as a logarithm) must have been seen until it weighs as much as what was thought before."""


class Sample(Struct, frozen=True):
    """The counters of a post as they were fetched at an instant, changed since the sample before or not."""

    at: datetime
    likes: int | None
    comments: int | None
    views: int | None


class Known(Struct, frozen=True, kw_only=True):
    """A post that was found. `samples`: its latest one to three, newest last."""

    post_id: int
    published_at: datetime
    samples: tuple[Sample, ...]


class Moving(Struct, frozen=True):
    """A post as the plan sees it: its age, its age when last fetched, both in hours, its pace (1: as the
    curve says), and how much its error weighs: the share of the three counters that its network shows."""

    post_id: int
    age: float
    seen: float
    pace: float
    weight: float = 1.0


def reached(age: float) -> float:
    """Logarithm of the share of the final count that a post has at an age in hours; read from a table."""
    place = (log(age) - _LOW) * _PER if age > YOUNGEST else 0.0
    index = int(place)
    if index >= _STEPS:
        return 0.0
    return _TABLE[index] + (_TABLE[index + 1] - _TABLE[index]) * (place - index)


def _exactly(age: float) -> float:
    return log(1.0 - sum(share * exp(-age / constant) for share, constant in PARTS))


def moving(known: Sequence[Known], at: datetime) -> list[Moving]:
    """The posts with their ages at an instant and their paces, in the order given."""
    grown = [_grown(post) for post in known]
    usual = sum(min(observed, FASTEST * expected) for observed, expected in grown)
    account = _shrunk(usual, sum(expected for _, expected in grown), 1.0, ACCOUNT_PULL)
    return [
        Moving(
            post.post_id,
            _hours(post, at),
            min(_hours(post, post.samples[-1].at), _hours(post, at)),
            _shrunk(observed, expected, account, POST_PULL),
            shown(post),
        )
        for post, (observed, expected) in zip(known, grown, strict=True)
    ]


def shown(post: Known) -> float:
    """The share of the three counters that is known; one at least, so that no post is forgotten."""
    sample = post.samples[-1]
    return max(sum(1 for value in (sample.likes, sample.comments, sample.views) if value is not None), 1) / 3


def just_seen(post: Moving) -> Moving:
    return Moving(post.post_id, post.age, post.age, post.pace, post.weight)


def stale(post: Moving, hours: float) -> float:
    """Expected relative error of the stored counters so many hours from now, unless it is fetched before."""
    return post.weight * (1.0 - exp(-post.pace * (reached(post.age + hours) - reached(post.seen))))


def _hours(post: Known, at: datetime) -> float:
    return max((at - post.published_at).total_seconds() / 3600, YOUNGEST)


def _grown(post: Known) -> tuple[float, float]:
    """Change between the samples, observed and expected, as logarithms; nothing where nothing is known.

    Counters fall at times, and what is stored is then as wrong as after a rise.
    """
    first, last = post.samples[0], post.samples[-1]
    pairs = ((first.likes, last.likes), (first.comments, last.comments), (first.views, last.views))
    known = [abs(log(max(new, 1) / max(old, 1))) for old, new in pairs if old is not None and new is not None]
    if not known or last.at <= first.at:
        return 0.0, 0.0
    expected = reached(_hours(post, last.at)) - reached(_hours(post, first.at))
    return sum(known) / len(known), expected


def _shrunk(observed: float, expected: float, before: float, pull: float) -> float:
    return min(max((observed + before * pull) / (expected + pull), SLOWEST), FASTEST)


_TABLE = [_exactly(exp(_LOW + step / _PER)) for step in range(_STEPS + 1)]
