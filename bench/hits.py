"""What the analyses find, held against what the emulator planted: one function for each kind of finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from math import log, sqrt

from msgspec import Struct

from bench.planted import Handle
from cicero.analytics import Query, run
from cicero.analytics.anomalies import anomalies
from cicero.analytics.anomaly import Anomaly
from cicero.analytics.best_time import best_time
from cicero.analytics.statistics import discoveries, tail
from cicero.db import Connection, fetch_all
from cicero.emulator import World, truth
from cicero.emulator.truth import Anomaly as Planted
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
LAST, LEAST = 100, 20
"""Posts of the kind that a post is held against: so many before it, and at least so many."""
OUTSTANDING = 7.0
"""Times of what the middle half of those got; what is planted gets 8 to 20."""
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
    """Posts far above their account's last hundred of the kind; one of a planted spike is right as well."""
    expected = {(told.ids[one.platform, one.handle], one.post_id) for one in truth(told.world).outliers}
    spikes = [
        (told.ids[one.platform, one.handle], one.since, one.until)
        for one in truth(told.world).anomalies
        if one.what == "engagement_spike"
    ]
    hits = Hits()
    for posts in (await _posts_by_kind(connection, told)).values():
        for post, times in _outperforming(posts):
            planted = (post.account_id, post.post_id) in expected
            spiked = any(
                post.account_id == account and since <= post.published_at < until
                for account, since, until in spikes
            )
            found = times >= OUTSTANDING
            hits.add(
                Hits(
                    found=found,
                    right=found and (planted or spiked),
                    planted=planted,
                    recalled=found and planted,
                )
            )
    return hits


class Counted(Struct):
    account_id: int
    post_id: int
    kind: str
    published_at: datetime
    interactions: int


POSTS = """
select account_id, post_id, kind, published_at,
       likes + comments + case when platform = 'tiktok' then shares else 0 end as interactions
from post
where account_id = any(%(accounts)s) and likes is not null and published_at < %(end)s
order by published_at
"""


async def _posts_by_kind(connection: Connection, told: Truth) -> dict[tuple[int, str], list[Counted]]:
    """Of each account, without those that stand under it because another account made them with it."""
    asked = {"accounts": list(told.ids.values()), "end": told.period.end}
    own = {
        (told.ids[post.platform, post.handle], post.post_id)
        for account in told.world.accounts
        for post in account.posts
    }
    kinds: dict[tuple[int, str], list[Counted]] = defaultdict(list)
    for post in await fetch_all(connection, POSTS, asked, Counted):
        if (post.account_id, post.post_id) in own:
            kinds[post.account_id, post.kind].append(post)
    return kinds


def _outperforming(posts: Sequence[Counted]) -> Iterator[tuple[Counted, float]]:
    """Each post with enough before it, and how many times the mean of their middle half it got."""
    for place, post in enumerate(posts):
        before = sorted(one.interactions for one in posts[max(place - LAST, 0) : place])
        if len(before) >= LEAST:
            middle = before[len(before) // 4 : len(before) - len(before) // 4]
            yield post, post.interactions / max(sum(middle) / len(middle), 1.0)


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
    accounts = tuple(told.ids.values())
    before = compared(now, "previous")
    query = Query(accounts=accounts, metrics=("posts",), period=now, compare=before, by="hashtag")
    result = await run(connection, query)
    assert result.compared_totals is not None
    of_now, of_before = (row.figures[0].of for row in (result.totals, result.compared_totals))
    used = {str(row.key): row.figures[0].of for row in result.rows}
    used_before = {str(row.key): row.figures[0].of for row in result.compared_rows}
    tags = [tag for tag, n in used.items() if n >= 3]
    scores = [log_odds(used[tag], of_now, used_before.get(tag, 0), of_before) for tag in tags]
    believed = discoveries([tail(score) for score in scores], 0.01)
    return [tag for tag, right in zip(tags, believed, strict=True) if right]


def log_odds(now: int, of_now: int, before: int, of_before: int) -> float:
    """How much more a tag is used than before, in standard errors, however rare it is.

    The z of the log-odds ratio with a prior of one post (Monroe, Colaresi and Quinn, Fightin' Words, 2008).
    """
    odds, odds_before = (now + 1) / (of_now - now + 1), (before + 1) / (of_before - before + 1)
    return log(odds / odds_before) / sqrt(1 / (now + 1) + 1 / (before + 1))


def _day(at: datetime) -> date:
    return local_date(at, DEFAULT_ZONE)
