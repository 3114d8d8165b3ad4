"""One life of the bot's process: the real house, which dies at a call to the ledger or to a port.

What was sent by then arrives all the same, and what was committed stays. The next life begins over the same
ledger. Not here: when that is (`world`).
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, cast

from bench.reliability.simulation.diary import Diary
from bench.reliability.simulation.weather import Weather
from bot.bootstrap import House, build
from bot.errors import LedgerError
from bot.models import LEASE
from bot.ports import Ledger, Notifier, Rooms
from bot.settings import Settings

_SHORTEST = 0.1
"""Seconds: `bot.scheduler` looks no sooner again for what is due and waits for another task of its lane."""
_TICK = 5.0
"""Seconds between two ticks of `bot.scheduler`."""
_LEASED = LEASE.total_seconds() + _TICK
"""Seconds after which what was left to its lease is tried again."""
_GRACE = timedelta(seconds=8)


_UNANNOUNCED = frozenset({"after write", "after save_choices"})
"""What is promised by these may be due before the alarm is to ring, and not everybody nudges."""


class Killed(BaseException):
    """The process is gone: nothing of it runs on. No `Exception`, because nobody may handle it."""


class Life:
    """A process from its start to its end."""

    def __init__(
        self,
        *,
        settings: Settings,
        ledger: Ledger,
        rooms: Rooms,
        notifier: Notifier,
        diary: Diary,
        weather: Weather,
    ) -> None:
        """How long it lives is the weather's business."""
        self._clock = clock = diary.clock
        self._ledger = ledger
        self._diary = diary
        self._weather = weather
        self._left = weather.life()
        self._wake: asyncio.TimerHandle | None = None
        self._ticks: dict[float, asyncio.TimerHandle] = {}
        self._noticing: asyncio.Task[None] | None = None
        self._over = asyncio.Event()
        self.is_dead = False
        self.house: House = build(
            settings,
            clock=clock,
            ledger=cast(Ledger, _Door(ledger, self._step_at_the_ledger)),
            rooms=cast(Rooms, _Door(rooms, self._step)),
            notifier=cast(Notifier, _Door(notifier, self._step)),
        )
        self.house.worker.rested = self._rest

    async def live(self) -> None:
        """Work until the end."""
        working = asyncio.create_task(self.house.worker.run())
        self.house.worker.nudge()
        await self._over.wait()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        if not self.is_dead:
            await self.house.worker.drain(_GRACE)
            self.die("stopped")

    def stop(self) -> None:
        """Come to an end as on SIGTERM: what is under way may end."""
        self._over.set()

    def spare(self) -> None:
        """Do not die of yourself any more."""
        self._left = None

    def die(self, where: str) -> None:
        """Be gone from now on."""
        if self.is_dead:
            return
        self._diary.note("bot", f"dies {where}")
        self.is_dead = True
        self._over.set()
        for timer in (self._wake, *self._ticks.values()):
            if timer:
                timer.cancel()

    def tick(self, after: float = _TICK) -> None:
        """Look at what is due in so many seconds, as the alarm's ticks do.

        All others are left out: they matter only after something that the alarm could not know of.
        """
        if after not in self._ticks and not self.is_dead:
            self._ticks[after] = asyncio.get_running_loop().call_later(after, self._ticked, after)

    def set_back(self, by: timedelta) -> None:
        """Notice it, as the alarm does."""
        if not self.is_dead:
            self._noticing = asyncio.create_task(self._put_right(by))

    async def _put_right(self, by: timedelta) -> None:
        with suppress(Killed):
            if await self.house.alarm.put_right(by):
                self.house.worker.nudge()
            else:
                asyncio.get_running_loop().call_later(_TICK, self.set_back, by)

    def _ticked(self, after: float) -> None:
        del self._ticks[after]
        self.house.worker.nudge()

    def _step(self, where: str) -> None:
        """Between two instructions of the process: it may be the last one.

        Raises:
            Killed: it was.
        """
        if self.is_dead:
            raise Killed
        if self._left is not None:
            self._left -= 1
            if self._left <= 0:
                self.die(where)
                raise Killed

    def _step_at_the_ledger(self, where: str) -> None:
        """The same where the ledger is called; it may not be able to do what it is asked for.

        Raises:
            LedgerError: it did nothing.
        """
        self._step(where)
        if where in _UNANNOUNCED:
            self.tick()
        if where.startswith("before") and self._weather.fault("ledger", self._clock.elapsed):
            self._diary.note("ledger", f"locked {where}")
            self.tick()
            self.tick(_LEASED)
            raise LedgerError("database is locked")

    async def _rest(self) -> None:
        """Set the alarm as `bot.scheduler` does, without the ticks at which nothing would be due."""
        if self._wake:
            self._wake.cancel()
        due = await self._ledger.next_due()
        if due is not None:
            wait = max((due - self._clock.now()).total_seconds(), _SHORTEST)
            self._wake = asyncio.get_running_loop().call_later(wait, self.house.worker.nudge)


class _Door:
    """A port as a mortal process has it: each call may be the last thing that it does, or sees done."""

    def __init__(self, port: object, step: Callable[[str], None]) -> None:
        self._port = port
        self._step = step

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  the port's own
        method = getattr(self._port, name)
        if not inspect.iscoroutinefunction(method):
            return method

        async def through(*given: object, **named: object) -> object:
            self._step(f"before {name}")
            try:
                return await method(*given, **named)
            finally:
                self._step(f"after {name}")

        setattr(self, name, through)
        return through
