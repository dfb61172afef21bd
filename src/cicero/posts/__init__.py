"""Posts: counters over time, hashtags and mentions, comments, kept pictures: store and read.

Figures over many posts are made in `analytics`; whose account a post belongs to is found in `accounts`.
"""

from cicero.posts.commented import Commented, comments_wanted, known_comments, note_comments
from cicero.posts.comments import posts_missing, store_comments
from cicero.posts.followers import set_followers
from cicero.posts.newest import Commenters, Listed, commenters, newest
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
from cicero.posts.stored import (
    Recent,
    StoredCounts,
    absent,
    ask_counts,
    by_post,
    codes,
    mark_deleted,
    recent,
    stored_counts,
)
from cicero.posts.tally import Tally, tally

__all__ = [
    "AVATAR",
    "FOLDER",
    "ORDERS",
    "Commented",
    "Commenters",
    "Listed",
    "Order",
    "Picture",
    "Position",
    "Recent",
    "StoredCounts",
    "StoredPost",
    "Tally",
    "Wanted",
    "absent",
    "accounts_holding",
    "ask_counts",
    "by_post",
    "codes",
    "commenters",
    "comments_wanted",
    "forget_pictures",
    "keep_picture",
    "known_comments",
    "mark_deleted",
    "newest",
    "note_comments",
    "note_no_pictures",
    "page",
    "picture_link",
    "posts_missing",
    "read_link",
    "read_picture",
    "recent",
    "set_followers",
    "store",
    "store_comments",
    "stored_counts",
    "tally",
    "wanted_pictures",
]
