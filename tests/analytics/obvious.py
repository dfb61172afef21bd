"""The slow, obvious way to an answer, written from the page of definitions and from nothing else of ours.

Every row is read whole and looked at by itself: `read` knows no period, filter or index. Days and hours are
what the zone's calendar shows, medians are sorted, and a post counts once because its id was seen before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct
from psycopg.rows import class_row
from tests.analytics.world import METHODS

from cicero.analytics import Key, Query
from cicero.db import Connection
from cicero.periods import Period

Told = tuple[float | int | None, int, int]
"""Value, and how many rows of how many it rests on."""
Figures = dict[str, Told]


class Post(Struct, frozen=True, kw_only=True):
    account_id: int
    post_id: int
    platform: str
    published_at: datetime
    observed_at: datetime
    kind: str | None
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    views: int | None
    followers: int | None
    hashtags: list[str]
    mentions: list[str]

    @property
    def interactions(self) -> int | None:
        if self.likes is None or self.comments is None:
            return None
        if self.platform == "instagram":
            return self.likes + self.comments
        return None if self.shares is None else self.likes + self.comments + self.shares


class Sample(Struct, frozen=True, kw_only=True):
    account_id: int
    observed_at: datetime
    followers: int


class World(Struct, frozen=True, kw_only=True):
    posts: list[Post]
    samples: list[Sample]
    platforms: dict[int, str]


READ_POSTS = """
select account_id, post_id, platform, published_at, observed_at, kind, likes, comments, shares, saves, views,
       followers,
       array(
           select tag from tag where tag_id = any(p.tags) and sign = '#'
       ) as hashtags,
       array(
           select tag from tag where tag_id = any(p.tags) and sign = '@'
       ) as mentions
from post p
"""
READ_SAMPLES = "select account_id, observed_at, followers from account_snapshot where followers is not null"


async def read(connection: Connection) -> World:
    async with connection.cursor(row_factory=class_row(Post)) as cursor:
        posts = await (await cursor.execute(READ_POSTS)).fetchall()
    async with connection.cursor(row_factory=class_row(Sample)) as samples_cursor:
        samples = await (await samples_cursor.execute(READ_SAMPLES)).fetchall()
    cursor = await connection.execute("select account_id, platform from account")
    return World(posts=posts, samples=samples, platforms=dict(await cursor.fetchall()))


def totals(world: World, query: Query) -> Figures:
    """Every metric of the query over its whole period."""
    return _told(world, query, once(_asked(world, query)), set(query.accounts), query.period.days)


def groups(world: World, query: Query) -> dict[Key, Figures]:
    """The same of each group that has posts, or days, or accounts, of which the query asks."""
    keys, zone = KEYS[str(query.by)], ZoneInfo(query.period.zone)
    posts = _asked(world, query)
    if query.by != "account":
        posts = once(posts)
    mine: dict[Key, list[Post]] = {}
    for post in posts:
        for key in keys(post, post.published_at.astimezone(zone)):
            mine.setdefault(key, []).append(post)
    days = _days(query)
    owners = _owners(world, query)
    told = {}
    for key in {*mine, *days, *owners}:
        length = days.get(key, query.period.days)
        told[key] = _told(world, query, mine.get(key, []), owners.get(key, set()), length)
    return told


def _owners(world: World, query: Query) -> dict[Key, set[int]]:
    """The accounts of each account or platform; of nothing else are there accounts."""
    owners: dict[Key, set[int]] = {}
    for account in query.accounts if query.by in ("account", "platform") else ():
        key = account if query.by == "account" else world.platforms[account]
        owners.setdefault(key, set()).add(account)
    return owners


def _asked(world: World, query: Query) -> list[Post]:
    """The posts that the query speaks of, under each of its accounts."""
    filters, zone = query.filters, ZoneInfo(query.period.zone)
    found = []
    for post in world.posts:
        wall = post.published_at.astimezone(zone)
        if (
            post.account_id in query.accounts
            and query.period.first <= wall.date() <= query.period.last
            and (not filters.kinds or post.kind in filters.kinds)
            and (filters.hashtag is None or filters.hashtag in post.hashtags)
            and filters.weekday in (None, wall.isoweekday())
            and filters.hour in (None, wall.hour)
        ):
            found.append(post)
    return found


def once(posts: Iterable[Post]) -> list[Post]:
    """A collaborative post counts once in a sum over its accounts: as it stands under the first of them."""
    seen: dict[tuple[str, int], Post] = {}
    for post in sorted(posts, key=lambda post: post.account_id):
        seen.setdefault((post.platform, post.post_id), post)
    return list(seen.values())


Keys = Callable[[Post, datetime], Iterable[Key]]

KEYS: dict[str, Keys] = {
    "day": lambda _, wall: [wall.date()],
    "week": lambda _, wall: [_monday(wall.date())],
    "month": lambda _, wall: [wall.date().replace(day=1)],
    "weekday": lambda _, wall: [wall.isoweekday()],
    "hour": lambda _, wall: [wall.hour],
    "hour_of_week": lambda _, wall: [(wall.isoweekday(), wall.hour)],
    "account": lambda post, _: [post.account_id],
    "platform": lambda post, _: [post.platform],
    "kind": lambda post, _: [post.kind],
    "hashtag": lambda post, _: post.hashtags,
    "mention": lambda post, _: post.mentions,
}
"""In which groups a post stands, given its time by the zone's clock."""

