"""The refresh plan: when to look again and how deep, as far as that can be said without a world."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cicero.ingest.growth import moving, reached, stale
from cicero.ingest.habit import expected, learn_habit
from cicero.ingest.plan import Habit, Known, Sample, next_visit

AT = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
ZONE = "Asia/Jakarta"
HOUR = timedelta(hours=1)

COUNTS = st.one_of(st.none(), st.integers(0, 10**7))
POSTS = st.lists(
    st.tuples(st.floats(0, 5000), st.lists(st.tuples(COUNTS, COUNTS, COUNTS), min_size=1, max_size=3)),
    max_size=60,
)
PRICES = st.floats(0.02, 2000)


def post(
    number: int, age: float, *counts: tuple[int | None, int | None, int | None], seen: float = 0
) -> Known:
    """A post of that age in hours whose samples, an hour apart, end so many hours before now."""
    published = AT - age * HOUR
    samples = tuple(
        Sample(max(AT - (seen + len(counts) - 1 - place) * HOUR, published), *values)
        for place, values in enumerate(counts)
    )
    return Known(post_id=number, published_at=published, samples=samples)


def posts_of(drawn: list[tuple[float, list[tuple[int | None, int | None, int | None]]]]) -> list[Known]:
    ordered = sorted(drawn, key=lambda one: one[0])
    return [post(number, age, *counts) for number, (age, counts) in enumerate(ordered, 1)]


def daily(hour: int, days: int = 60) -> Habit:
    """An account that posted once a day within that hour in the zone."""
    first = datetime(2026, 3, 1, hour - 7, 20, tzinfo=UTC)
    return learn_habit([first - timedelta(days=day) for day in range(days)], ZONE, AT)


HABIT = daily(19)


@given(POSTS, PRICES, st.floats(0.3, 300), st.integers(1, 40), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_whatever_is_known_the_next_visit_lies_ahead_within_the_promise_and_within_the_list(
    drawn: list[tuple[float, list[tuple[int | None, int | None, int | None]]]],
    price: float,
    promised: float,
    page_size: int,
    pinned: int,
) -> None:
    known = posts_of(drawn)
    visit = next_visit(
        known,
        at=AT,
        page_size=page_size,
        price=price,
        promised=promised * HOUR,
        habit=HABIT,
        pinned=pinned,
    )
    assert AT < visit.due_at <= AT + min(promised, 168) * HOUR + timedelta(milliseconds=1)
    found = expected(HABIT, AT, 0, [(visit.due_at - AT) / HOUR])[0]
    assert 1 <= visit.depth <= max(-(-(len(known) + pinned + int(found) + 1) // page_size), 1)
    assert set(visit.details) <= {one.post_id for one in known}


@pytest.mark.parametrize("age", [1, 20, 200])
def test_a_dearer_call_is_never_made_sooner(age: float) -> None:
    known = [post(number, age + 24 * number, (100, 5, 2000)) for number in range(20)]
    waits = [wait(known, price=price) for price in (0.1, 0.5, 2, 8, 40, 200, 1000)]
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]


@given(st.floats(0.05, 3000), st.floats(1, 200), PRICES)
def test_an_older_post_is_never_expected_to_move_more(age: float, later: float, price: float) -> None:
    known = [post(1, age, (10, 1, 100)), post(2, age + later, (10, 1, 100))]
    younger, older = moving(known, AT)
    assert stale(younger, price) >= stale(older, price) - 1e-4
    assert 0 <= stale(older, price) < 1


def test_an_account_whose_posts_are_old_is_looked_at_later() -> None:
    quiet = learn_habit([AT - timedelta(days=100)], ZONE, AT)
    waits = [wait([post(1, age, (100, 5, 2000))], habit=quiet, price=0.5) for age in (1, 12, 72, 500)]
    assert waits == sorted(waits)
    assert waits[0] < waits[-1] / 3


def test_posts_that_outgrew_the_curve_are_looked_at_sooner() -> None:
    quiet = learn_habit([], ZONE, AT)
    slow = [post(n, 200, (100, 5, 1000), (100, 5, 1000), (100, 5, 1000)) for n in range(10)]
    fast = [post(n, 200, (100, 5, 1000), (150, 8, 1500), (220, 12, 2300)) for n in range(10)]
    assert wait(fast, habit=quiet) < 0.8 * wait(slow, habit=quiet)


def test_unknown_counters_leave_the_curve_as_it_is() -> None:
    [silent] = moving([post(1, 30, (None, None, None), (None, None, None))], AT)
    [once] = moving([post(1, 30, (5, 5, 5))], AT)
    assert silent.pace == once.pace == 1.0
    assert silent.weight > 0


def test_a_visit_falls_after_the_hour_in_which_posts_come_not_before_it() -> None:
    """It is noon in Jakarta, the post of the day comes between 19 and 20 hours."""
    for price in (1, 2, 4):
        assert 7.3 < wait([], price=price) < 7.3 + 9


def test_once_todays_post_is_there_the_next_is_expected_tomorrow() -> None:
    evening = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    before, after = expected(HABIT, evening, 0, [6.0])[0], expected(HABIT, evening, 1, [6.0])[0]
    assert before > 0.8
    assert after < 0.2


def test_expected_posts_add_up_to_the_rate() -> None:
    weeks = expected(HABIT, AT, 0, [168.0, 336.0])
    assert weeks[1] - weeks[0] == pytest.approx(HABIT.rate * 168)
    assert weeks[1] - weeks[0] == pytest.approx(7, rel=0.1)


def test_an_account_without_posts_has_a_habit_too() -> None:
    nothing = learn_habit([], ZONE, AT)
    assert nothing.rate == pytest.approx(1 / 96)
    assert nothing.hours[-1] == pytest.approx(1)
    assert sum(nothing.numbers) == pytest.approx(1)


def test_the_curve_follows_the_published_medians() -> None:
    medians = {3.5: 0.20, 10.5: 0.05, 17.5: 0.04, 24.5: 0.03, 74.0: 0.002}
    for days, growth in medians.items():
        grown = stale_growth(days)
        assert grown == pytest.approx(growth, rel=0.2)


def test_deeper_pages_are_read_when_their_posts_have_moved_and_not_before() -> None:
    fresh = [post(number, 6 * number, (100, 5, 2000)) for number in range(1, 25)]
    stored_long_ago = fresh[:12] + [
        post(number, 6 * number, (100, 5, 2000), seen=6 * number - 1) for number in range(13, 25)
    ]
    assert visit_depth(fresh) == 1
    assert visit_depth(stored_long_ago) == 2


def test_one_hot_post_far_down_gets_a_call_of_its_own() -> None:
    known = [post(number, 300 + number, (100, 5, 2000)) for number in range(80)]
    known[70] = post(70, 370, (100, 5, 2000), (300, 20, 9000), seen=60)
    visit = next_visit(
        known, at=AT, page_size=12, price=4, promised=timedelta(days=3), habit=learn_habit([], ZONE, AT)
    )
    assert visit.depth == 1
    assert visit.details == (70,)


def wait(known: list[Known], price: float = 2.0, habit: Habit = HABIT) -> float:
    """Hours until the next visit."""
    visit = next_visit(known, at=AT, page_size=12, price=price, promised=timedelta(days=7), habit=habit)
    return (visit.due_at - AT) / HOUR


def visit_depth(known: list[Known]) -> int:
    return next_visit(
        known, at=AT, page_size=12, price=2, promised=timedelta(days=3), habit=learn_habit([], ZONE, AT)
    ).depth


def stale_growth(days: float) -> float:
    """How much a median post of that age grows within eight days."""
    return 2.718281828 ** (reached((days + 8) * 24) - reached(days * 24)) - 1
