"""`cicero start`: serve what is configured here, else the demonstration. `make run` calls it."""

from __future__ import annotations

import os

from cicero.cli import demo, serve
from cicero.config import Settings, settings


def start() -> int:
    """Serve this installation; where nothing is configured yet, show the demonstration."""
    if configured(settings()):
        return serve.serve()
    print("Nothing is configured here yet: this is the demonstration.", flush=True)
    print("For real: `cicero serve`, which begins with an empty installation.", flush=True)
    return demo.run()


def configured(chosen: Settings) -> bool:
    """Whether somebody set anything up: a database, a settings file, or data of an earlier run."""
    return bool(
        chosen.database_url
        or os.environ.get("CICERO_CONFIG")
        or (chosen.data_dir / "cicero.toml").exists()
        or (chosen.data_dir / "postgres" / "data").exists()
    )
