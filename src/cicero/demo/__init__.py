"""The demonstration: an installation of its own, filled by the real collector from the emulator.

Nothing is inserted: sixty days are lived through at a fast clock, with a year of posts read back before them.
"""

from cicero.demo.living import Living, live
from cicero.demo.staging import Staged, stage
from cicero.demo.world import LIVED, DemoWorld, remember

__all__ = ["LIVED", "DemoWorld", "Living", "Staged", "live", "remember", "stage"]
