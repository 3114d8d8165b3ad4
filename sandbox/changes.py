"""A version number that rises with every change, and that coroutines can wait on.

Not here: what has changed. Whoever wakes up looks for themselves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """Counts changes and wakes those who wait for the next one."""

    def __init__(self) -> None:
        self.version = 0
        self._next = asyncio.Event()

    def happened(self) -> None:
        """Raise the version and wake everybody who waits."""
        self.version += 1
        self._next.set()
        self._next = asyncio.Event()

    async def after(self, version: int) -> int:
        """Wait until the version is greater than `version`, and return it."""
        while self.version <= version:
            await self._next.wait()
        return self.version

    async def until(self, look: Callable[[], T | None], *, seconds: float) -> T | None:
        """What `look` finds, looking again after every change; None when the time is over."""
        try:
            async with asyncio.timeout(seconds):
                while (found := look()) is None:
                    await self.after(self.version)
        except TimeoutError:
            return look()
        return found
