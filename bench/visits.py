"""Sixty days of one account under a schedule: which calls are made, and how wrong what is stored stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from msgspec import Struct

from cicero.ingest.growth import Known, Sample
from cicero.ingest.habit import learn_habit
from cicero.ingest.plan import Visit, next_visit
from cicero.records import Counts

HOUR = timedelta(hours=1)
WINDOW = timedelta(days=int(os.environ.get("CICERO_BENCH_REFRESH_DAYS", "90")))
"""Posts up to this age are measured, and followed by every schedule."""
COUNTERS = ("likes", "comments", "views")
ZONE = "Asia/Jakarta"
PAGE_SIZES = {"instagram": 12, "tiktok": 35}
NO_PROMISE = timedelta(days=3)


class Told(Struct, frozen=True):
    """One counter of a post on the grid from its publication on, with running sums of value ÷ max(value, 1)
    and 1 ÷ max(value, 1), which give the error of a stored value over a stretch at once."""

    values: tuple[int, ...]
    shares: tuple[float, ...]
    inverses: tuple[float, ...]


class Followed(Struct, frozen=True):
    """A measured post and what its network truly showed. `first`: index on the grid of its first value."""

    post: Any
    first: int
    counters: tuple[Told | None, ...]


class Scene(Struct, frozen=True):
    """An account over the time measured. `shown` is its list at an instant, pinned posts before all."""

    start: datetime
    hours: int
    page_size: int
    past: tuple[datetime, ...]
    followed: dict[int, Followed]
    shown: Callable[[datetime], Sequence[Any]]
    counted: Callable[[Any, datetime], Counts]

    @property
    def end(self) -> datetime:
        return self.start + self.hours * HOUR


class Lived(Struct):
    """What a schedule did: calls, and for each measured post when it was fetched and what was seen."""

    calls: int
    fetched: dict[int, list[tuple[datetime, Counts]]]


def set_scene(
    posts: Sequence[Any],
    platform: str,
    start: datetime,
    hours: int,
    shown: Callable[[datetime], Sequence[Any]],
    counted: Callable[[Any, datetime], Counts],
) -> Scene:
    end = start + hours * HOUR
    measured = [
        post
        for post in posts
        if start - WINDOW <= post.published_at < end and not (post.deleted_at and post.deleted_at <= start)
    ]
    past = tuple(post.published_at for post in posts if post.published_at < start)
    followed = {post.post_id: follow(post, start, hours, counted) for post in measured}
    return Scene(start, hours, PAGE_SIZES[platform], past, followed, shown, counted)


def follow(post: Any, start: datetime, hours: int, counted: Callable[[Any, datetime], Counts]) -> Followed:
    first = max(-((start - post.published_at) // HOUR), 0)
    last = min(hours, (post.published_at + WINDOW - start) // HOUR)
    if post.deleted_at is not None:
        last = min(last, (post.deleted_at - start) // HOUR)
    seen = [counted(post, start + index * HOUR) for index in range(first, last)]
    return Followed(post, first, tuple(told([getattr(counts, name) for counts in seen]) for name in COUNTERS))


def told(values: list[int | None]) -> Told | None:
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    return Told(
        tuple(known),
        (0.0, *accumulate(value / max(value, 1) for value in known)),
        (0.0, *accumulate(1 / max(value, 1) for value in known)),
    )


def live_fixed(scene: Scene, every: timedelta, phase: float, every_page: bool) -> Lived:
    """A list visit every so often, to the first page or to all pages that hold measured posts."""
    lived = begin(scene)
    at = scene.start + every * phase
    while at < scene.end:
        shown = scene.shown(at)
        depth = 1
        if every_page:
            places = [place for place, post in enumerate(shown) if measured(scene, post, at)]
            depth = (places[-1] // scene.page_size + 1) if places else 1
        fetch(scene, lived, shown[: depth * scene.page_size], at)
        lived.calls += depth
        at += every
    return lived


def live_planned(scene: Scene, price: float, phase: float) -> Lived:
    """The list visits that the plan asks for; it is told of the same posts as the fixed schedules follow."""
    lived, at = begin(scene), scene.start + HOUR * phase
    visit, gone, habit, learned = Visit(at, 1), set[int](), None, at
    while at < scene.end:
        shown = scene.shown(at)
        alone = [post for post in shown if post.post_id in visit.details]
        fetch(scene, lived, [*shown[: visit.depth * scene.page_size], *alone], at)
        lived.calls += visit.depth + len(alone)
        gone |= (missing := absent(lived, shown, gone))
        lived.calls += len(missing)
        found = [scene.followed[post_id].post for post_id in lived.fetched if post_id not in gone]
        found = [post for post in found if measured(scene, post, at)]
        if habit is None or at >= learned + timedelta(days=1):
            habit, learned = learn_habit([*scene.past, *(post.published_at for post in found)], ZONE, at), at
        pinned = sum(1 for post in shown[:3] if post.pinned_at and post.pinned_at <= at)
        visit = next_visit(
            known(lived, [post for post in found if not post.pinned_at or post.pinned_at > at]),
            at=at,
            page_size=scene.page_size,
            price=price,
            promised=NO_PROMISE,
            habit=habit,
            pinned=pinned,
        )
        at = visit.due_at
    return lived


def begin(scene: Scene) -> Lived:
    """All that is published when the time begins is stored as it is then."""
    lived = Lived(0, {})
    fetch(scene, lived, scene.shown(scene.start), scene.start)
    return lived


def measured(scene: Scene, post: Any, at: datetime) -> bool:
    return post.post_id in scene.followed and post.published_at >= at - WINDOW


def absent(lived: Lived, shown: Sequence[Any], gone: set[int]) -> set[int]:
    """Posts that are on the list no more; a call for the post confirms each."""
    return lived.fetched.keys() - gone - {post.post_id for post in shown}


def fetch(scene: Scene, lived: Lived, posts: Sequence[Any], at: datetime) -> None:
    for post in posts:
        if measured(scene, post, at):
            lived.fetched.setdefault(post.post_id, []).append((at, scene.counted(post, at)))


def known(lived: Lived, found: list[Any]) -> list[Known]:
    return [
        Known(
            post_id=post.post_id,
            published_at=post.published_at,
            samples=tuple(
                Sample(at, seen.likes, seen.comments, seen.views)
                for at, seen in lived.fetched[post.post_id][-3:]
            ),
        )
        for post in sorted(found, key=lambda post: post.published_at, reverse=True)
    ]


def errors(scene: Scene, lived: Lived) -> Iterator[tuple[int, float, int]]:
    """(which counter, sum of its errors, over how many grid points) of each measured post."""
    for post_id, followed in scene.followed.items():
        fetched = lived.fetched.get(post_id, [])
        starts = [-((scene.start - at) // HOUR) - followed.first for at, _ in fetched]
        for which, counter in enumerate(followed.counters):
            if counter is not None:
                stored = [getattr(seen, COUNTERS[which]) for _, seen in fetched]
                yield which, error_of(counter, starts, stored), len(counter.values)


def error_of(counter: Told, starts: list[int], stored: list[int | None]) -> float:
    size = len(counter.values)
    total = float(min([*starts, size]))
    for index, value in enumerate(stored):
        low = min(max(starts[index], 0), size)
        high = min(starts[index + 1], size) if index + 1 < len(starts) else size
        if low >= high:
            continue
        if value is None:
            total += high - low
        elif value <= min(counter.values[low:high]):
            share = counter.shares[high] - counter.shares[low]
            total += share - value * (counter.inverses[high] - counter.inverses[low])
        else:
            total += sum(abs(value - true) / max(true, 1) for true in counter.values[low:high])
    return total
