"""An invented client, its accounts, what is asked of them and the answer."""

from __future__ import annotations

from datetime import timedelta

from cicero.accounts import Account
from cicero.analytics import Figure, Filters, Query, Result, Row
from cicero.clients import Client
from cicero.metrics import METRICS
from cicero.periods import DEFAULT_ZONE, Period, compared, now, preset
from cicero.web.asked import Asked
from cicero.web.dashboard.findings import SERIES, TILES

NAMES = (*TILES, *SERIES)
CLIENT = Client(
    client_id=0, slug="contoh", name="Kopi Contoh", zone=DEFAULT_ZONE, language="id", role="viewer"
)
ACCOUNTS = [
    Account(account_id=1, platform="instagram", role="own", handle="kopi.contoh", followers=41_200),
    Account(account_id=2, platform="tiktok", role="own", handle="kopi.contoh", followers=12_900),
    Account(account_id=3, platform="tiktok", role="competitor", handle="saingan.contoh", followers=230_000),
]
FILTERS = Filters(kinds=("video",), hashtag="kopi", weekday=1, hour=9)
UNKNOWN = "views"
"""Of this metric nothing is known, so that unknown is seen too."""


def asked() -> Asked:
    """Twenty-eight days of the client's own accounts beside those before."""
    period = preset("28d", CLIENT.zone)
    query = Query(
        accounts=(1, 2), metrics=NAMES, period=period, compare=compared(period, "previous"), by="day"
    )
    return Asked(
        watched=ACCOUNTS, chosen=ACCOUNTS[:2], query=query, role="own", last_post=now(), last_seen=now()
    )


def answer(query: Query) -> Result:
    """One that has all that figures can be: rising, falling, zero, known of a part, unknown."""
    before = query.compare
    return Result(
        query=query,
        metrics=tuple(METRICS[name] for name in NAMES),
        totals=Row(None, _figures(28, 3)),
        rows=_rows(query.period, 3),
        compared_totals=Row(None, _figures(28, 5)) if before else None,
        compared_rows=_rows(before, 5) if before else (),
        as_of=(now() - timedelta(hours=3), now() - timedelta(minutes=20)),
        history_since=query.period.start - timedelta(days=400),
    )


def wave(length: int, step: int, size: int = 100) -> tuple[int, ...]:
    """Values that rise and fall, the same each time."""
    return tuple(size * (3 + (at * step) % 7 + (at * at) % 5) // 10 for at in range(length))


def _rows(period: Period, step: int) -> tuple[Row, ...]:
    days = (period.first + timedelta(days=at) for at in range(period.days))
    return tuple(Row(day, _figures(at % 3, step + at % 4)) for at, day in enumerate(days))


def _figures(posts: int, step: int) -> tuple[Figure, ...]:
    return tuple(_figure(name, posts, step + at) for at, name in enumerate(NAMES))


def _figure(name: str, posts: int, step: int) -> Figure:
    if name == "posts":
        return Figure(posts, posts, posts)
    if name == UNKNOWN:
        return Figure(None, 0, posts)
    if METRICS[name].unit == "percent":
        return Figure(step * 0.71, posts, posts) if posts else Figure(None, 0, 0)
    if METRICS[name].source == "account":
        return Figure(54_100 + 90 * step, 2, 2)
    return Figure(posts * 137 * (1 + step % 5), max(posts - 1, 0), posts)
