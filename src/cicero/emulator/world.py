"""The seeded world: accounts, posts and counters as a pure function of the seed and the time.

Nothing is stepped: what exists at a moment, and every counter then, is computed from the seed, so asking
twice gives the same answer and the clock may jump both ways.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct

from cicero.emulator.brands import Brand, brands
from cicero.emulator.captions import TRENDS
from cicero.emulator.chance import chances, mix, number_of
from cicero.emulator.comments import WorldComment, comments_at
from cicero.emulator.followers import JAKARTA, Following, Loss, follow, followers
from cicero.emulator.growth import DAY, counts
from cicero.emulator.habits import Habits, Trend, calmed, habits
from cicero.emulator.publishing import Span, WorldPost, publish
from cicero.periods import aware
from cicero.records import Counts, Platform

__all__ = [
    "World",
    "WorldAccount",
    "WorldComment",
    "WorldPost",
    "build_world",
    "comments_at",
    "counts_at",
    "exists_at",
    "followers_at",
    "list_at",
]

AHEAD = 120
"""Days of posts beyond `until`, for a clock that goes on."""
BEFORE = 30
"""Days before the first post for which followers are known."""


class WorldAccount(Struct, frozen=True, kw_only=True, eq=False):
    """An account and everything it ever publishes; `index` is its place in `World.accounts`."""

    index: int
    platform: Platform
    handle: str
    name: str
    platform_id: str
    sec_uid: str | None
    brand: Brand
    client: str
    own: bool
    private: bool
    following: int
    habits: Habits
    followers: Following
    posts: tuple[WorldPost, ...]
    times: tuple[float, ...]
    """When each of `posts` was published."""
    deletions: tuple[float, ...]
    pinnings: tuple[float, ...]


class World(Struct, frozen=True, kw_only=True, eq=False):
    """`until` is the moment up to which the world has a past; it goes on for some months after."""

    seed: int
    until: datetime
    span: Span
    accounts: tuple[WorldAccount, ...]
    by_handle: dict[tuple[Platform, str], WorldAccount]
    by_id: dict[str, WorldAccount]
    """By platform id, and TikTok's by their secUid as well."""
    by_post: dict[str, WorldPost]
    """By the platform's id as text, and Instagram's by their shortcode as well."""

    def posts(self, account: WorldAccount) -> tuple[WorldPost, ...]:
        """All posts of an account by time, the ones it is a co-author of among them."""
        return account.posts


def build_world(
    seed: int,
    until: datetime,
    accounts: int = 20,
    days: int = 430,
    ahead: int = AHEAD,
    calm: bool = False,
) -> World:
    """A world with posts from `days` before `until` to `ahead` days after it.

    In a `calm` one nothing is planted: what an analysis finds in it is a false alarm.
    """
    start = (aware(until).timestamp() - days * DAY + JAKARTA) // DAY * DAY - JAKARTA
    span = Span(start, days, days + ahead)
    thought = brands(accounts, seed)
    trends = _trends(seed, days)
    drafts = [
        _draft(brand, thought, index, seed, span, trends[brand.topic], calm)
        for index, brand in enumerate(thought)
    ]
    known = tuple(_account(index, draft, drafts, seed) for index, draft in enumerate(drafts))
    posts = [post for draft in drafts for post in draft.posts]
    return World(
        seed=seed,
        until=aware(until),
        span=span,
        accounts=known,
        by_handle={(account.platform, account.handle): account for account in known},
        by_id={name: account for account in known for name in (account.platform_id, account.sec_uid) if name},
        by_post={name: post for post in posts for name in (str(post.post_id), post.code)},
    )


def counts_at(post: WorldPost, at: datetime) -> Counts:
    """What the network counts exactly then, hidden or not; all unknown before publication.

    Views only of videos and TikTok's photo posts. A deleted post keeps what it had.
    """
    moment = at.timestamp()
    if moment < post.published:
        return Counts()
    if post.deleted_at:
        moment = min(moment, post.deleted_at.timestamp())
    return counts(post.curve, post.published, moment, post.kind in ("video", "photos"))


def followers_at(account: WorldAccount, at: datetime) -> int:
    return followers(account.followers, at.timestamp())


def exists_at(post: WorldPost, at: datetime) -> bool:
    return post.published_at <= at and not (post.deleted_at and post.deleted_at <= at)


