"""Posts: counters over time, hashtags and mentions, comments, likers, kept pictures: store and read.

Figures over many posts are made in `analytics`; whose account a post belongs to is found in `accounts`.
"""

from cicero.posts.comment_pages import (
    CommentPosition,
    CommentsRead,
    StoredComment,
    comments_of_accounts,
    comments_of_post,
    comments_read,
)
from cicero.posts.commented import (
    Commented,
    Known,
    comments_wanted,
    known_comments,
    note_comments,
    note_missing,
)
from cicero.posts.comments import posts_missing, store_comments
from cicero.posts.exported import export_comments, export_posts
from cicero.posts.followers import set_followers
from cicero.posts.likers import Liked, likers_wanted, note_likers, store_likers
from cicero.posts.newest import Commenters, Listed, commenters, newest
from cicero.posts.one import CountsAt, counts_over_time, find
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
from cicero.posts.store import Prepared, accounts_holding, prepare, store, store_prepared
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
    "CommentPosition",
    "Commented",
    "Commenters",
    "CommentsRead",
    "CountsAt",
    "Known",
    "Liked",
    "Listed",
    "Order",
    "Picture",
    "Position",
    "Prepared",
    "Recent",
    "StoredComment",
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
    "comments_of_accounts",
    "comments_of_post",
    "comments_read",
    "comments_wanted",
    "counts_over_time",
    "export_comments",
    "export_posts",
    "find",
    "forget_pictures",
    "keep_picture",
    "known_comments",
    "likers_wanted",
    "mark_deleted",
    "newest",
    "note_comments",
    "note_likers",
    "note_missing",
    "note_no_pictures",
    "page",
    "picture_link",
    "posts_missing",
    "prepare",
    "read_link",
    "read_picture",
    "recent",
    "set_followers",
    "store",
    "store_comments",
    "store_likers",
    "store_prepared",
    "stored_counts",
    "tally",
    "wanted_pictures",
]
