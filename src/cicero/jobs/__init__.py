"""The queue and the schedule: one-line tasks that call `ingest`, and the worker that runs them.

What is due, and when again, is decided in `ingest`; nothing of it is known here.
"""

from cicero.jobs.worker import FAREWELL, end, look, work, working

__all__ = ["FAREWELL", "end", "look", "work", "working"]
