"""Which world the demonstration plays in: chosen once, so that it goes on when started again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from cicero.errors import InputError
from cicero.periods import DEFAULT_ZONE, today

LIVED = 60
"""Days that are lived through at the fast clock."""

LASTS = 110
"""Days after its start for which the emulator's world goes on."""


class DemoWorld(Struct, frozen=True):
    """The emulator's `--seed` and `--start`."""

    seed: int
    start: date


def remember(folder: Path, seed: int) -> DemoWorld:
    """The world of the demonstration in that folder; a new one where there is none yet.

    InputError once the world has come to its end.
    """
    path = folder / "demo.json"
    if path.is_file():
        world = msgspec.json.decode(path.read_bytes(), type=DemoWorld)
        if today(DEFAULT_ZONE) > world.start + timedelta(days=LASTS):
            raise InputError(
                f"The demonstration's world began on {world.start} and has come to its end.",
                "`cicero demo --fresh` begins a new one.",
            )
        return world
    world = DemoWorld(seed, today(DEFAULT_ZONE) - timedelta(days=LIVED))
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(world))
    return world
