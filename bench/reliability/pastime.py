"""Time goes by in the sandbox while nothing happens there: what the bot waits for need not be waited for.

Not here: what anybody does meanwhile. Nothing is decided by how long something takes in real time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sandbox.world import Sandbox

_LOOK = 0.05
"""Real seconds."""
_A_LITTLE = timedelta(seconds=1)
_ENOUGH = 4
"""Looks at which nothing has happened."""


class Pastime:
    """Puts a sandbox's clock forward."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    @asynccontextmanager
    async def passing(self, by: timedelta = _A_LITTLE) -> AsyncIterator[None]:
        """While inside, put it forward by so much at each look at which nothing has happened."""
        task = asyncio.create_task(self._pass(by))
        try:
            yield
        finally:
            task.cancel()

    async def quiet(self) -> None:
        """Wait until nothing happens any more, although time goes by."""
        looks = 0
        while looks < _ENOUGH:
            looks = 0 if await self._has_happened() else looks + 1

    async def _pass(self, by: timedelta) -> None:
        while True:
            if not await self._has_happened() and self._sandbox.slack.socket.connections:
                self._sandbox.clock.push(by)

    async def _has_happened(self) -> bool:
        """Whether anything arrived, was said or was done within one look."""
        before = self._happened()
        await asyncio.sleep(_LOOK)
        return before != self._happened()

    def _happened(self) -> int:
        return self._sandbox.slack.changes.version + self._sandbox.betterpt.changes.version
