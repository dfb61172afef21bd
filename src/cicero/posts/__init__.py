"""Posts, their counters over time, their hashtags and mentions, their comments: store and read.

Figures over many posts are made in `analytics`; whose account a post belongs to is found in `accounts`.
"""

from cicero.posts.commented import Commented, comments_wanted, known_comments, note_comments
from cicero.posts.comments import store_comments
from cicero.posts.followers import set_followers
from cicero.posts.page import ORDERS, Order, Position, StoredPost, page
from cicero.posts.store import accounts_holding, store
from cicero.posts.stored import (
    Recent,
    StoredCounts,
    absent,
    codes,
    mark_deleted,
    recent,
    stored_counts,
)
from cicero.posts.tally import Tally, tally

__all__ = [
    "ORDERS",
    "Commented",
    "Order",
    "Position",
    "Recent",
    "StoredCounts",
    "StoredPost",
    "Tally",
    "absent",
    "accounts_holding",
    "codes",
    "comments_wanted",
    "known_comments",
    "mark_deleted",
    "note_comments",
    "page",
    "recent",
    "set_followers",
    "store",
    "store_comments",
    "stored_counts",
    "tally",
]
