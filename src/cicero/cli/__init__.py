"""The command line: one file per command, read in when it is called.

An error that Cicero raises on purpose is told in one sentence, what to do in the next, and ends with its own
exit code. Any other goes into a file with all its details; `--debug` shows it instead.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from cyclopts import App, CycloptsError

from cicero import __version__
from cicero.cli.failures import explain, explain_usage

COMMANDS = (
    ("start", "cicero.cli.start:start", "Serve what is configured, else the demonstration."),
    ("demo", "cicero.cli.demo:run", "A living demonstration, without any key."),
    ("serve", "cicero.cli.serve:serve", "Serve the pages and the API."),
    ("import", "cicero.cli.import_:import_files", "Import exported files into a client."),
    ("account", "cicero.cli.account:app", "Look after the accounts that clients watch."),
    ("collect", "cicero.cli.collect:collect", "Fetch now what is due of the watched accounts."),
    ("sources", "cicero.cli.sources:app", "Look after the live sources."),
    ("work", "cicero.cli.work:work", "Collect, without serving pages."),
    ("query", "cicero.cli.query:query", "Ask for figures."),
    ("emulate", "cicero.cli.emulate:emulate", "Pretend to be the sources, over an invented world."),
    ("user", "cicero.cli.user:app", "Look after the people who sign in."),
    ("comments", "cicero.cli.comments:app", "Look after comments and who wrote them."),
    ("mail", "cicero.cli.mail:app", "Look after mails and the server that sends them."),
    ("db", "cicero.cli.db:app", "Look after the database: migrate, shell, backup, restore."),
    ("config", "cicero.cli.config:config", "Show every setting and where it stands."),
)
"""Name, where it is, help: so that `cicero --help` reads no command in."""


def main() -> None:
    code = run(sys.argv[1:])
    if "granian" in sys.modules:
        # Its threads may still be on their way out, and Python 3.11 aborts when one of them meets its end.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code."""
    debug = "--debug" in arguments
    try:
        answer = build()(
            [argument for argument in arguments if argument != "--debug"],
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
        return answer if isinstance(answer, int) else 0
    except CycloptsError as error:
        return explain_usage(error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has enough; nothing is to be flushed into the closed pipe at exit.
        sys.stdout = None
        return 0
    except Exception as error:
        if debug:
            raise
        return explain(error)


def build() -> App:
    app = App(
        name="cicero",
        help="Instagram and TikTok analytics on your own server.",
        help_epilogue="`--debug` shows what went wrong inside. `cicero config` lists every setting.",
        version=__version__,
        suppress_keyboard_interrupt=False,
    )
    for name, place, told in COMMANDS:
        app.command(place, name=name, help=told)
    return app
