"""Where lives of the bot are asked for, one after the other, and their ends are heard of."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What a life is given at its birth."""

    environment: dict[str, str]
    """The bot's whole environment."""
    passed: str
    """A file to which each point is written as it is passed."""
    log: str
    """A file for what the bot says."""
    deadly: str | None = None
    """The point at which it dies; None is never."""


class Nursery:
    """A process that gives birth to bots (`lives`)."""

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.reliability.lives"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it go; whoever asked for a life has seen its end."""
        if self._process.stdin:
            self._process.stdin.close()
        await self._process.wait()

    async def life(self, fate: Fate) -> int:
        """One life from birth to death: its exit code, or minus the signal. Who stops waiting ends it."""
        self._born = asyncio.Event()
        living = asyncio.create_task(self._live(fate))
        try:
            return await asyncio.shield(living)
        except asyncio.CancelledError:
            await self._born.wait()
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            await living
            raise

    async def _live(self, fate: Fate) -> int:
        if self._process.stdin:
            self._process.stdin.write(json.dumps(asdict(fate)).encode() + b"\n")
        self._pid = await self._told()
        self._born.set()
        return await self._told()

    async def _told(self) -> int:
        return int(await self._process.stdout.readline()) if self._process.stdout else 0
