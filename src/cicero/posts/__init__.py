"""Posts, their counters over time, their hashtags and mentions, their comments: store and read.

Figures over many posts are made in `analytics`; whose account a post belongs to is found in `accounts`.
"""

from cicero.posts.comments import store_comments
from cicero.posts.followers import set_followers
from cicero.posts.page import ORDERS, Order, Position, StoredPost, page
from cicero.posts.store import accounts_holding, store
from cicero.posts.tally import Tally, tally

__all__ = [
    "ORDERS",
    "Order",
    "Position",
    "StoredPost",
    "Tally",
    "accounts_holding",
    "page",
    "set_followers",
    "store",
    "store_comments",
    "tally",
]
