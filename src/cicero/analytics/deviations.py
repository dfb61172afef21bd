"""Where an account's days deviate from its eight weeks before: pure, over the rows of one account.

Days are numbered from Monday, 1 January 2001. A day of which nothing is known is left out, never taken for 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from math import exp

from msgspec import Struct

from cicero.analytics.anomaly import Anomaly, DayFollowers, DayPosts
from cicero.analytics.statistics import Baseline, Sample, baseline, drawn_in, may_reach, middles, score

ORIGIN = date(2001, 1, 1).toordinal()
WEEKS = 8 * 7
"""Days of a baseline: the eight whole weeks before the week in which something begins."""
SPANS = (1, 3, 7)
"""How many days of posts are looked at together: a wave of some days need not show on any one of them."""
OUTLYING = 3.5
LEAST_POSTS, LEAST_DAYS = 12, 14
"""What a baseline has to rest on: posts for interactions, days for followers."""
LEAST_TIMES = 1.5
"""Interactions less than so many times more, or less, are not worth a word."""
LEAST_SCALE = 0.2
"""Of the logarithm of a post's interactions."""
LEAST_CHANGE, LEAST_GROWTH_SCALE = 0.005, 0.0005
"""Parts of the followers: gained or lost beyond the usual, and the least usual deviation of a day."""
FAR = 7
"""Days between two follower samples beyond which nothing is said of the days between."""


def day_number(day: date) -> int:
    return day.toordinal() - ORIGIN


def date_of(number: int) -> date:
    return date.fromordinal(ORIGIN + number)


class Part(Struct, frozen=True):
    """Posts of a day: how many, their performances added up, interactions, what such posts usually get."""

    day: int
    n: int
    performance: float
    interactions: int
    usual: float


class Window(Struct, frozen=True):
    """Posts of some days against their baseline."""

    first: int
    last: int
    posts: int
    value: float
    usual: float
    score: float
    baseline_n: float


