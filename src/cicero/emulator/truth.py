"""What was planted in a world, so that analyses can be held against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from msgspec import Struct

from cicero.emulator.followers import BURST
from cicero.emulator.habits import Spell
from cicero.emulator.world import BEFORE, World, WorldAccount, day_of, followers_at
from cicero.periods import DEFAULT_ZONE
from cicero.records import Platform


class Outlier(Struct, frozen=True, kw_only=True):
    """A post with `strength` times of what its account usually gets with such a post."""

    platform: Platform
    handle: str
    post_id: int
    published_at: datetime
    strength: float


class TagTrend(Struct, frozen=True, kw_only=True):
    """A tag that rises over two weeks from `since`, and fades in the last two before `until`.

    Its posts get `lift` times of what others do.
    """

    tag: str
    since: datetime
    until: datetime
    lift: float
    accounts: tuple[tuple[Platform, str], ...]


class BestHours(Struct, frozen=True, kw_only=True):
    """Hours of the day whose posts get `factor` times of what the others do."""

    platform: Platform
    handle: str
    hours: tuple[int, ...]
    zone: str
    factor: float


class Anomaly(Struct, frozen=True, kw_only=True):
    """`follower_loss`: a day that costs `strength` of the followers (0.03 = 3 %). `follower_burst`: days that
    bring many new followers, the first of them `strength` of those before. `engagement_drop` and
    `engagement_spike`: posts published from `since` until `until` get `strength` times of the usual
    (0.3 = 30 %)."""

    platform: Platform
    handle: str
    what: Literal["follower_loss", "follower_burst", "engagement_drop", "engagement_spike"]
    since: datetime
    until: datetime
    strength: float


class Truth(Struct, frozen=True, kw_only=True):
    """Everything planted over the whole time of the world, what is yet to come included."""

    outliers: tuple[Outlier, ...]
    tag_trends: tuple[TagTrend, ...]
    best_hours: tuple[BestHours, ...]
    anomalies: tuple[Anomaly, ...]


def truth(world: World) -> Truth:
    """What was planted, from the same values that the world is made of."""
    return Truth(
        outliers=tuple(outlier for account in world.accounts for outlier in _outliers(account)),
        tag_trends=tuple(_tag_trends(world)),
        best_hours=tuple(
            _best_hours(account) for account in world.accounts if account.habits.best_factor > 1
        ),
        anomalies=tuple(anomaly for account in world.accounts for anomaly in _anomalies(world, account)),
    )


def _outliers(account: WorldAccount) -> Iterator[Outlier]:
    for post in account.posts:
        if post.planted and post.owner == account.index:
            yield Outlier(
                platform=post.platform,
                handle=post.handle,
                post_id=post.post_id,
                published_at=post.published_at,
                strength=post.planted,
            )


def _tag_trends(world: World) -> Iterator[TagTrend]:
    trends = {trend.tag: trend for account in world.accounts for trend in account.habits.trends}
    for tag, trend in sorted(trends.items()):
        taking_part = [account for account in world.accounts if trend in account.habits.trends]
        yield TagTrend(
            tag=tag,
            since=day_of(world, trend.first),
            until=day_of(world, trend.last + 1),
            lift=trend.lift,
            accounts=tuple((account.platform, account.handle) for account in taking_part),
        )


def _best_hours(account: WorldAccount) -> BestHours:
    return BestHours(
        platform=account.platform,
        handle=account.handle,
        hours=account.habits.best_hours,
        zone=DEFAULT_ZONE,
        factor=account.habits.best_factor,
    )


def _anomalies(world: World, account: WorldAccount) -> Iterator[Anomaly]:
    planted = partial(Anomaly, platform=account.platform, handle=account.handle)
    if loss := account.habits.loss:
        yield planted(
            what="follower_loss",
            since=day_of(world, loss.day),
            until=day_of(world, loss.day + 1),
            strength=loss.part,
        )
    for burst in account.followers.bursts:
        since = day_of(world, burst - BEFORE)
        gained = followers_at(account, since + timedelta(days=1)) / followers_at(account, since) - 1
        until = day_of(world, burst - BEFORE + BURST)
        yield planted(what="follower_burst", since=since, until=until, strength=gained)
    if drop := account.habits.drop:
        since, until = _days(world, drop)
        yield planted(what="engagement_drop", since=since, until=until, strength=drop.factor)
    if spike := account.habits.spike:
        since, until = _days(world, spike)
        yield planted(what="engagement_spike", since=since, until=until, strength=spike.factor)


def _days(world: World, spell: Spell) -> tuple[datetime, datetime]:
    return day_of(world, spell.first), day_of(world, spell.last + 1)
