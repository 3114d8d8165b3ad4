"""The alarm clock: APScheduler wakes the worker when the next task is due, and every few seconds besides.

It stores nothing: its stores lose late jobs, and the ledger knows what is due. The ticks make a stepped or
pushed clock harmless, because APScheduler sleeps by a clock that does not notice.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.ports import Clock, Ledger
from bot.worker import Worker

_TICK = timedelta(seconds=5)
_SHORTEST = timedelta(milliseconds=100)
"""For what is due already and waits for another task of its room."""
_NEXT = "next-due"


class Alarm:
    """Wakes one worker."""

    def __init__(self, *, worker: Worker, ledger: Ledger, clock: Clock) -> None:
        """The worker sets the alarm anew each time it comes to rest."""
        self._worker = worker
        self._ledger = ledger
        self._clock = clock
        # No misfire grace: the default of one second drops what is late, and late is when we are needed.
        late_is_fine = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=late_is_fine)
        worker.rested = self._set

    def start(self) -> None:
        """Start ticking; needs a running event loop."""
        self._scheduler.add_job(self._wake, "interval", seconds=_TICK.total_seconds(), id="tick")
        self._scheduler.start()
        self._worker.nudge()

    def stop(self) -> None:
        """Stop; nothing is lost, as nothing is kept here."""
        self._scheduler.shutdown(wait=False)

    async def _wake(self) -> None:
        self._worker.nudge()

    async def _set(self) -> None:
        due = await self._ledger.next_due()
        if due is None or (wait := due - self._clock.now()) > _TICK or not self._scheduler.running:
            return  # the tick is earlier
        at = datetime.now(UTC) + max(wait, _SHORTEST)
        self._scheduler.add_job(self._wake, "date", run_date=at, id=_NEXT, replace_existing=True)
