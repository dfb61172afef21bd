"""The daily work on comments: the stream of them, what became of each, topics, ratings, recaps, forgetting.

They are stored by `posts`, and fetched by `ingest`.
"""

from cicero.comments.asked import SENTIMENTS, STATES, UNRATED, Asked, Sentiment, State, read_asked
from cicero.comments.composing import Place
from cicero.comments.erasure import Erased, erase
from cicero.comments.ratings import Corrections, Rating, Unrated, correct, corrections, store_ratings, unrated
from cicero.comments.recap import CommentRecap, First, Group, Totals, recap
from cicero.comments.retention import forget_old, retention_of, set_retention
from cicero.comments.streaming import COUNTED, Item, Page, find, newer, stream
from cicero.comments.topics import Topic, change_topic, find_topic, remove_topic, save_topic, topics
from cicero.comments.work import (
    MOST,
    EarlierText,
    Key,
    Note,
    Thread,
    Worked,
    add_note,
    change,
    restore,
    thread,
)

__all__ = [
    "COUNTED",
    "MOST",
    "SENTIMENTS",
    "STATES",
    "UNRATED",
    "Asked",
    "CommentRecap",
    "Corrections",
    "EarlierText",
    "Erased",
    "First",
    "Group",
    "Item",
    "Key",
    "Note",
    "Page",
    "Place",
    "Rating",
    "Sentiment",
    "State",
    "Thread",
    "Topic",
    "Totals",
    "Unrated",
    "Worked",
    "add_note",
    "change",
    "change_topic",
    "correct",
    "corrections",
    "erase",
    "find",
    "find_topic",
    "forget_old",
    "newer",
    "read_asked",
    "recap",
    "remove_topic",
    "restore",
    "retention_of",
    "save_topic",
    "set_retention",
    "store_ratings",
    "stream",
    "thread",
    "topics",
    "unrated",
]
