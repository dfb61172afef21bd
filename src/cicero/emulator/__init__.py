"""Pretend sources: an ASGI app that speaks as the real ones do, over a seeded world that lives.

Built from what is known of the real interfaces alone; it shares no code with `sources`, which reads them.
"""

from cicero.emulator.app import create_emulator
from cicero.emulator.clock import EmulatorClock
from cicero.emulator.gateway import KEY, Plan
from cicero.emulator.replay import Replay, load_replay
from cicero.emulator.truth import Truth, truth
from cicero.emulator.world import (
    World,
    WorldAccount,
    WorldComment,
    WorldPost,
    build_world,
    comments_at,
    counts_at,
    followers_at,
    list_at,
)

__all__ = [
    "KEY",
    "EmulatorClock",
    "Plan",
    "Replay",
    "Truth",
    "World",
    "WorldAccount",
    "WorldComment",
    "WorldPost",
    "build_world",
    "comments_at",
    "counts_at",
    "create_emulator",
    "followers_at",
    "list_at",
    "load_replay",
    "truth",
]
