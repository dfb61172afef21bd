"""What the analyses find, held against what the emulator planted: one function for each kind of finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from bench.planted import Handle
from cicero.analytics.ages import SETTLED
from cicero.analytics.anomalies import anomalies
from cicero.analytics.anomaly import Anomaly
from cicero.analytics.best_time import best_time
from cicero.analytics.hashtags import tag_uses
from cicero.analytics.ranks import ranks
from cicero.db import Connection
from cicero.emulator import World, WorldPost, truth
from cicero.emulator.truth import Anomaly as Planted
from cicero.emulator.world import exists_at
from cicero.periods import DEFAULT_ZONE, Period, compared, local_date

LEARNING = timedelta(days=65)
"""From the world's beginning: the weeks that the usual is learnt from."""
RIPENING = timedelta(days=4)
"""Before the world's end: its posts are too young to tell."""
LOOKS = timedelta(days=1)
"""Followers were looked at once a day, at noon: a day's loss shows on that day and the next."""
JUDGEABLE = {"engagement_drop": 5, "engagement_spike": 3, "follower_loss": 0}
"""How many posts with known interactions it takes to tell. Bursts of followers are planted at any strength,
most too weak to be worth an alarm: to find one is right, to miss it no fault."""
POSTS_FOR_HOURS = 100
LEAST = 20
"""Posts of the kind that a post must be held against to be missed."""
EVERY = 100_000
"""More than there is: what is found is asked for as a whole."""
TREND, STEP = timedelta(days=14), timedelta(days=7)


class Hits(Struct, kw_only=True):
    """How many of the findings were planted, and how many of what was planted was found."""

    found: int = 0
    right: int = 0
    planted: int = 0
    recalled: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.recalled / self.planted if self.planted else 1.0

    def add(self, other: Hits) -> None:
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Truth(Struct, frozen=True):
    """A world, and the id of each of its accounts in the database."""

    world: World
    ids: dict[Handle, int]

    @property
    def period(self) -> Period:
        """The days that are judged."""
        known = timedelta(days=self.world.span.known)
        first, last = self.world.until - known + LEARNING, self.world.until - RIPENING
        return Period(_day(first), _day(last), DEFAULT_ZONE)

    @property
    def settled(self) -> Period:
        """Those of them whose posts stand as they are: younger ones are held against samples at their age,
        and here all posts are looked at once, at the world's end."""
        last = self.world.until - timedelta(hours=SETTLED) - LOOKS
        return Period(self.period.first, _day(last), DEFAULT_ZONE)


async def of_anomalies(connection: Connection, told: Truth) -> Hits:
    """A spike is right as well where an outlier post was planted on one of its days."""
    found = (await anomalies(connection, list(told.ids.values()), told.period)).anomalies
    planted = [(one, told.ids[one.platform, one.handle]) for one in truth(told.world).anomalies]
    posts = {
        (told.ids[one.platform, one.handle], _day(one.published_at)) for one in truth(told.world).outliers
    }
    hits = Hits(found=len(found))
    for one in found:
        spike = one.what == "interactions" and one.up
        hits.right += any(_same(one, other, account) for other, account in planted) or (
            spike and any((one.account_id, day) in posts for day in _days(one))
        )
    judged = [(one, account) for one, account in planted if _judgeable(one, told)]
    hits.planted = len(judged)
    hits.recalled = sum(any(_same(mine, *one) for mine in found) for one in judged)
    return hits


def _same(found: Anomaly, planted: Planted, account: int) -> bool:
    first, last = _day(planted.since), _day(planted.until - LOOKS) + LOOKS
    return (
        found.account_id == account
        and planted.what.startswith("follower" if found.what == "followers" else "engagement")
        and found.up == (planted.what in ("engagement_spike", "follower_burst"))
        and found.first <= last
        and found.last >= first
    )


def _judgeable(planted: Planted, told: Truth) -> bool:
    """Within the days judged, with enough posts, and not contradicted by an outlier planted in its midst."""
    if planted.what not in JUDGEABLE:
        return False
    if _day(planted.since) < told.period.first or _day(planted.until) > told.period.last:
        return False
    account = told.world.by_handle[planted.platform, planted.handle]
    posts = [
        post
        for post in account.posts
        if planted.since <= post.published_at < planted.until and not post.hidden_likes
    ]
    disturbed = planted.what == "engagement_drop" and any(post.planted for post in posts)
    return len(posts) >= JUDGEABLE[planted.what] and not disturbed


