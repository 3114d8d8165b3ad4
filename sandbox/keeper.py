"""The bot in a visitor's hand: started, frozen, killed and started again, as often as one likes.

Not here: restarting it behind anybody's back. A supervisor would; here one watches what it would find.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Literal

from sandbox.changes import Changes
from sandbox.process import BotProcess, Starting

State = Literal["absent", "running", "frozen", "killed", "ended"]


class Keeper:
    """Every process of the bot there has been; the latest is the one that counts."""

    def __init__(self, starting: Starting = BotProcess.start) -> None:
        self._starting = starting
        self.changes = Changes()
        self.bots: list[BotProcess] = []
        self._environment: dict[str, str] = {}
        self._watching: set[asyncio.Task[None]] = set()
        self._is_frozen = False
        self._was_killed = False
        self._is_closing = False
        self._turn = asyncio.Lock()
        """Two open pages may press the same button: one ledger bears one bot."""

    @property
    def bot(self) -> BotProcess | None:
        """The latest one, running or not."""
        return self.bots[-1] if self.bots else None

    @property
    def state(self) -> State:
        """How the latest one is; `ended` is by itself."""
        if self.bot is None:
            return "absent"
        if self.bot.exit_code is None:
            return "frozen" if self._is_frozen else "running"
        return "killed" if self._was_killed else "ended"

    async def start(self, environment: Mapping[str, str]) -> BotProcess:
        """Start one; it is not connected yet when this returns."""
        self._environment = dict(environment)
        bot = await self._starting(environment)
        self.bots.append(bot)
        self._is_frozen = self._was_killed = False
        task = asyncio.create_task(self._watch(bot))
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)
        self.changes.happened()
        return bot

    async def start_again(self) -> None:
        """Start one with the same environment and the same ledger, unless one is running."""
        async with self._turn:
            if self.state in {"killed", "ended"} and not self._is_closing:
                await self.start(self._environment)

    async def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL)."""
        async with self._turn:
            if self.bot is not None and self.bot.exit_code is None:
                self._was_killed = True
                await self.bot.kill()
                self.changes.happened()

    def freeze(self, *, is_frozen: bool) -> None:
        """Stop it where it is (SIGSTOP), or let it go on: what a swapping or debugged machine looks like."""
        if self.bot is not None and self.bot.exit_code is None:
            self.bot.freeze(is_frozen=is_frozen)
            self._is_frozen = is_frozen
            self.changes.happened()

    async def close(self) -> None:
        """End every process, because the sandbox ends."""
        self._is_closing = True
        self.freeze(is_frozen=False)
        async with self._turn:
            for bot in self.bots:
                await bot.stop()
        for task in [*self._watching]:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _watch(self, bot: BotProcess) -> None:
        await bot.wait()
        self.changes.happened()
