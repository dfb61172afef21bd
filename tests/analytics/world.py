"""Invented posts, written straight into the tables, and the slow, obvious way to count them.

The counting here follows the definitions of the metrics page and shares no code with what it checks: dates
and hours come from `zoneinfo`, medians from `statistics`, and every post is looked at by itself.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from msgspec import Struct

from cicero.db import Connection
from cicero.periods import Period

ACCOUNTS = {1: "instagram", 2: "instagram", 3: "tiktok", 4: "tiktok"}
KINDS = ("image", "carousel", "video", "photos", None)
TAGS = ("kopi", "gayo", "fyp")
CAPTIONS = (None, "", "Kopi Gayó pagi", "𝗞𝗼𝗽𝗶 panas", "x" * 49, "x" * 50, "x" * 125, "100% kopi_susu " * 90)
DURATIONS = (None, 0.5, 14.9, 15.0, 59.9, 60.0, 180.0, 3600.0)
QUIET = ("Asia/Jakarta", "UTC", "Asia/Kolkata", "Asia/Kathmandu")
TURNS = (
    ("Europe/Berlin", date(2024, 3, 31)), ("Europe/Berlin", date(2024, 10, 27)),
    ("America/New_York", date(2024, 3, 10)), ("America/New_York", date(2024, 11, 3)),
    # midnight skipped; the hour before midnight twice
    ("America/Sao_Paulo", date(2018, 11, 4)), ("America/Sao_Paulo", date(2018, 2, 18)),
    ("Africa/Cairo", date(2024, 4, 26)), ("Africa/Cairo", date(2024, 10, 31)),
    # midnight twice
    ("America/Havana", date(2024, 11, 3)),
    # jumps by half an hour
    ("Australia/Lord_Howe", date(2024, 4, 7)), ("Australia/Lord_Howe", date(2024, 10, 6)),
    # offsets of half and quarter hours
    ("America/St_Johns", date(2024, 3, 10)), ("Pacific/Chatham", date(2024, 4, 7)),
)  # fmt: skip
"""Days on which the zone's clock was turned."""


class Entry(Struct, frozen=True, kw_only=True):
    """A row of `post`: a post as it stands under one account."""

    account_id: int
    post_id: int
    published_at: datetime
    observed_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    kind: str | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    saves: int | None = None
    views: int | None = None
    followers: int | None = None
    also_under: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    caption: str | None = None
    duration: float | None = None

    @property
    def platform(self) -> str:
        return ACCOUNTS[self.account_id]

    @property
    def signed(self) -> list[tuple[str, str]]:
        return [("#", tag) for tag in self.tags] + [("@", tag) for tag in self.mentions]

    @property
    def interactions(self) -> int | None:
        parts = [self.likes, self.comments] + ([self.shares] if self.platform == "tiktok" else [])
        return None if None in parts else sum(part for part in parts if part is not None)


COLUMNS = (
    "account_id", "post_id", "platform", "published_at", "observed_at", "kind", "likes", "comments", "shares",
    "saves", "views", "followers", "caption", "duration",
)  # fmt: skip


async def write(connection: Connection, entries: Iterable[Entry]) -> None:
    """Exactly these posts, and the four accounts."""
    entries = list(entries)
    for table in ("post", "post_snapshot", "account_snapshot", "account"):
        await connection.execute(f"delete from {table}".encode())
    numbers = await tag_numbers(connection, {tag for e in entries for tag in e.signed})
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "insert into account (account_id, platform, handle) overriding system value values (%s, %s, %s)",
            [(account, platform, f"handle{account}") for account, platform in ACCOUNTS.items()],
        )
        await cursor.executemany(
            f"insert into post ({', '.join(COLUMNS)}, also_under, first_seen_at, tags)"
            f" values ({', '.join(['%s'] * len(COLUMNS))}, %s, %s, %s)",
            [
                (
                    *(getattr(e, column) for column in COLUMNS),
                    list(e.also_under) or None,
                    e.observed_at,
                    sorted(numbers[tag] for tag in e.signed),
                )
                for e in entries
            ],
        )


async def tag_numbers(connection: Connection, tags: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The numbers of these tags, which are made known where they are not."""
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "insert into tag (sign, tag) values (%s, %s) on conflict do nothing", sorted(tags)
        )
        await cursor.execute("select sign, tag, tag_id from tag")
        return {(sign, tag): tag_id for sign, tag, tag_id in await cursor.fetchall()}


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Period, list[Entry]]:
    """A period in some zone, mostly over a turn of its clock, and posts in and around it."""
    quiet = st.tuples(st.sampled_from(QUIET), st.dates(date(2024, 1, 1), date(2024, 12, 1)))
    zone, day = draw(st.sampled_from(TURNS) | st.sampled_from(TURNS) | quiet)
    before, after = draw(st.integers(0, 3) | st.integers(0, 40)), draw(st.integers(0, 3) | st.integers(0, 40))
    period = Period(day - timedelta(days=before), day + timedelta(days=after), zone)
    posts = draw(st.lists(posts_around(period, day), max_size=25))
    return period, [entry for number, post in enumerate(posts) for entry in post(100 + number)]


@st.composite
def posts_around(draw: st.DrawFn, period: Period, day: date) -> Callable[[int], list[Entry]]:
    """A function from a post's id to its rows, one for each account that it stands under."""
    platform = draw(st.sampled_from(["instagram", "tiktok"]))
    mine = sorted(account for account, its in ACCOUNTS.items() if its == platform)
    accounts = draw(st.sampled_from([mine[:1], mine[1:], mine]))
    count = st.none() | st.integers(0, 9) | st.integers(0, 2_000_000)
    entry = Entry(
        account_id=accounts[0],
        post_id=0,
        published_at=draw(instants(period, day)),
        observed_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 99))),
        kind=draw(st.sampled_from(KINDS)),
        tags=tuple(draw(st.sets(st.sampled_from(TAGS)))),
        mentions=tuple(draw(st.sets(st.sampled_from(TAGS)))),
        caption=draw(st.sampled_from(CAPTIONS)),
        duration=draw(st.sampled_from(DURATIONS)),
        **{name: draw(count) for name in ("likes", "comments", "shares", "saves", "views", "followers")},
    )
    return lambda post_id: [_standing(entry, account, post_id, accounts) for account in accounts]