class Baselines:
    """The baseline of each week of an account, worked out when asked for; None where too little is known."""

    def __init__(self, samples: Iterable[Sample], least_weight: int, least_scale: float) -> None:
        self._samples = sorted(samples, key=lambda sample: sample.day)
        self._days = [sample.day for sample in self._samples]
        self._weeks = middles(self._samples)
        self._least = (least_weight, least_scale)
        self._known: dict[int, Baseline | None] = {}

    def before(self, day: int) -> Baseline | None:
        """That of the eight whole weeks before the week of that day."""
        monday = day - day % 7
        if monday not in self._known:
            weight, scale = self._least
            since, until = bisect_left(self._days, monday - WEEKS), bisect_left(self._days, monday)
            samples = self._samples[since:until]
            enough = sum([sample.weight for sample in samples]) >= weight and len(samples) * 2 >= weight
            numbers = range((monday - WEEKS) // 7, monday // 7)
            weeks = [self._weeks[number] for number in numbers if number in self._weeks]
            self._known[monday] = baseline(samples, scale, weeks) if enough else None
        return self._known[monday]


def of_posts(days: Mapping[int, DayPosts], first: int, last: int) -> tuple[list[Anomaly], int]:
    """Anomalies of interactions that end on days from `first` to `last`; how many of these could be judged.

    A post that was still young when last looked at can show that much happened, never that little did.
    """
    ripe = {
        day.day: Part(day.day, day.ripe, day.ripe_performance, day.ripe_interactions, day.ripe_usual)
        for day in days.values()
        if day.ripe
    }
    samples = [Sample(part.day, part.performance / part.n, part.n) for part in ripe.values()]
    usual = Baselines(samples, LEAST_POSTS, LEAST_SCALE)
    found = list(_windows(ripe, usual, first, last))
    young = {day.day for day in days.values() if day.known > day.ripe}
    if young:
        every = {
            day.day: Part(day.day, day.known, day.performance, day.interactions, day.usual)
            for day in days.values()
            if day.known
        }
        found += [
            window
            for window in _windows(
                every, usual, max(min(young), first), min(max(young) + max(SPANS) - 1, last)
            )
            if window.score > 0 and not young.isdisjoint(range(window.first, window.last + 1))
        ]
    judged = sum(first <= day <= last and usual.before(day) is not None for day in ripe)
    return [_told(days, window) for window in _apart(found)], judged


def _windows(parts: Mapping[int, Part], usual: Baselines, first: int, last: int) -> Iterator[Window]:
    """What is out of the usual, from a day with posts to one, and ends on a day from `first` to `last`."""
    earliest = first - max(SPANS) + 1
    for monday in range(earliest - earliest % 7, last + 1, 7):
        before = usual.before(monday)
        if before is None:
            continue
        within = _compared(parts, before, monday)
        for begin in range(monday, monday + 7):
            if begin in within:
                yield from _begun(parts, before, within, begin, first, last)


def _compared(
    parts: Mapping[int, Part], before: Baseline, monday: int
) -> dict[int, tuple[int, float, float]]:
    """By day, for all that begins in a week: posts, their deviation added up, and drawn in."""
    compared = {}
    for day in range(monday, monday + 6 + max(SPANS)):
        if (part := parts.get(day)) is not None:
            deviation = part.performance / part.n - before.at(day)
            compared[day] = part.n, deviation * part.n, drawn_in(before, deviation, part.n) * part.n
    return compared


def _begun(
    parts: Mapping[int, Part],
    before: Baseline,
    within: Mapping[int, tuple[int, float, float]],
    begin: int,
    first: int,
    last: int,
) -> Iterator[Window]:
    """Those that begin on that day. Over several days no single one decides: it is drawn in."""
    posts, deviation = 0, 0.0
    for day in range(begin, begin + max(SPANS)):
        if (compared := within.get(day)) is None:
            continue
        n, whole, drawn = compared
        posts += n
        deviation += drawn
        if day - begin + 1 in SPANS and first <= day <= last:
            mean = (whole if day == begin else deviation) / posts
            if may_reach(before, mean, posts, OUTLYING):
                yield from _window(parts, before, begin, day, posts, mean)


def _window(
    parts: Mapping[int, Part], before: Baseline, first: int, last: int, posts: int, mean: float
) -> Iterator[Window]:
    strength = score(before, mean, posts)
    if abs(strength) < OUTLYING:
        return
    within = [parts[day] for day in range(first, last + 1) if day in parts]
    window = Window(
        first=first,
        last=last,
        posts=posts,
        value=sum(part.interactions for part in within),
        usual=sum(part.usual * exp(before.at(part.day)) for part in within),
        score=strength,
        baseline_n=before.n,
    )
    high, low = (window.value, window.usual) if strength > 0 else (window.usual, window.value)
    if high >= LEAST_TIMES * low:
        yield window


def _apart(windows: Iterable[Window]) -> list[Window]:
    """The strongest of those that overlap and deviate the same way; of equally strong ones the shorter."""
    chosen: list[Window] = []
    for window in sorted(windows, key=lambda w: (-abs(w.score), w.last - w.first, w.first)):
        rivals = [other for other in chosen if (other.score > 0) == (window.score > 0)]
        if all(window.last < other.first or window.first > other.last for other in rivals):
            chosen.append(window)
    return chosen


def _told(days: Mapping[int, DayPosts], window: Window) -> Anomaly:
    within = [days[day] for day in range(window.first, window.last + 1) if day in days]
    leading = max(within, key=lambda day: day.most if day.most is not None else -1)
    return Anomaly(
        account_id=leading.account_id,
        what="interactions",
        up=window.score > 0,
        first=date_of(window.first),
        last=date_of(window.last),
        value=window.value,
        usual=window.usual,
        n=window.posts,
        baseline_n=round(window.baseline_n),
        score=window.score,
        leading_post=leading.leading,
        leading_interactions=leading.most,
    )


def of_followers(days: Sequence[DayFollowers], first: int, last: int) -> tuple[list[Anomaly], int]:
    """Losses and bursts of followers that end on days from `first` to `last`; how many of these were judged.

    `days` are in order. Growth between two samples is spread over the days between, if those are few.
    """
    steps = [
        (before, after, after.day - before.day)
        for before, after in pairwise(days)
        if after.day - before.day <= FAR and before.followers
    ]
    samples = [
        Sample(after.day, (after.followers / before.followers - 1) / span, span)
        for before, after, span in steps
    ]
    usual = Baselines(samples, LEAST_DAYS, LEAST_GROWTH_SCALE)
    found: list[Anomaly] = []
    judged = 0
    for (before, after, span), sample in zip(steps, samples, strict=True):
        base = usual.before(before.day + 1)
        if not first <= after.day <= last or base is None:
            continue
        judged += min(span, after.day - first + 1)
        deviation = sample.value - base.at(sample.day)
        strength = score(base, deviation, span)
        if abs(strength) >= OUTLYING and abs(deviation) * span >= LEAST_CHANGE:
            found.append(_grown(before, after, base.at(sample.day) * span, strength, base))
    return _joined(found), judged


def _grown(
    before: DayFollowers, after: DayFollowers, usual: float, strength: float, base: Baseline
) -> Anomaly:
    return Anomaly(
        account_id=after.account_id,
        what="followers",
        up=strength > 0,
        first=date_of(before.day + 1),
        last=date_of(after.day),
        value=after.followers - before.followers,
        usual=usual * before.followers,
        n=after.day - before.day,
        baseline_n=round(base.n),
        score=strength,
        before=before.followers,
    )


def _joined(found: Iterable[Anomaly]) -> list[Anomaly]:
    """Days next to one another that deviate the same way are one anomaly."""
    joined: list[Anomaly] = []
    for anomaly in found:
        last = joined[-1] if joined else None
        if last and last.up == anomaly.up and anomaly.first.toordinal() - last.last.toordinal() == 1:
            joined[-1] = _together(last, anomaly)
        else:
            joined.append(anomaly)
    return joined


def _together(early: Anomaly, late: Anomaly) -> Anomaly:
    same = partial(Anomaly, account_id=early.account_id, what=early.what, up=early.up, before=early.before)
    return same(
        first=early.first,
        last=late.last,
        value=early.value + late.value,
        usual=early.usual + late.usual,
        n=early.n + late.n,
        baseline_n=early.baseline_n,
        score=max(early.score, late.score, key=abs),
    )
