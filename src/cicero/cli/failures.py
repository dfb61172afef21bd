"""Errors in words: on the terminal what happened and what to do, in a file what only a developer wants."""

from __future__ import annotations

import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from cyclopts import CycloptsError

from cicero.errors import CiceroError, DatabaseError

USAGE = 2


def explain(error: Exception) -> int:
    """Tell it on stderr; the exit code."""
    known = _known(error)
    if known is None:
        _say(f"Something went wrong inside Cicero: {_line(error)}", f"The details are in {_keep(error)}.")
        return CiceroError.exit_code
    _say(str(known), known.hint)
    return known.exit_code


def explain_usage(error: CycloptsError) -> int:
    command = " ".join(error.command_chain or ())
    _say(str(error).strip(), f"See `cicero {command} --help`." if command else "See `cicero --help`.")
    return USAGE


def _known(error: Exception) -> CiceroError | None:
    import psycopg
    import psycopg_pool

    if isinstance(error, CiceroError):
        return error
    if isinstance(error, psycopg.OperationalError | psycopg_pool.PoolTimeout):
        return DatabaseError(f"The database does not answer: {_line(error)}", "See that it runs.")
    return None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


def _say(message: str, hint: str) -> None:
    print(f"cicero: {message}", file=sys.stderr)
    if hint:
        print(f"        {hint}", file=sys.stderr)


def _keep(error: Exception) -> Path:
    """Append the traceback to the log of failures: in the data directory, else where temporary files go."""
    text = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{''.join(traceback.format_exception(error))}\n"
    for folder in _folders():
        try:
            path = folder / "failures.log"
            with path.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return path
    return Path("no file that could be written; run it again with --debug")


def _folders() -> list[Path]:
    from cicero.config import settings

    try:
        return [settings().data_dir, Path(tempfile.gettempdir())]
    except CiceroError:
        return [Path(tempfile.gettempdir())]