@st.composite
def instants(draw: st.DrawFn, period: Period, day: date) -> datetime:
    """Near a quarter of an hour of that day, or of any day of the period or next to it."""
    first, days = draw(st.sampled_from([(day, 1), (day, 1), (period.first, period.days)]))
    quarter = draw(st.integers(-96, (days + 1) * 96))
    off = timedelta(microseconds=draw(st.sampled_from([0, -1, 1, 1_000_000, 599_999_999])))
    midnight = datetime.combine(first, time.min, tzinfo=ZoneInfo(period.zone)).astimezone(UTC)
    return midnight + timedelta(minutes=15 * quarter) + off


def _standing(entry: Entry, account: int, post_id: int, accounts: list[int]) -> Entry:
    fields = {name: getattr(entry, name) for name in entry.__struct_fields__}
    smaller = tuple(other for other in accounts if other < account)
    return Entry(**fields | {"account_id": account, "post_id": post_id, "also_under": smaller})


def within(entries: Iterable[Entry], period: Period) -> list[Entry]:
    """The rows published on a day of the period, as the zone's calendar shows it."""
    return [e for e in entries if period.first <= wall(e, period).date() <= period.last]


def wall(entry: Entry, period: Period) -> datetime:
    return entry.published_at.astimezone(ZoneInfo(period.zone))


def once(entries: Iterable[Entry]) -> list[Entry]:
    """Each post once, whatever number of accounts it stands under."""
    return list({e.post_id: e for e in sorted(entries, key=lambda e: -e.account_id)}.values())


def counted(metric: str, posts: list[Entry], days: int) -> tuple[float | int | None, int, int]:
    """(value, n, of) of a metric over these posts."""
    return (*METHODS[metric](posts, days), len(posts))


Method = Callable[[list[Entry], int], tuple[float | int | None, int]]


def _sum(name: str) -> Method:
    def method(posts: list[Entry], _days: int) -> tuple[int | None, int]:
        known = [value for e in posts if (value := getattr(e, name)) is not None]
        return (sum(known) if known or not posts else None), len(known)

    return method


def _mean(name: str) -> Method:
    def method(posts: list[Entry], _days: int) -> tuple[float | None, int]:
        known = [value for e in posts if (value := getattr(e, name)) is not None]
        return (sum(known) / len(known) if known else None), len(known)

    return method


def _rate(base: str) -> Method:
    def method(posts: list[Entry], _days: int) -> tuple[float | None, int]:
        pairs = [(e.interactions, getattr(e, base)) for e in posts]
        known = [(i, b) for i, b in pairs if i is not None and b is not None]
        over = sum(b for _, b in known)
        return (100 * sum(i for i, _ in known) / over if over else None), len(known)

    return method


def _median(name: str) -> Method:
    def method(posts: list[Entry], _days: int) -> tuple[float | None, int]:
        known = [value for e in posts if (value := getattr(e, name)) is not None]
        return (float(statistics.median(known)) if known else None), len(known)

    return method


def _typical(base: str) -> Method:
    def method(posts: list[Entry], _days: int) -> tuple[float | None, int]:
        pairs = [(e.interactions, getattr(e, base)) for e in posts]
        rates = [100 * i / b for i, b in pairs if i is not None and b]
        return (statistics.median(rates) if rates else None), len(rates)

    return method


METHODS: dict[str, Method] = {
    "posts": lambda posts, _days: (len(posts), len(posts)),
    **{name: _sum(name) for name in ("likes", "comments", "shares", "saves", "views", "interactions")},
    "interactions_per_post": _mean("interactions"),
    "applause": _mean("likes"),
    "conversation": _mean("comments"),
    "amplification": _mean("shares"),
    "engagement_rate_followers": _rate("followers"),
    "engagement_rate_views": _rate("views"),
    "typical_engagement_rate": _typical("followers"),
    "typical_engagement_rate_views": _typical("views"),
    "typical_interactions": _median("interactions"),
    "typical_views": _median("views"),
    "posting_frequency": lambda posts, days: (len(posts) / days, len(posts)),
    "posting_frequency_week": lambda posts, days: (7 * len(posts) / days, len(posts)),
}
