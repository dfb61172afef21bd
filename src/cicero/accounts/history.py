"""What is known of one account over time: since when, until when, and how much of what the network counts."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from cicero.db import Connection, fetch_one, sql
from cicero.errors import NotFoundError


class History(Struct, frozen=True, kw_only=True):
    """`posts` stand here, of the `counted_posts` that the network counted last; deleted ones are kept.

    `first_post`: the earliest that is known. `known_until`: all posts are known until then. Followers have
    `follower_samples`, the first at `followers_since`.
    """

    biography: str | None
    category: str | None
    website: str | None
    private: bool | None
    following: int | None
    posts: int
    counted_posts: int | None
    counted_at: datetime | None
    first_post: datetime | None
    known_until: datetime | None
    followers_since: datetime | None
    follower_samples: int

    @property
    def coverage(self) -> float | None:
        """The share of the account's posts that stand here, 0 to 1; None where nobody counted them."""
        if not self.counted_posts:
            return None
        return min(1.0, self.posts / self.counted_posts)


async def history(connection: Connection, account_id: int) -> History:
    """NotFoundError where there is no such account, or none that this scope sees."""
    found = await fetch_one(
        connection, sql(__package__, "account_history"), {"account_id": account_id}, History
    )
    if found is None:
        raise NotFoundError("There is no such account.")
    return found
