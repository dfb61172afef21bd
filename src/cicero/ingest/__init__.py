"""Bringing data in: files and live sources. Fetch → parse → store, resumable at any point.

Files: `import_paths`. Live sources: `watch` an account, and `collect` fetches what is due of it, whenever a
job or a command calls it. Parsers live in `sources`, storing in `posts` and `accounts`; this room connects
them and keeps the books: rejected rows and resume points, calls and quotas, the accuracy ledger, raw answers.
"""

from cicero.ingest.balancing import balance
from cicero.ingest.calling import Caller, ask
from cicero.ingest.caring import forget, keep_pictures, sample
from cicero.ingest.collecting import Visited, backfill, collect, open_caller
from cicero.ingest.due import due_accounts, due_backfills, ready_sources
from cicero.ingest.files import ImportOptions, find_files
from cicero.ingest.importing import FileReport, Import, import_paths
from cicero.ingest.live import (
    Live,
    Seen,
    Standing,
    find_standing,
    look,
    open_live,
    standing_of,
    warm,
)
from cicero.ingest.setup import configure, find_source, forget_key
from cicero.ingest.trying import Tried, try_source
from cicero.ingest.watching import DUE, change_role, handle_in, read_back, refresh, unwatch, watch

__all__ = [
    "DUE",
    "Caller",
    "FileReport",
    "Import",
    "ImportOptions",
    "Live",
    "Seen",
    "Standing",
    "Tried",
    "Visited",
    "ask",
    "backfill",
    "balance",
    "change_role",
    "collect",
    "configure",
    "due_accounts",
    "due_backfills",
    "find_files",
    "find_source",
    "find_standing",
    "forget",
    "forget_key",
    "handle_in",
    "import_paths",
    "keep_pictures",
    "look",
    "open_caller",
    "open_live",
    "read_back",
    "ready_sources",
    "refresh",
    "sample",
    "standing_of",
    "try_source",
    "unwatch",
    "warm",
    "watch",
]