def _days(found: Anomaly) -> Iterator[date]:
    for day in range((found.last - found.first).days + 1):
        yield found.first + timedelta(days=day)


async def of_best_hours(connection: Connection, told: Truth) -> Hits:
    """Each account by itself over the year; those with few posts are left out, as a page would say."""
    hits = Hits()
    planted = {(best.platform, best.handle): set(best.hours) for best in truth(told.world).best_hours}
    for handle, account in told.ids.items():
        best = await best_time(connection, [account], told.period)
        if best.whole.n < POSTS_FOR_HOURS:
            continue
        hours = {slot.hour for slot in best.hours if slot.recommended}
        expected = planted.get(handle, set())
        same = len(hours & expected)
        hits.add(Hits(found=len(hours), right=same, planted=len(expected), recalled=same))
    return hits


async def of_outliers(connection: Connection, told: Truth) -> Hits:
    """Each account by itself. A post of a planted spike or drop that the spell moved is right as well."""
    hits = Hits()
    for handle, account_id in told.ids.items():
        account = told.world.by_handle[handle]
        found = (await ranks(connection, [account_id], told.settled, limit=EVERY)).outliers
        own = {post.post_id: post for post in account.posts if post.owner == account.index}
        judged = _held_against_enough(own.values(), told)
        # What stands under it only because another account made it with it was not planted under it.
        outliers = {one.post_id: (one.outperformance or 0) > 0 for one in found if one.post_id in own}
        spells = [one for one in truth(told.world).anomalies if (one.platform, one.handle) == handle]
        right = sum(
            (up and bool(own[post].planted)) or _moved(own[post], up, spells) for post, up in outliers.items()
        )
        hits.add(
            Hits(
                found=len(outliers),
                right=right,
                planted=len(judged),
                recalled=sum(outliers.get(post, False) for post in judged),
            )
        )
    return hits


def _held_against_enough(posts: Iterable[WorldPost], told: Truth) -> set[int]:
    """The planted posts within the days judged whose count is known, and that of LEAST of the kind before."""
    known = [post for post in posts if not post.hidden_likes and exists_at(post, told.world.until)]
    before: dict[str, int] = defaultdict(int)
    judged = set()
    for post in sorted(known, key=lambda post: post.published_at):
        inside = told.settled.start <= post.published_at < told.settled.end
        if post.planted and inside and before[post.kind] >= LEAST:
            judged.add(post.post_id)
        before[post.kind] += 1
    return judged


def _moved(post: WorldPost, up: bool, spells: Sequence[Planted]) -> bool:
    what = "engagement_spike" if up else "engagement_drop"
    return any(one.what == what and one.since <= post.published_at < one.until for one in spells)


async def of_trends(connection: Connection, told: Truth) -> Hits:
    """Every week: the tags used more in the last fortnight than in the one before, over all the accounts."""
    hits = Hits()
    seen: set[tuple[str, date]] = set()
    trends = {(one.tag, _day(one.since)) for one in truth(told.world).tag_trends}
    last = told.period.first + TREND
    while last <= told.period.last:
        now = Period(last - TREND + LOOKS, last, DEFAULT_ZONE)
        for tag in await _rising(connection, told, now):
            rose = {one for one in trends if one[0] == tag and now.first - TREND < one[1] <= now.last}
            hits.add(Hits(found=1, right=bool(rose)))
            seen |= rose
        last += STEP
    judged = {one for one in trends if told.period.first + TREND < one[1] <= told.period.last - TREND}
    hits.add(Hits(planted=len(judged), recalled=len(judged & seen)))
    return hits


async def _rising(connection: Connection, told: Truth, now: Period) -> list[str]:
    before = compared(now, "previous")
    uses = await tag_uses(
        connection, list(told.ids.values()), now, compare=before, order="rising", limit=EVERY
    )
    return [row.tag for row in uses.rows if row.rising]


def _day(at: datetime) -> date:
    return local_date(at, DEFAULT_ZONE)
