"""The tracked Instagram and TikTok accounts: who they are, and how many followers they had when.

An account is public and shared: it stands here once, however many clients watch it. Posts live in `posts`.
"""

from cicero.accounts.account import Account, names, note_posts, of_client, of_clients, platforms, watched
from cicero.accounts.detail import Detail, Own, detail, details, own
from cicero.accounts.exported import export_followers
from cicero.accounts.history import History, history
from cicero.accounts.profiles import store_profiles
from cicero.accounts.resolve import known, note_rename, ref_of, resolve

__all__ = [
    "Account",
    "Detail",
    "History",
    "Own",
    "detail",
    "details",
    "export_followers",
    "history",
    "known",
    "names",
    "note_posts",
    "note_rename",
    "of_client",
    "of_clients",
    "own",
    "platforms",
    "ref_of",
    "resolve",
    "store_profiles",
    "watched",
]
