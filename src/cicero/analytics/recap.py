"""A period told in a few short paragraphs to paste into a chat: what was gathered for it.

    told = await recap(connection, query.accounts, period, compared(period, "previous"))
    text = say(told, "id")

Every number in the text is one of the figures here; `recap_words` only writes them down.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from cicero.analytics.anomalies import anomalies
from cicero.analytics.anomaly import Anomalies
from cicero.analytics.query import Query
from cicero.analytics.result import Figure, Result
from cicero.analytics.run import run
from cicero.db import Connection, as_array, fetch_all, sql
from cicero.periods import Period
from cicero.records import Kind

METRICS = (
    "posts", "interactions", "typical_interactions", "typical_engagement_rate", "views", "followers",
    "follower_growth",
)  # fmt: skip


class ExtremePost(Struct, frozen=True, kw_only=True):
    """A post with `times` of what its account usually gets with its kind, the median of `usual_n` posts."""

    best: bool
    account_id: int
    post_id: int
    published_at: datetime
    url: str | None
    kind: Kind | None
    interactions: int
    usual: float
    usual_n: int
    times: float


class Recap(Struct, frozen=True, kw_only=True):
    result: Result
    """METRICS over all accounts, beside those of the compared period."""
    best: ExtremePost | None
    worst: ExtremePost | None
    """None where no post can be told from another."""
    anomalies: Anomalies

    def here(self, metric: str) -> Figure:
        return self.result.totals.figures[METRICS.index(metric)]

    def there(self, metric: str) -> Figure | None:
        """The figure of the compared period; None without one."""
        compared = self.result.compared_totals
        return None if compared is None else compared.figures[METRICS.index(metric)]


async def recap(
    connection: Connection, accounts: Sequence[int], period: Period, compare: Period | None = None
) -> Recap:
    """What happened at these accounts in the period, and what changed against the compared one."""
    query = Query(accounts=tuple(accounts), metrics=METRICS, period=period, compare=compare)
    result = await run(connection, query)
    asked = {"accounts": as_array(result.query.accounts), "start": period.start, "end": period.end}
    extremes = await fetch_all(connection, sql(__package__, "extreme_posts"), asked, ExtremePost)
    best = next((post for post in extremes if post.best), None)
    worst = next((post for post in extremes if not post.best), None)
    if best and worst and (best.account_id, best.post_id) == (worst.account_id, worst.post_id):
        worst = None
    found = await anomalies(connection, result.query.accounts, period)
    return Recap(result=result, best=best, worst=worst, anomalies=found)
