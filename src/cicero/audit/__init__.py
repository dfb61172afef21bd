"""Who did what to which thing, when, from where: append-only, also for the role that requests run as.

Edges (pages, REST, commands) note what changed something, after the room that did it. What is only read is
not noted here, and what a person did before is never changed.
"""

from cicero.audit.files import as_csv, as_ndjson, as_view
from cicero.audit.note import COMMAND, Actor, command_actor, note
from cicero.audit.reading import Asked, Line, actions, every, page, read_asked

__all__ = [
    "COMMAND",
    "Actor",
    "Asked",
    "Line",
    "actions",
    "as_csv",
    "as_ndjson",
    "as_view",
    "command_actor",
    "every",
    "note",
    "page",
    "read_asked",
]
