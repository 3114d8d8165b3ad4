"""The real bot as a process of its own: started with its environment only, and killed when a test says so.

Not here: restarting it. Whoever wants that says so.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV", "COVERAGE_PROCESS_CONFIG")
"""What the process keeps of our environment, so that Python itself works."""
STOP_SECONDS = 10


class Process(Protocol):
    """What there must be of a running process, however it was started; asyncio's own fits."""

    @property
    def pid(self) -> int:
        """Its number on this machine."""

    @property
    def stdout(self) -> asyncio.StreamReader | None:
        """What it writes, errors included."""

    @property
    def returncode(self) -> int | None:
        """None while it runs, and minus the signal that ended it."""

    def send_signal(self, signal: int, /) -> None:
        """Send it a signal."""

    def kill(self) -> None:
        """End it at once."""

    async def wait(self) -> int:
        """Wait until it ended; its `returncode`."""


class BotProcess:
    """A running `python -m bot`."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._lines: deque[str] = deque(maxlen=5000)
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls, environment: Mapping[str, str], command: tuple[str, ...] = ("-m", "bot")
    ) -> BotProcess:
        """Start it; it is not connected yet when this returns."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-u",
            *command,
            cwd=ROOT,
            env=whole(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return cls(process)

    @property
    def output(self) -> str:
        """What it wrote so far, errors included."""
        return "".join(self._lines)

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.returncode

    @property
    def pid(self) -> int:
        """What the system knows it by."""
        return self._process.pid

    async def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL)."""
        await self._end(signal.SIGKILL)

    def freeze(self, *, is_frozen: bool) -> None:
        """Stop it where it is (SIGSTOP), or let it go on (SIGCONT)."""
        self._process.send_signal(signal.SIGSTOP if is_frozen else signal.SIGCONT)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end and wait; killed after 10 s. Returns the exit code."""
        await self._end(how)
        return self._process.returncode or 0

    async def wait(self) -> int:
        """Wait until it ends by itself. Returns the exit code."""
        code = await self._process.wait()
        await asyncio.shield(self._reading)  # whoever gives up waiting must not stop the reading
        return code

    async def _end(self, how: signal.Signals) -> None:
        if self._process.returncode is None:
            self._process.send_signal(how)
        try:
            await asyncio.wait_for(self.wait(), STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _read(self) -> None:
        if self._process.stdout is None:
            return
        async for line in self._process.stdout:
            self._lines.append(line.decode(errors="replace"))


Starting = Callable[[Mapping[str, str]], Awaitable[BotProcess]]
"""A way to start the bot with an environment; it is not connected yet when that returns."""


def whole(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of the bot's process, with what Python needs of ours."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | dict(environment)
