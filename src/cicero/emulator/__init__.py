"""Pretend sources: an ASGI app that speaks as the real ones do, over a seeded world that lives.

Built from what is known of the real interfaces alone; it shares no code with `sources`, which reads them.
"""

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
    "Truth",
    "World",
    "WorldAccount",
    "WorldComment",
    "WorldPost",
    "build_world",
    "comments_at",
    "counts_at",
    "followers_at",
    "list_at",
    "truth",
]