MANY_PLACES = ("account", "hashtag", "mention")
"""Groupings in which a post may stand in several groups, so that these do not add up to the total."""


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(query: Query) -> dict[Key, int]:
    """How many days of the period lie in each day, week or month, or are that weekday."""
    if query.by not in ("day", "week", "month", "weekday"):
        return {}
    days: dict[Key, int] = {}
    for number in range(query.period.days):
        day = query.period.first + timedelta(days=number)
        keys: dict[str, Key] = {
            "day": day, "week": _monday(day), "month": day.replace(day=1), "weekday": day.isoweekday(),
        }  # fmt: skip
        key = keys[query.by]
        days[key] = days.get(key, 0) + 1
    return days


def _told(world: World, query: Query, posts: list[Post], accounts: set[int], days: int) -> Figures:
    told: Figures = {}
    for name in query.metrics:
        if name in METHODS:
            told[name] = (*METHODS[name](posts, days), len(posts))  # type: ignore[arg-type]
        else:
            told[name] = FOLLOWERS[name]([_grown(world, account, query.period) for account in accounts])
    return told


Grown = tuple[int | None, tuple[int, int] | None]
"""The last number of followers, and from what to what it grew."""


def _grown(world: World, account: int, period: Period) -> Grown:
    """An account's followers at the end of a period that is over, and their growth in it.

    Growth speaks of the period only if its ends are near: the first sample at most 7 days before its start or
    at most 7 days and a quarter of the period after it; the last at most 7 days before its end. None of these
    is more than the period is long.
    """
    start, end = _midnight(period.first, period.zone), _midnight(period.last + timedelta(days=1), period.zone)
    week, length = timedelta(days=7), end - start
    mine = sorted((s for s in world.samples if s.account_id == account), key=lambda s: s.observed_at)
    ended = [s for s in mine if s.observed_at < end]
    if not ended:
        return None, None
    before = [s for s in mine if start - min(week, length) <= s.observed_at <= start]
    early = [s for s in mine if start < s.observed_at <= start + min(week, length / 4)]
    first, last = (before[-1:] or early[:1]), ended[-1]
    near = last.observed_at >= start and last.observed_at >= end - min(week, length)
    if not first or not near or last.observed_at <= first[0].observed_at:
        return last.followers, None
    return last.followers, (first[0].followers, last.followers)


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


def _followers(accounts: list[Grown]) -> Told:
    known = [followers for followers, _ in accounts if followers is not None]
    return (sum(known) if known else None), len(known), len(accounts)


def _growth(accounts: list[Grown]) -> Told:
    known = [grown for _, grown in accounts if grown is not None]
    return (sum(end - start for start, end in known) if known else None), len(known), len(accounts)


def _growth_rate(accounts: list[Grown]) -> Told:
    known = [grown for _, grown in accounts if grown is not None]
    base = sum(start for start, _ in known)
    grown = sum(end - start for start, end in known)
    return (100 * grown / base if base else None), len(known), len(accounts)


FOLLOWERS: dict[str, Callable[[list[Grown]], Told]] = {
    "followers": _followers,
    "follower_growth": _growth,
    "follower_growth_rate": _growth_rate,
}
