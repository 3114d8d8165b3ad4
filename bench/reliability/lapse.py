"""Time that passes faster than it does, evenly: hours of waiting for one's turn in minutes.

The rate limits of the sandbox's Slack run on the same clock, so they stay as strict as they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from types import TracebackType
from typing import Self

from sandbox.clock import SandboxClock

_STEP = 0.05
"""Real seconds between two pushes."""


class Lapse:
    """Pushes a clock while inside."""

    def __init__(self, clock: SandboxClock, speed: float) -> None:
        """`speed` seconds pass in each."""
        self._clock = clock
        self._speed = speed
        self._is_paused = False

    async def __aenter__(self) -> Self:
        self._passing = asyncio.create_task(self._pass())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._passing.cancel()
        with suppress(asyncio.CancelledError):
            await self._passing

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Inside, time passes as it does: what somebody waits for is waited for really."""
        was, self._is_paused = self._is_paused, True
        try:
            yield
        finally:
            self._is_paused = was

    async def _pass(self) -> None:
        loop = asyncio.get_running_loop()
        before = loop.time()
        while True:
            await asyncio.sleep(_STEP)
            passed, before = loop.time() - before, loop.time()
            if not self._is_paused:
                self._clock.push(timedelta(seconds=passed * (self._speed - 1)))
