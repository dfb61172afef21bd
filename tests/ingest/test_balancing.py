"""The price of a call follows from what is left of it, and from what is needed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.ingest.stage import settle, small_world, stage, watch_all

from cicero import ingest
from cicero.config import Settings
from cicero.db import Pool
from cicero.ingest.balancing import Books, Spender, balanced, calls_left, daily_calls

AT = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)
SETTINGS = Settings(data_dir=Path("nowhere"))
BOOKS = Books(
    name="social-api4",
    budget=None,
    month_calls=3_000,
    week_calls=1_400,
    week_other_calls=700,
    week_since=date(2026, 3, 10),
    remaining=None,
    resets_at=None,
)
ACCOUNTS = [
    Spender(account_id=n, own=n < 3, posts=60, rate=(1 + n % 4) / 24, page_size=12.0) for n in range(10)
]


def test_without_a_limit_the_price_is_that_of_the_settings() -> None:
    assert balanced(BOOKS, ACCOUNTS, SETTINGS, AT) == (SETTINGS.call_price, None)


def test_the_tighter_of_plan_and_budget_counts() -> None:
    both = msgspec.structs.replace(BOOKS, budget=5_000, remaining=9_000, resets_at=AT + timedelta(days=3))
    assert calls_left(both, AT) == (2_000, datetime(2026, 4, 1, tzinfo=UTC))
    tight = msgspec.structs.replace(both, remaining=100)
    assert calls_left(tight, AT) == (100, AT + timedelta(days=3))
    over = msgspec.structs.replace(tight, resets_at=AT - timedelta(hours=1))
    assert calls_left(over, AT)[0] == 2_000


def test_the_books_of_half_a_day_are_not_taken_for_a_whole_one() -> None:
    assert daily_calls(BOOKS, AT) == 1_400 / 6.5
    fresh = msgspec.structs.replace(BOOKS, week_since=AT.date(), week_calls=50)
    assert daily_calls(fresh, AT) == 100


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_fewer_calls_left_never_make_a_call_cheaper(one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    resets = AT + timedelta(days=10)
    dear, short = balanced(
        msgspec.structs.replace(BOOKS, remaining=fewer, resets_at=resets), ACCOUNTS, SETTINGS, AT
    )
    cheap, less_short = balanced(
        msgspec.structs.replace(BOOKS, remaining=more, resets_at=resets), ACCOUNTS, SETTINGS, AT
    )
    assert dear >= cheap >= SETTINGS.call_price
    assert short is not None
    assert less_short is not None
    assert short >= less_short > 0


async def test_a_small_budget_makes_visits_rarer_and_gives_things_up(pool: Pool, tmp_path: Path) -> None:
    async with stage(pool, tmp_path, small_world()) as on:
        ids = await watch_all(on)
        await settle(on)
        await ingest.balance(on.caller)
        assert set(await on.rows("select price from source")) == {(1.0,)}
        before = await on.one("select max(list_due_at) from collection")
        async with pool.connection() as connection:
            calls = dict(await on.rows("select name, sum(calls)::int from source_calls group by 1"))
            for name, made in calls.items():
                await ingest.configure(connection, on.caller.settings, name, budget=made + 40)
        await ingest.balance(on.caller)
        assert await on.one("select min(price) from source") > 1.0
        assert await on.one("select min(shortage) from source") > 1.1
        async with pool.connection() as connection:
            await ingest.refresh(connection, ids, on.clock.now())
        comments = await on.one("select sum(calls) from source_calls where purpose = 'comments'")
        await settle(on)
        assert await on.one("select max(list_due_at) from collection") > before
        spent = "select sum(calls) from source_calls where purpose = 'comments'"
        assert await on.one(spent) == comments
