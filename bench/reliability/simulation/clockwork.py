"""Time that leaps: an event loop that never waits, and the bot's clock, which somebody may set off."""

from __future__ import annotations

import asyncio
import selectors
from datetime import datetime, timedelta


class StoodStill(RuntimeError):
    """Nobody in the world waits for anything any more, and its end was not reached."""


class _Leap(selectors.SelectSelector):
    """Where another would wait for the network, time goes on at once by as much."""

    def __init__(self) -> None:
        super().__init__()
        self.elapsed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise StoodStill
        self.elapsed += max(timeout, 0.0)
        return []


class LeapingLoop(asyncio.SelectorEventLoop):
    """An event loop whose time is counted in seconds since the world began."""

    def __init__(self) -> None:
        self._leap = _Leap()
        super().__init__(self._leap)
        # A sum of many leaps may miss an instant by a rounding; it has come nevertheless.
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self._leap.elapsed


class WallClock:
    """Implements the port `Clock`: true time, and how far the machine's clock is off."""

    def __init__(self, begins: datetime, loop: asyncio.AbstractEventLoop) -> None:
        self._begins = begins
        self._loop = loop
        self.off = timedelta()
        self._latest = begins

    @property
    def elapsed(self) -> float:
        """Seconds since the world began."""
        return self._loop.time()

    def now(self) -> datetime:
        return self.true() + self.off

    def true(self) -> datetime:
        """What time it really is, aware UTC."""
        return self._begins + timedelta(seconds=self._loop.time())

    @property
    def latest(self) -> datetime:
        """The latest time that it has shown: that may have been acted on, though it was set back since."""
        return max(self._latest, self.now())

    def step(self, off: timedelta) -> None:
        """Somebody sets it: from now on it is off by so much."""
        self._latest = self.latest
        self.off = off
