"""Posts: counters over time, hashtags and mentions, comments, kept pictures: store and read.

Figures over many posts are made in `analytics`; whose account a post belongs to is found in `accounts`.
"""

from cicero.posts.comments import store_comments
from cicero.posts.followers import set_followers
from cicero.posts.page import ORDERS, Order, Position, StoredPost, page
from cicero.posts.picture_links import FOLDER, picture_link, read_link
from cicero.posts.pictures import (
    AVATAR,
    Picture,
    Wanted,
    forget_pictures,
    keep_picture,
    note_no_pictures,
    read_picture,
    wanted_pictures,
)
from cicero.posts.store import accounts_holding, store
from cicero.posts.tally import Tally, tally

__all__ = [
    "AVATAR",
    "FOLDER",
    "ORDERS",
    "Order",
    "Picture",
    "Position",
    "StoredPost",
    "Tally",
    "Wanted",
    "accounts_holding",
    "forget_pictures",
    "keep_picture",
    "note_no_pictures",
    "page",
    "picture_link",
    "read_link",
    "read_picture",
    "set_followers",
    "store",
    "store_comments",
    "tally",
    "wanted_pictures",
]
