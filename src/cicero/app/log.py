"""The log: one line per event on stderr, coloured on a terminal, JSON elsewhere."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor

from cicero.config import Settings

TRACEBACK = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
"""Without the values of variables: passwords and keys are among them."""
LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def set_up_log(settings: Settings, *, quiet: bool = False) -> None:
    """For this process, once; what libraries log goes the same way.

    `quiet`: warnings only, unless the settings ask for more; for commands, which answer by themselves.
    """
    level = LEVELS.get(settings.log_level.lower(), 20)
    if quiet and level == LEVELS["info"]:
        level = LEVELS["warning"]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    ends = _ends()
    structlog.configure(
        processors=[*shared, *ends],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ends],
        )
    )
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)


def _ends() -> list[Processor]:
    if sys.stderr.isatty():
        return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.processors.ExceptionRenderer(TRACEBACK), structlog.processors.JSONRenderer()]
