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
NO_PROMISE = timedelta(days=7)


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
        shown, depth = scene.shown(at), 1
        if every_page:
            places = [place for place, post in enumerate(shown) if measured(scene, post, at)]
            depth = (places[-1] // scene.page_size + 1) if places else 1
        if hours_from(scene, at) < hours_from(scene, at + every):  # else no hour sees what it fetched
            fetch(scene, lived, shown[: depth * scene.page_size], at)
        lived.calls += depth
        at += every
    return lived


def hours_from(scene: Scene, at: datetime) -> int:
    """Index on the grid of the first full hour at or after an instant."""
    return -((scene.start - at) // HOUR)


def live_planned(scene: Scene, price: float, phase: float) -> Lived:
    """The list visits that the plan asks for; it is told of the same posts as the fixed schedules follow."""
    lived, at = begin(scene), scene.start + HOUR * phase
    visit, gone, learned = Visit(at, 1), set[int](), at
    habit = learn_habit(scene.past, ZONE, at)
    while at < scene.end:
        gone |= visit_list(scene, lived, visit, at, gone)
        found = [scene.followed[post_id].post for post_id in lived.fetched.keys() - gone]
        if at >= learned + timedelta(days=1):
            new = [post.published_at for post in found if post.published_at >= scene.start]
            habit, learned = learn_habit([*scene.past, *new], ZONE, at), at
        stuck = {post.post_id for post in scene.shown(at)[:3] if is_pinned(post, at)}
        visit = next_visit(
            known(lived, [post for post in found if measured(scene, post, at) and post.post_id not in stuck]),
            at=at,
            page_size=scene.page_size,
            price=price,
            promised=NO_PROMISE,
            habit=habit,
            pinned=len(stuck),
        )
        at = visit.due_at
    return lived


def visit_list(scene: Scene, lived: Lived, visit: Visit, at: datetime, gone: set[int]) -> set[int]:
    """Makes a visit and gives the posts that turn out to be deleted: missing between others on the pages
    read, which a call for each confirms, or missing when asked for alone."""
    shown = scene.shown(at)
    pages = shown[: visit.depth * scene.page_size]
    read = {post.post_id for post in pages}
    alone = set(visit.details) - read
    fetch(scene, lived, [*pages, *(post for post in shown if post.post_id in alone)], at)
    oldest = min((post.published_at for post in pages if not is_pinned(post, at)), default=at)
    whole = len(pages) == len(shown)
    there = {post.post_id for post in shown}
    missing = {
        post_id
        for post_id in lived.fetched.keys() - gone - there
        if post_id in alone or whole or scene.followed[post_id].post.published_at > oldest
    }
    lived.calls += visit.depth + len(alone | missing)
    return missing


def is_pinned(post: Any, at: datetime) -> bool:
    return post.pinned_at is not None and post.pinned_at <= at


def begin(scene: Scene) -> Lived:
    """All that is published when the time begins is stored as it is then."""
    lived = Lived(0, {})
    fetch(scene, lived, scene.shown(scene.start), scene.start)
    return lived


def measured(scene: Scene, post: Any, at: datetime) -> bool:
    return post.post_id in scene.followed and post.published_at >= at - WINDOW


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
        starts = [hours_from(scene, at) - followed.first for at, _ in fetched]
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
