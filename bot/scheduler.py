"""The alarm clock: APScheduler wakes the worker when the next task is due, and a tick does every few seconds.

It stores nothing: its stores lose late jobs, and the ledger knows what is due. The tick is no job of its: a
clock that is stepped back would hold that up for as long as it was stepped. A step is noticed within a tick.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import LedgerError
from bot.ports import Clock, Ledger
from bot.tasks.set_back import SetBack
from bot.worker import Worker

log = logging.getLogger(__name__)

_TICK = timedelta(seconds=5)
"""The alarm never sleeps longer, whatever it was set to."""
_STEP = timedelta(seconds=2)
"""What a clock may drift within a tick without having been stepped."""
_SHORTEST = timedelta(milliseconds=100)
"""For what is due already and waits for another task of its room."""
_NEXT = "next-due"


def _utc() -> datetime:
    return datetime.now(UTC)


class Alarm:
    """Wakes one worker."""

    def __init__(
        self,
        *,
        worker: Worker,
        ledger: Ledger,
        clock: Clock,
        set_back: SetBack,
        tick: timedelta = _TICK,
        wall: Callable[[], datetime] = _utc,
    ) -> None:
        """The worker sets the alarm anew each time it comes to rest; `wall` is the machine's clock.

        `set_back` puts right what that did before its time.
        """
        self._set_back = set_back
        self._ahead = timedelta()
        """By how much the clock was ahead, as long as what it did meanwhile is not put right."""
        self._beat = tick
        self._wall = wall
        self._worker = worker
        self._ledger = ledger
        self._clock = clock
        # No misfire grace: the default of one second drops what is late, and late is when we are needed.
        late_is_fine = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=late_is_fine)
        self._ticking: asyncio.Task[None] | None = None
        worker.rested = self._set

    def start(self) -> None:
        """Start ticking; needs a running event loop."""
        self._scheduler.start()
        self._ticking = asyncio.create_task(self._tick(), name="tick")
        self._worker.nudge()

    async def stop(self) -> None:
        """Stop; nothing is lost, as nothing is kept here."""
        self._scheduler.shutdown(wait=False)
        if self._ticking:
            self._ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ticking

    async def _tick(self) -> None:
        """Wake the worker every few seconds of real time, and look whether the wall clock went along."""
        loop = asyncio.get_running_loop()
        real, wall = loop.time(), self._wall()
        while True:
            await asyncio.sleep(self._beat.total_seconds())
            before, real = real, loop.time()
            was, wall = wall, self._wall()
            stepped = wall - was - timedelta(seconds=real - before)
            if abs(stepped) > _STEP:
                log.warning("the machine's clock was set by %+.0f s", stepped.total_seconds())
            if stepped < -_STEP:
                self._ahead = max(self._ahead, -stepped)
            if self._ahead and await self.put_right(self._ahead):
                self._ahead = timedelta()
            await self._wake()

    async def put_right(self, by: timedelta) -> bool:
        """Nobody waits for as long as the clock was set back, and nothing is done for good before its time.

        False: the ledger does not answer now.
        """
        try:
            await self._set_back.put_right(by)
        except LedgerError as error:
            log.warning("what came before its time is put right at the next tick: %s", error)
            return False
        except Exception:  # whatever it is: the tick goes on
            log.exception("what came before its time is not put right")
        return True

    async def _wake(self) -> None:
        self._worker.nudge()

    async def _set(self) -> None:
        due = await self._ledger.next_due()
        if due is None or (wait := due - self._clock.now()) > self._beat or not self._scheduler.running:
            return  # the tick is earlier
        at = datetime.now(UTC) + max(wait, _SHORTEST)
        self._scheduler.add_job(self._wake, "date", run_date=at, id=_NEXT, replace_existing=True)
