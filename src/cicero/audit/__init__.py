"""Who did what to which thing, when, from where: append-only, also for the role that requests run as.

Edges (pages, REST, commands) note what changed something, after the room that did it. What is only read is
not noted here, and what a person did before is never changed.
"""

from cicero.audit.note import COMMAND, Actor, note

__all__ = ["COMMAND", "Actor", "note"]
