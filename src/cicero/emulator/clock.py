"""The emulator's clock: it stands still, is set, or runs faster than the real one."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from cicero.periods import aware


class EmulatorClock:
    """The time in the world: `at` when made, then `speed` seconds for each real one; 0 stands still."""

    def __init__(self, at: datetime, speed: float = 1.0) -> None:
        self._at = aware(at)
        self._since = time.monotonic()
        self.speed = speed

    def now(self) -> datetime:
        return self._at + timedelta(seconds=(time.monotonic() - self._since) * self.speed)

    def set(self, at: datetime | None = None, speed: float | None = None) -> None:
        """Go on from that time and at that speed; what is not given stays as it is."""
        self._at, self._since = (aware(at) if at else self.now()), time.monotonic()
        if speed is not None:
            self.speed = speed
