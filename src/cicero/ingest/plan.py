"""When to look at an account's list again, and how deep: where numbers move, as far as a call is worth it.

A visit costs one call for each page down to its depth. What it wins is the error that would else have
grown: of posts known, as `growth` expects it, and of posts not yet found, as `habit` does. `price` says how many
error-hours (one post wholly wrong for one hour is 1) a call must save; the budget sets it (`budget`).
Nothing here asks a clock, a database or a source. docs/refresh-plan.md tells it to people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import exp, sqrt

from msgspec import Struct

from cicero.ingest.growth import Known, Moving, Sample, just_seen, moving, reached, stale
from cicero.ingest.habit import Habit, expected, learn_habit
from cicero.periods import local_date

__all__ = ["Habit", "Known", "Sample", "Visit", "learn_habit", "next_visit"]

LONGEST = timedelta(days=7)
SHORTEST = 1 / 6
"""Hours between two visits to one list, whatever the price."""
STEPS = 40
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
    today = posts_of_day(known, at, habit)
    hours = _wait(first, lambda times: expected(habit, at, today, times), price, limit, habit.rate)
    found = expected(habit, at, today, [hours])[0]
    depth, details = _reach(posts, hours, pinned + found, page_size, price)
    return Visit(at + timedelta(hours=hours), depth, details)


def posts_of_day(known: Sequence[Known], at: datetime, habit: Habit) -> int:
    """How many of the posts are of the day that it is in the habit's zone."""
    return sum(1 for post in known if local_date(post.published_at, habit.zone) == local_date(at, habit.zone))


def _wait(posts: Sequence[Moving], found: Callable[[Sequence[float]], list[float]], price: float, limit: float, rate: float) -> float:
    """Hours until the first page is worth a call again, at most `limit`.

    Visits are laid out over the time ahead so that price and error together cost least (backwards, from the
    last one); the first of them is the answer. So a visit waits until the busy hour is over rather than
    falling due in the middle of it.
    """
    times = _times(posts, price, limit, rate)
    new = found(times)
    error, level = list(new), list(new)
    for post in posts:
        start = reached(post.age)
        for step, later in enumerate(times):
            grown = post.pace * (reached(post.age + later) - start)
            level[step] += grown
            error[step] += 1.0 - exp(-grown)
    rest = _rest(times, level, price, limit)
    spent, best, answer = 0.0, float("inf"), limit
    for j in range(1, len(times)):
        spent += (times[j] - times[j - 1]) * (error[j] + error[j - 1]) / 2
        if times[j] > limit + 1e-9:
            break
        if spent + price + rest[j] < best and times[j] >= SHORTEST:
            best, answer = spent + price + rest[j], times[j]
    return answer


def _times(posts: Sequence[Moving], price: float, limit: float, rate: float) -> list[float]:
    """Hours ahead at which a visit may fall, closer together at the beginning, always with `limit` among them."""
    usual = sqrt(2 * price / usual_error(rate, len(posts)))
    far = min(max(usual * LOOK_AHEAD, 6 * SHORTEST), max(limit, SHORTEST) * LOOK_AHEAD)
    times = [far * (step / STEPS) ** 1.5 for step in range(STEPS + 1)]
    return sorted({*times, limit}) if limit < far else times


def usual_error(rate: float, size: int) -> float:
    """How much error an hour arises on the first page, on average, at so many posts an hour."""
    return rate * (1 + reached(size / rate) - reached(1.0)) + 1e-9 if size else max(rate, 1e-9)


def _rest(times: Sequence[float], level: Sequence[float], price: float, limit: float) -> list[float]:
    """For each time the least cost of all that follows a visit then: calls, and error between them."""
    area = [0.0]
    for j in range(1, len(times)):
        area.append(area[-1] + (times[j] - times[j - 1]) * (level[j] + level[j - 1]) / 2)
    end = len(times) - 1
    rest = [0.0] * (end + 1)
    for i in range(end - 1, -1, -1):
        start, low, base = times[i], level[i], area[i]
        best = area[end] - base - (times[end] - start) * low
        for j in range(i + 1, end):
            cost = area[j] - base - (times[j] - start) * low + price + rest[j]
            if cost < best:
                best = cost
        rest[i] = best
    return rest


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
    since = post.age - post.seen + hours
    back = post.age - post.seen
    quarter = [stale(post, since * share - back) for share in (0.25, 0.5, 0.75, 1.0)]
    mean = (4 * quarter[0] + 2 * quarter[1] + 4 * quarter[2] + quarter[3]) / 12
    return since * (quarter[3] - mean)
