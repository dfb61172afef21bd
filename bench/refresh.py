"""The refresh plan against the fixed schedules people use, on the emulator's world over 60 days of its clock.

Measured: at every full hour of the 60 days each post up to 90 days old (a preset of the dashboard;
`CICERO_BENCH_REFRESH_DAYS` sets another age) of the accounts that are not private, deleted ones until they
are deleted. A stored counter's error is |stored - true| / max(true, 1). A post that is published and not
yet found has error 1 in each counter that its network shows. Likes, comments and views are averaged apart,
and the mean is that of the three. What was published before the 60 days is stored as it was when they begin.

Counted: calls for pages of a list (Instagram 12 posts, TikTok 35) and for single posts. The daily profile
call for followers is the same under every schedule and stands beside.

The fixed schedules come in two forms: "all pages" fetches at each tick as many pages as hold measured
posts, "first page" only the first. Accounts tick out of step, as a queue spreads them, so that their ticks do
not all fall on the hours at which error is measured. The plan knows what a collector knows: when posts
were published, what it fetched and when, the size of a page, which posts are pinned. It follows the same
posts, and a call that confirms a deletion is counted. No delay for new posts is promised here. Its growth
curve comes from published medians, not from this world.

The plan runs at several prices, as a budget would set them; between two of them calls and error are
read off on a straight line of their logarithms. Each seed lends a third of the accounts of its world.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from math import exp, log
from typing import Any

from msgspec import Struct

from bench.machine import print_table
from bench.visits import COUNTERS, WINDOW, Lived, Scene, errors, live_fixed, live_planned, set_scene
from cicero.emulator.world import build_world, counts_at, list_at
from cicero.records import Counts

SEEDS = (1, 2, 3)
BEGIN, HOURS = datetime(2026, 3, 2, tzinfo=UTC), 60 * 24
FIXED = {"every 30 minutes": 0.5, "every 6 hours": 6.0, "every day": 24.0}
FORMS = {"all pages": True, "first page": False}
PRICES = (0.06, 0.3, 1.5, 8.0, 40.0, 200.0, 1000.0)
HALF, THIRD = 1 / 2, 1 / 3


class Outcome(Struct, frozen=True):
    """Calls of a schedule in one world, and the mean relative error of likes, comments, views."""

    calls: int
    by_counter: tuple[float, ...]

    @property
    def error(self) -> float:
        return sum(self.by_counter) / len(self.by_counter)


def main() -> None:
    worlds = [outcomes(scenes(seed)) for seed in SEEDS]
    print_table(
        f"Refreshing {len(SEEDS)} worlds over 60 days, posts up to {WINDOW.days} days old;"
        " mean relative error in % of likes, comments, views",
        ("schedule", "calls", *COUNTERS, "mean", "least-most"),
        [row(name, [world[name] for world in worlds]) for name in worlds[0]],
    )
    print_table(
        "The plan against them, each as a ratio, the mean of the worlds (least-most)",
        ("against", "calls at its error", "promised", "error at its calls", "promised"),
        [compared(name, worlds) for name in worlds[0] if name.startswith(("every 6 hours", "every day"))],
    )


def scenes(seed: int) -> list[Scene]:
    world = build_world(seed, BEGIN)
    accounts = [account for account in world.accounts if not account.private][seed % 3 :: 3]
    return [
        set_scene(
            world.posts(account), account.platform, BEGIN, HOURS, partial(list_at, account), shown_counts
        )
        for account in accounts
    ]


def shown_counts(post: Any, at: datetime) -> Counts:
    """What the network shows of the post: hidden likes are unknown."""
    counts = counts_at(post, at)
    return Counts(
        likes=None if post.hidden_likes else counts.likes, comments=counts.comments, views=counts.views
    )


def outcomes(accounts: Sequence[Scene]) -> dict[str, Outcome]:
    found = {}
    for name, hours in FIXED.items():
        for form, every_page in FORMS.items():
            fixed = partial(fixed_schedule, hours=hours, every_page=every_page)
            found[f"{name}, {form}"] = outcome(accounts, fixed)
    for price in PRICES:
        found[f"the plan, price {price:g}"] = outcome(accounts, partial(planned_schedule, price=price))
    return found


def fixed_schedule(scene: Scene, phase: float, hours: float, every_page: bool) -> Lived:
    return live_fixed(scene, timedelta(hours=hours), phase, every_page)


def planned_schedule(scene: Scene, phase: float, price: float) -> Lived:
    return live_planned(scene, price, phase)


def outcome(accounts: Sequence[Scene], schedule: Callable[[Scene, float], Lived]) -> Outcome:
    calls, wrong, points = 0, [0.0] * len(COUNTERS), [0] * len(COUNTERS)
    for number, scene in enumerate(accounts):
        lived = schedule(scene, (number + 0.5) / len(accounts))
        calls += lived.calls
        for counter, error, size in errors(scene, lived):
            wrong[counter] += error
            points[counter] += size
    return Outcome(calls, tuple(error / size for error, size in zip(wrong, points, strict=True)))


def row(name: str, found: Sequence[Outcome]) -> tuple[str, ...]:
    counters = [mean([outcome.by_counter[which] for outcome in found]) for which in range(len(COUNTERS))]
    errors = [outcome.error for outcome in found]
    return (
        name,
        f"{sum(outcome.calls for outcome in found):,}",
        *(f"{100 * error:.2f}" for error in [*counters, mean(errors)]),
        f"{100 * min(errors):.2f}-{100 * max(errors):.2f}",
    )


def compared(name: str, worlds: Sequence[dict[str, Outcome]]) -> tuple[str, ...]:
    calls, errors = [], []
    for world in worlds:
        plan = [outcome for key, outcome in world.items() if key.startswith("the plan")]
        line = sorted((log(outcome.calls), log(outcome.error)) for outcome in plan)
        fixed = world[name]
        errors.append(exp(between(line, log(fixed.calls))) / fixed.error)
        turned = sorted((error, calls) for calls, error in line)
        calls.append(exp(between(turned, log(fixed.error))) / fixed.calls)
    promised = f"≤ {THIRD:.2f}" if name.startswith("every 6 hours") else ""
    return name, ratio(calls), promised, ratio(errors), f"≤ {HALF:.2f}"


def between(line: Sequence[tuple[float, float]], at: float) -> float:
    """The height of the line at a place; beyond its ends not a number: what was not run is not guessed."""
    for (left, low), (right, high) in pairwise(line):
        if left <= at <= right:
            return low + (high - low) * (at - left) / (right - left)
    return float("nan")


def ratio(values: Sequence[float]) -> str:
    return f"{mean(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
