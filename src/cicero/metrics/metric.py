"""What a metric is. The entries themselves stand in `of_posts`, `of_accounts` and `of_analyses`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cicero.records import PLATFORMS, Platform

Unit = Literal[
    "count", "percent", "ratio", "per_day", "per_week", "times", "hours", "score", "percentile"
]  # fmt: skip
"""percent: 3.4 means 3.4 %, and it changes in percentage points · ratio: so many per post · times: so many
times the usual · score: standard errors from no difference · percentile: 0 lowest to 100 highest."""

Counter = Literal["likes", "comments", "shares", "saves", "views", "followers", "audience"]
"""What a formula may count with: columns of `post`, and the audience, which is the mean of the account's
followers over the period."""

Input = Literal[
    "likes", "comments", "shares", "saves", "views", "followers", "audience",
    "published_at", "follower_samples", "snapshots", "hashtags", "comment_list", "roster", "fetches",
]  # fmt: skip
"""What a figure is made of, as a person would name it."""

Basis = Literal["published", "gained"]
"""published: all that the posts published in the period have counted so far · gained: what the counts grew by
during the period, whatever the post's age."""

Source = Literal["post", "account", "analysis"]
Empty = Literal["zero", "unknown"]
Language = Literal["en", "id"]
Text = dict[Language, str]

BASES: tuple[Basis, ...] = ("published", "gained")


class Metric(Struct, frozen=True, kw_only=True):
    """One metric, defined once; every page, file and answer shows this name and this formula.

    `numerator`, `denominator` and `known` are SQL aggregates (`total` is the exact sum of bigints) over rows
    with the counters in `needs`, `interactions` where their parts are among these, and `posts`, the number of
    posts that a row stands for: a row may be the sum of many posts of which the same counters are known.
    `known` counts the posts that the figure rests on. `per_days` divides by the days of the group and says
    how many days make one.
    Instead of these, `median` is SQL for the value of one post. An account metric has no SQL here:
    `analytics` reads it from the follower samples. Nor has one whose source is an analysis: a Query cannot
    reach it, `analysis` says in words what gives it.

    `empty` is what the figure of a group is that nothing was published in. `gained` is the formula on the
    other basis, None where the metric has no meaning there.
    """

    name: str
    label: Text
    formula: Text
    unit: Unit = "count"
    source: Source = "post"
    numerator: str = ""
    denominator: str | None = None
    known: str = "total(posts)"
    median: str = ""
    needs: tuple[Counter, ...] = ()
    reads: tuple[Input, ...] = ()
    per_days: int | None = None
    empty: Empty = "unknown"
    up_is_good: bool | None = True
    gained: Text | None = None
    analysis: Text | None = None
    platforms: tuple[Platform, ...] = PLATFORMS
    note: Text | None = None

    @property
    def inputs(self) -> tuple[Input, ...]:
        return self.reads or self.needs

    def formula_on(self, basis: Basis) -> Text:
        return self.gained if basis == "gained" and self.gained else self.formula
