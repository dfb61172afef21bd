"""Bringing data in: files today, live sources as they come. Fetch → parse → store, resumable at any point.

Parsers live in `sources`, storing in `posts` and `accounts`; this room connects them and keeps the books.
"""

from cicero.ingest.files import ImportOptions, find_files
from cicero.ingest.importing import FileReport, Import, import_paths
from cicero.ingest.pictures import Kept, keep_pictures

__all__ = ["FileReport", "Import", "ImportOptions", "Kept", "find_files", "import_paths", "keep_pictures"]
