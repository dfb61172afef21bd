"""A question to both: a call of ours, and SQL for the peer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from msgspec import Struct

from cicero.db import Connection
from cicero.periods import Period

YEAR = Period(date(2025, 11, 1), date(2026, 10, 31), "Asia/Jakarta")

Call = Callable[[Connection, tuple[int, ...]], Awaitable[object]]


class Question(Struct, frozen=True, kw_only=True):
    """`ours` is given the accounts, `theirs` is SQL over `asked`: the posts of these accounts in the year.

    `peer_answers`: where the peer is asked for a part only, which. `sizes`: of how many accounts it is asked.
    """

    name: str
    ours: Call
    theirs: tuple[str, ...]
    peer_answers: str = "all"
    sizes: tuple[int, ...] = (1, 20, 1_000)

    def put_to_peer(self, accounts: int) -> tuple[str, ...]:
        start, end = int(YEAR.start.timestamp()), int(YEAR.end.timestamp())
        return tuple((ASKED + text).format(accounts=accounts, start=start, end=end) for text in self.theirs)


INTERACTIONS = "likes + comments + case when platform = 'tiktok' then shares else 0 end as i"

ASKED = f"""
with asked as (
    select *, {INTERACTIONS} from post
    where account_id <= {{accounts}} and seconds >= {{start}} and seconds < {{end}}
)
"""
DAY = f"(seconds - {int(YEAR.start.timestamp())}) // 86400"
HOUR = "(seconds // 3600 + 79) % 168"
TAGGED = "asked join post_tag t using (account_id, post_id)"


def grouped(columns: str, key: str, tables: str = "asked") -> tuple[str]:
    """The groups and the total, as every Result has both."""
    return (f"select {key} as key, {columns} from {tables} group by grouping sets ((1), ())",)
