"""What an anomaly is, and what stands in the rows that anomalies are found in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from cicero.analytics.result import Figure
from cicero.periods import Period

What = Literal["interactions", "followers", "silence"]


class Anomaly(Struct, frozen=True, kw_only=True):
    """Days that were unlike the eight weeks before them.

    interactions: `value` is what the `n` posts of these days got, `usual` what such posts usually got then.
    followers: `value` is the change over these days, `usual` the one to be expected; `n` is how many days.
    silence: `value` is the days without a post, `usual` the longest such time of the weeks before; `n` is 0.
    `baseline_n` is how many posts (or days, for followers) the usual rests on. `score` tells by how many
    standard errors the two differ (statistics.score), or for a silence, how unlikely it is, as such a number.
    """

    account_id: int
    what: What
    up: bool
    first: date
    last: date
    value: float
    usual: float
    n: int
    baseline_n: int
    score: float
    before: int | None = None
    """followers: how many there were before."""
    leading_post: int | None = None
    """interactions: the post that got the most of them."""
    leading_interactions: int | None = None

    @property
    def times(self) -> float | None:
        """How many times the usual; None where the usual is none."""
        return self.value / self.usual if self.usual > 0 else None


class Judged(Struct, frozen=True, kw_only=True):
    """On how many days of the period an account could be judged; on the others nothing is known or usual."""

    account_id: int
    interactions: Figure
    """Of the days with posts: those with counts that have ripened and eight weeks before them."""
    followers: Figure
    """Of all days: those on which a growth is known, and enough before."""


class Anomalies(Struct, frozen=True, kw_only=True):
    """The anomalies of some accounts in a period, the strongest first."""

    period: Period
    anomalies: tuple[Anomaly, ...]
    judged: tuple[Judged, ...]
    names: dict[int, str]
    """`platform:handle` of each account."""
    known_until: dict[int, datetime | None]
    """Until when an account's posts are all known; None where none are."""
    as_of: tuple[datetime, datetime] | None = None
    history_since: datetime | None = None


class DayPosts(Struct, frozen=True, gc=False):
    """A row of day_performance.sql: the posts of an account on a day, the ripe ones of them apart."""

    account_id: int
    day: int
    posts: int
    ripe: int
    ripe_performance: float
    ripe_interactions: int
    ripe_usual: float
    known: int
    performance: float
    interactions: int
    usual: float
    most: int | None
    leading: int
    oldest: datetime
    newest: datetime


class DayFollowers(Struct, frozen=True):
    """A row of follower_days.sql."""

    account_id: int
    day: int
    followers: int
    observed_at: datetime
