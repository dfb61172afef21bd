"""What people are told of sources and accounts, and how far the calls of a source reach."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace
from tests.standings import SEALED, count_calls, set_collection, set_source, tell_quota

from cicero import accounts, clients
from cicero.accounts import Account
from cicero.db import Connection
from cicero.ingest import meters, standing
from cicero.ingest.meters import Calls, Meter, Reading
from cicero.ingest.standing import AccountStanding, Collection, Progress, SourceStanding
from cicero.records import AccountRef
from cicero.sources.registry import SOURCES

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TODAY = AT.date()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_a_source_that_nobody_set_up_is_untried(connection: Connection) -> None:
    await set_source(connection, "tiktok-api23", state="quota", retry_at=AT, shortage=1.5)
    found = await standing.sources(connection)
    assert [one.name for one in found] == list(SOURCES)
    assert found[0] == SourceStanding(name="social-api4", url=SOURCES["social-api4"].url)
    assert (found[1].state, found[1].retry_at, found[1].shortage, found[1].has_key) == (
        "quota",
        AT,
        1.5,
        True,
    )
    assert SEALED.decode() not in repr(found)


async def test_what_is_watched_stands_with_what_collecting_knows_of_it(connection: Connection) -> None:
    ours = await clients.create(connection, slug="kopi", name="Kopi")
    theirs = await clients.create(connection, slug="teh", name="Teh")
    refs = [AccountRef(platform="tiktok", handle=name) for name in ("a", "b", "c")]
    ids = await accounts.resolve(connection, refs)
    a, b, c = (ids[ref] for ref in refs)
    await clients.add_accounts(connection, ours.client_id, [a, b], "own")
    await clients.add_accounts(connection, theirs.client_id, [c], "own")
    await set_collection(
        connection, a, AT, state="failing", message="Cut off.", profile_at=AT - HOUR, list_at=AT - 2 * HOUR,
        profile_due_at=AT + 2 * HOUR, list_due_at=AT + HOUR, failures=3,
    )  # fmt: skip
    await connection.execute(
        "update account set renamed_from = 'old', renamed_at = %s where account_id = %s", [AT, a]
    )
    found = await standing.accounts(connection, ours.client_id)
    assert [one.account.account_id for one in found] == [a, b]
    told = found[0].collection
    assert (told.state, told.message, told.failures) == ("failing", "Cut off.", 3)
    assert (told.fetched_at, told.due_at) == (AT - HOUR, AT + HOUR)
    assert (told.renamed_from, told.renamed_at) == ("old", AT)
    assert found[1].collection == Collection(account_id=b)


@pytest.mark.parametrize(
    ("changed", "moving"),
    [
        ({}, False),
        ({"state": None}, False),
        ({"state": "new", "state_since": AT - HOUR / 12}, True),
        ({"state": "new", "state_since": AT - HOUR}, False),
        ({"due_at": AT - HOUR / 60}, True),
        ({"due_at": AT - HOUR}, False),
        ({"backfill": "running", "backfill_at": AT - HOUR / 60}, True),
        ({"backfill": "running", "backfill_at": AT - HOUR}, False),
        ({"backfill": "todo", "fetched_at": AT - HOUR / 60}, True),
    ],
)
def test_work_is_going_on_while_something_happens(changed: dict[str, object], moving: bool) -> None:
    calm = Collection(
        account_id=1, state="ok", state_since=AT - DAY, fetched_at=AT - DAY, due_at=AT + HOUR, backfill="done"
    )
    account = Account(account_id=1, platform="tiktok", role="own", handle="a")
    one = AccountStanding(account=account, collection=replace(calm, **changed))  # type: ignore[arg-type]
    assert one.moving(AT) is moving


def test_progress_adds_up_what_is_being_read() -> None:
    new = Collection(account_id=1, state="new")
    back = Collection(
        account_id=2, state="ok", backfill_pages=3, backfill_posts=36, backfill_oldest=AT - 90 * DAY
    )
    further = replace(back, backfill_pages=1, backfill_posts=12, backfill_oldest=AT - 200 * DAY)
    assert standing.progress([new, back, further]) == Progress(
        moving=3, fresh=1, pages=4, posts=48, oldest=AT - 200 * DAY
    )
    assert standing.progress([]) == Progress(moving=0, fresh=0, pages=0, posts=0, oldest=None)


async def test_only_an_installation_that_says_so_is_a_demonstration(connection: Connection) -> None:
    assert await standing.is_demo(connection) is False
    await connection.execute("update installation set demo = true")
    assert await standing.is_demo(connection) is True


async def test_the_calls_of_a_source_are_read_from_its_books(connection: Connection) -> None:
    await set_source(connection, "social-api4")
    await set_source(connection, "tiktok-api23")
    for days, calls in ((0, 5), (1, 70), (8, 700), (19, 1000), (20, 9000), (40, 9)):
        await count_calls(connection, "social-api4", TODAY - timedelta(days=days), "list", calls, failed=1)
    await count_calls(connection, "tiktok-api23", TODAY, "list", 12)
    await tell_quota(connection, "social-api4", AT - 2 * HOUR, 100, 60, AT + DAY)
    await tell_quota(connection, "social-api4", AT - HOUR, 100, 30, AT + DAY)
    told = await meters.quota(connection, "social-api4", AT, budget=2_000)
    assert (told.pace, told.days, told.this_month) == (10.0, 7, 5 + 70 + 700 + 1000)
    assert [one.day for one in told.calls] == [TODAY - timedelta(days=days) for days in (0, 1, 8, 19, 20)]
    assert told.plan
    assert (told.plan.used, told.plan.left, told.plan.at) == (70, 30, AT - HOUR)
    assert told.budget
    assert (told.budget.used, told.budget.renews_at) == (
        1775,
        datetime(2026, 12, 1, tzinfo=UTC),
    )


def test_a_forecast_is_a_straight_line_from_whole_days() -> None:
    told = meters.told(
        [calls(0, 999), calls(1, 30), calls(7, 40), calls(8, 500)], None, date(2026, 1, 1), AT, 2_000
    )
    assert (told.pace, told.days) == (10.0, 7)
    left_of_november = 10.5  # days, from noon of the 20th
    assert told.month_end == 999 + 30 + 40 + 500 + round(10 * left_of_november)
    assert told.budget
    assert told.budget.expected == told.month_end
    assert (told.plan, told.short) == (None, None)


@pytest.mark.parametrize(
    ("first", "pace", "days"), [(None, None, 0), (0, None, 0), (1, 30.0, 1), (3, 10.0, 3), (9, 30 / 7, 7)]
)
def test_the_first_week_counts_the_days_there_were(first: int | None, pace: float | None, days: int) -> None:
    since = None if first is None else TODAY - timedelta(days=first)
    told = meters.told([calls(1, 30)] if first else [], None, since, AT, None)
    assert (told.pace, told.days) == (pace, days)
    assert (told.month_end is None) == (pace is None)


def test_what_runs_out_before_it_renews_is_told_with_the_moment() -> None:
    reading = Reading(observed_at=AT, plan_limit=1_000, remaining=20, resets_at=AT + 5 * DAY)
    told = meters.told([calls(day, 10) for day in range(1, 8)], reading, date(2026, 1, 1), AT, 10_000)
    assert told.plan == Meter(
        basis="plan",
        limit=1_000,
        used=980,
        at=AT,
        renews_at=AT + 5 * DAY,
        expected=1_030,
        empty_at=AT + 2 * DAY,
    )
    assert (told.short, told.plan.shortage) == (told.plan, 2.5)


@pytest.mark.parametrize(
    "reading",
    [
        None,
        Reading(observed_at=AT - DAY, plan_limit=1_000, remaining=20, resets_at=AT),
        Reading(observed_at=AT, plan_limit=None, remaining=20, resets_at=None),
        Reading(observed_at=AT, plan_limit=1_000, remaining=None, resets_at=None),
    ],
    ids=["never read", "renewed since", "size not told", "rest not told"],
)
def test_a_plan_that_is_not_known_has_no_meter(reading: Reading | None) -> None:
    assert meters.told([calls(1, 7)], reading, TODAY - DAY, AT, None).plan is None


def test_a_plan_without_a_renewal_has_no_forecast() -> None:
    reading = Reading(observed_at=AT, plan_limit=1_000, remaining=20, resets_at=None)
    plan = meters.told([calls(1, 500)], reading, TODAY - DAY, AT, None).plan
    assert plan
    assert (plan.left, plan.expected, plan.empty_at, plan.shortage) == (20, None, None, None)


@given(
    made=some.lists(some.integers(0, 5_000), min_size=7, max_size=7),
    limit=some.integers(0, 100_000),
    share=some.floats(0, 1),
    hours=some.integers(1, 24 * 31),
)
def test_a_meter_is_empty_before_its_renewal_exactly_when_more_is_wanted_than_left(
    made: list[int], limit: int, share: float, hours: int
) -> None:
    left = round(limit * share)
    reading = Reading(observed_at=AT, plan_limit=limit, remaining=left, resets_at=AT + hours * HOUR)
    told = meters.told([calls(day + 1, n) for day, n in enumerate(made)], reading, date(2026, 1, 1), AT, None)
    plan = told.plan
    assert plan
    assert plan.left == left
    assert plan.expected is not None
    assert plan.expected >= plan.used
    wanted = sum(made) / 7 * hours / 24
    if abs(wanted - left) > 0.01:
        assert (plan.empty_at is not None) == (wanted > left)
    if plan.empty_at:
        assert AT <= plan.empty_at < AT + hours * HOUR


def calls(days_ago: int, count: int) -> Calls:
    return Calls(day=TODAY - timedelta(days=days_ago), purpose="list", calls=count, failed=0)