def list_at(account: WorldAccount, at: datetime) -> tuple[WorldPost, ...]:
    """The posts visible then as the networks list them: pinned first, then newest first."""
    moment = at.timestamp()
    return _listed(
        account,
        bisect_right(account.times, moment),
        bisect_right(account.deletions, moment),
        bisect_right(account.pinnings, moment),
    )


@lru_cache(maxsize=512)
def _listed(account: WorldAccount, published: int, deleted: int, pinned: int) -> tuple[WorldPost, ...]:
    """By how many of each there have been: between two of them the list does not change."""
    gone = account.deletions[deleted - 1] if deleted else 0.0
    stuck = account.pinnings[pinned - 1] if pinned else 0.0
    top: list[WorldPost] = []
    rest: list[WorldPost] = []
    for post in reversed(account.posts[:published]):
        if post.deleted_at and post.deleted_at.timestamp() <= gone:
            continue
        is_pinned = post.pinned_at and post.owner == account.index and post.pinned_at.timestamp() <= stuck
        (top if is_pinned else rest).append(post)
    return (*top, *rest)


class Draft(Struct, frozen=True):
    brand: Brand
    habits: Habits
    followers: Following
    posts: list[WorldPost]


def _draft(
    brand: Brand,
    thought: list[Brand],
    index: int,
    seed: int,
    span: Span,
    trends: tuple[Trend, ...],
    calm: bool,
) -> Draft:
    chance = chances(seed, brand.platform, brand.handle)
    spikes = chances(seed, "spikes", brand.platform, brand.handle)
    usual = habits(brand, chance, spikes, span.known, trends)
    if calm:
        usual = calmed(usual)
    loss = Loss(usual.loss.day + BEFORE, usual.loss.part) if usual.loss else None
    following = follow(
        chance,
        span.start - BEFORE * DAY,
        BEFORE + span.days + BEFORE,
        BEFORE + span.known,
        brand.followers,
        brand.growth,
        loss,
        calm,
    )
    names = {(other.platform, other.handle): place for place, other in enumerate(thought)}
    partner = names.get((brand.platform, brand.partner))
    return Draft(brand, usual, following, publish(brand, index, usual, following, partner, span, chance))


def _account(index: int, draft: Draft, drafts: list[Draft], seed: int) -> WorldAccount:
    brand = draft.brand
    stirred = mix(seed, number_of(f"{brand.platform}:{brand.handle}"))
    shared = [post for other in drafts for post in other.posts if index in post.coauthors]
    posts = sorted([*draft.posts, *shared], key=lambda post: post.published) if shared else draft.posts
    tiktok = brand.platform == "tiktok"
    return WorldAccount(
        index=index,
        platform=brand.platform,
        handle=brand.handle,
        name=brand.name,
        platform_id=_platform_id(tiktok, stirred),
        sec_uid="MS4wLjABAAAA" + _letters(stirred) if tiktok else None,
        brand=brand,
        client=brand.client,
        own=brand.own,
        private=brand.private,
        following=stirred % 900 + 12,
        habits=draft.habits,
        followers=draft.followers,
        posts=tuple(posts),
        times=tuple(post.published for post in posts),
        deletions=tuple(sorted(post.deleted_at.timestamp() for post in posts if post.deleted_at)),
        pinnings=tuple(
            sorted(post.pinned_at.timestamp() for post in posts if post.pinned_at and post.owner == index)
        ),
    )


def _platform_id(tiktok: bool, stirred: int) -> str:
    if tiktok:
        return str(6_500_000_000_000_000_000 + stirred % 900_000_000_000_000_000)
    return str(1_000_000_000 + stirred % 70_000_000_000)


def _trends(seed: int, days: int) -> dict[str, tuple[Trend, ...]]:
    """The tags that rise, by topic."""
    chance = chances(seed, "trends")
    found: dict[str, list[Trend]] = {topic: [] for _, topics in TRENDS for topic in topics}
    for tag, topics in TRENDS:
        first = days - chance.randint(min(25, days // 2), max(min(days - 30, 150), 26))
        trend = Trend(tag, first, first + chance.randint(50, 90), round(chance.uniform(1.2, 1.5), 2))
        for topic in topics:
            found[topic].append(trend)
    return {topic: tuple(trends) for topic, trends in found.items()}


def _letters(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()[:52].replace("0", "_")


def day_of(world: World, day: int) -> datetime:
    """The instant at which that day of the world begins (midnight in Jakarta)."""
    return datetime.fromtimestamp(world.span.start, world.until.tzinfo) + timedelta(days=day)
