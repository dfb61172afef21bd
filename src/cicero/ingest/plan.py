"""When to look at an account's list again, and how deep: where numbers move, as far as a call is worth it.

A visit costs one call for each page down to its depth. What it wins is the error that would else have grown:
of posts known, as `growth` expects it, and of posts not yet found, as `habit` does. `price` says how many
error-hours (one post wholly wrong for one hour is 1) a call must save; the budget sets it (`budget`).
Nothing here asks a clock, a database or a source. docs/refresh-plan.md tells it to people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from math import exp, inf, sqrt
from operator import mul

from msgspec import Struct

from cicero.ingest.budget import page_error
from cicero.ingest.growth import Known, Moving, Sample, just_seen, moving, reached, stale
from cicero.ingest.habit import Habit, expected, learn_habit
from cicero.periods import local_date

__all__ = ["Habit", "Known", "Sample", "Visit", "learn_habit", "next_visit"]

LONGEST = timedelta(days=7)
SHORTEST = 1 / 6
"""Hours between two visits to one list, whatever the price."""
STEPS = 28
LOOK_AHEAD = 5.0
"""How many usual intervals ahead the visits are laid out."""


class Visit(Struct, frozen=True):
    """The next visit: when, how many pages from the first, and which deeper posts by a call of their own."""

    due_at: datetime
    depth: int
    details: tuple[int, ...] = ()


def next_visit(
    known: Sequence[Known],
    *,
    at: datetime,
    page_size: int,
    price: float,
    promised: timedelta,
    habit: Habit,
    longest: timedelta = LONGEST,
    pinned: int = 0,
) -> Visit:
    """The visit after the one just made at `at`.

    `known`: the account's posts, newest first, without pinned ones; of these `pinned` stand before all.
    `price`: error-hours that a call must save. `promised`: the first page is read at least so often.
    """
    posts = moving(known, at)
    limit = max(min(promised, longest).total_seconds() / 3600, SHORTEST)
    first = [just_seen(post) for post in posts[: max(page_size - pinned, 1)]]
    today = _today(known, at, habit)
    hours = _wait(first, lambda times: expected(habit, at, today, times), price, limit, habit.rate)
    found = expected(habit, at, today, [hours])[0]
    # what would fall due before the visit after that is taken along now: half a wait late is as bad as early
    depth, details = _reach(posts, hours * 1.5, pinned + found, page_size, price)
    return Visit(at + timedelta(hours=hours), depth, details)


def _today(known: Sequence[Known], at: datetime, habit: Habit) -> int:
    """How many of the posts, newest first, are of the day that it is in the habit's zone."""
    day = local_date(at, habit.zone)
    return sum(1 for _ in takewhile(lambda post: local_date(post.published_at, habit.zone) == day, known))


def _wait(
    posts: Sequence[Moving],
    found: Callable[[Sequence[float]], list[float]],
    price: float,
    limit: float,
    rate: float,
) -> float:
    """Hours until the first page is worth a call again, at most `limit`.

    Visits are laid out over the time ahead so that calls and error together cost least (backwards, from the
    last one); the first of them is the answer. So a visit waits until the busy hour is over rather than
    falling due in the middle of it.
    """
    times = _times(price, limit, rate, max(len(posts), 1))
    outlook = _outlook(posts, times, found(times))
    end = len(times) - 1
    rest, answer = [0.0] * (end + 1), end
    for i in range(end - 1, -1, -1):
        share = outlook.shares[i]
        start = outlook.worst[i] - sum(map(mul, share, outlook.worths[i]))
        low, best = inf, end
        for j in range(i + 1, end + 1):
            cost = outlook.worst[j] - sum(map(mul, share, outlook.worths[j]))
            if j < end:
                cost += price + rest[j]
            if cost < low and (i or times[j] >= SHORTEST):
                low, best = cost, j
        rest[i], answer = low - start, best
    return min(max(times[answer], SHORTEST), limit)


class Outlook(Struct, frozen=True):
    """What arises in the time ahead, for each time.

    `worst`: error-hours until then if nothing were known. For each post, expected ones too: the share of its
    count reached, weighted (`shares`), and the running integral of 1 ÷ that share (`worths`). A post fetched
    at share f is 1 - f ÷ F wrong at share F, so f times a stretch of the integral is what having it saves.
    """

    worst: list[float]
    shares: list[list[float]]
    worths: list[list[float]]


def _outlook(posts: Sequence[Moving], times: Sequence[float], new: Sequence[float]) -> Outlook:
    weight = sum(post.weight for post in posts)
    shown = weight / len(posts) if posts else 1.0
    items = [(post.age, post.pace, post.weight) for post in posts]
    for before, after, low, high in zip(times, times[1:], new, new[1:], strict=False):
        items.append((-(before + after) / 2, 1.0, (high - low) * shown))
    worst, shares, worths = [0.0], [], []
    for j in range(1, len(times)):
        mean = weight + (new[j] + new[j - 1]) / 2 * shown
        worst.append(worst[-1] + (times[j] - times[j - 1]) * mean)
    for age, pace, much in items:
        counts = [exp(pace * reached(age + time)) if age + time > 0 else 0.0 for time in times]
        worth, last = [0.0], 1 / counts[0] if counts[0] else 0.0
        for j in range(1, len(times)):
            now = 1 / counts[j] if counts[j] else 0.0
            worth.append(worth[-1] + (times[j] - times[j - 1]) * (now + last) / 2)
            last = now
        shares.append([much * count for count in counts])
        worths.append(worth)
    return Outlook(
        worst,
        [list(row) for row in zip(*shares, strict=True)],
        [list(row) for row in zip(*worths, strict=True)],
    )


def _times(price: float, limit: float, rate: float, size: int) -> list[float]:
    """Hours ahead at which a visit may fall, closer together at the beginning, `limit` among them."""
    usual = sqrt(2 * price / page_error(rate, size, 1))
    far = min(max(usual, 2 * SHORTEST), limit) * LOOK_AHEAD
    return sorted({limit, *(far * (step / STEPS) ** 1.5 for step in range(STEPS + 1))})


def _reach(
    posts: Sequence[Moving], hours: float, before: float, page_size: int, price: float
) -> tuple[int, tuple[int, ...]]:
    """How many pages, and which posts beyond them by a call of their own, are worth it at the visit."""
    pages: list[list[tuple[float, int]]] = [[]]
    for place, post in enumerate(posts, int(before)):
        while place // page_size >= len(pages):
            pages.append([])
        pages[place // page_size].append((_saving(post, hours), post.post_id))
    alone = [[(saved, post) for saved, post in page if saved >= price] for page in pages]
    best, depth, gained = float("-inf"), 1, 0.0
    for number in range(1, len(pages) + 1):
        if number > 1:
            gained += sum(saved for saved, _ in pages[number - 1]) - price
        beyond = sum(saved - price for page in alone[number:] for saved, _ in page)
        if gained + beyond > best:
            best, depth = gained + beyond, number
    return depth, tuple(post for page in alone[depth:] for _, post in page)


def _saving(post: Moving, hours: float) -> float:
    """Error-hours that fetching the post then saves: how much worse it is then than it was on average since.

    For steady growth this reaches the price after the interval at which calls and error cost least together.
    """
    back = post.age - post.seen
    since = back + hours
    last = stale(post, hours)
    mean = (4 * stale(post, since / 2 - back) + last) / 6
    return since * (last - mean)
