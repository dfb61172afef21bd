"""What a running emulator consists of: the parts that change while it runs, and what it sends back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from cicero.emulator.asking import Choices, Endpoint
from cicero.emulator.clock import EmulatorClock
from cicero.emulator.faults import Faults
from cicero.emulator.gateway import Gateway
from cicero.emulator.world import World
from cicero.records import Platform


class Answer(Struct, frozen=True):
    """An answer as it goes over the wire; `cut` hides how long it should have been."""

    status: int
    body: bytes
    headers: Mapping[str, str] = {}
    cut: bool = False


class Emulator(Struct, frozen=True, kw_only=True):
    """`world` is None where only files are replayed; `late` is how many seconds a `timeout` takes."""

    world: World | None
    replayed: tuple[tuple[Platform, str], ...]
    clock: EmulatorClock
    faults: Faults
    gateway: Gateway
    endpoints: Mapping[str, Endpoint]
    choices: Choices
    calls: Counter[tuple[str, int]]
    """Answers by path and status."""
    struck: Counter[str]
    """How often each fault struck."""
    late: float
