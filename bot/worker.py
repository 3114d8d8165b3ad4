"""The engine: claim due tasks, run each one's step, and commit its result together with what follows from it.

At most one task of a lane (a room, or a whole series) runs at a time, so what is said of it is said in order.
When to look again is `bot.scheduler`'s business.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from bot.errors import (
    BotError,
    ClaimLost,
    LedgerError,
    NotifyError,
    NotifyRefused,
    NotifyUnauthorized,
    NotYet,
    OutcomeUnknown,
    RoomsUnavailable,
    StaleRoom,
)
from bot.models import Task, TaskKind
from bot.pace import NOT_YET
from bot.ports import Clock, Ledger
from bot.tasks import Outcome, Works

log = logging.getLogger(__name__)

_FIRST_PAUSE = timedelta(seconds=2)
_LONGEST_PAUSE = timedelta(minutes=5)
_LONGEST_WHEN_AWAITED = timedelta(minutes=1)
"""For what a person waits for."""
_AWAITED = frozenset({TaskKind.CREATE, TaskKind.RESCHEDULE, TaskKind.CANCEL})
_MOST_SURPRISES = 10
"""After these a task that fails in a way nobody foresaw is put aside. What is merely unavailable is never."""
_MOST_DEATHS = 20
"""As often may a task have been begun without ever coming to an end of any kind: it may be what ends us."""
_SURPRISE = re.compile(r"surprise (\d+): ")
"""How `Task.why` begins after a failure that nobody foresaw: the count outlives a restart."""
_PATIENCE_WITH_THE_LEDGER = (0.5, 1, 2, 4, 8, 15, 30)
"""Seconds between attempts to write a result down; less than the lease together."""
_PASSING = (RoomsUnavailable, OutcomeUnknown, NotifyError, StaleRoom, LedgerError)


class Worker:
    """Runs what is due, in up to `width` lanes at once."""

    def __init__(self, *, ledger: Ledger, clock: Clock, works: Works, width: int = 8) -> None:
        """`works` knows how each kind of task is done; one of another kind is put aside, never deleted."""
        self._ledger = ledger
        self._clock = clock
        self._works = works
        self._width = width
        self._awake = asyncio.Event()
        self._running: dict[str, asyncio.Task[None]] = {}
        self.rested: Callable[[], Awaitable[None]] | None = None
        """Called when nothing more is due now: the alarm clock is set then."""

    def nudge(self) -> None:
        """Look for due tasks now. To be called after a commit, from the event loop."""
        self._awake.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._awake.wait()
            self._awake.clear()
            try:
                if not await self.work_once() and self.rested:
                    await self.rested()
            except Exception:
                log.exception("the ledger does not answer; looking again at the next tick")

    async def work_once(self) -> int:
        """Start what is due now, as far as there is room; how many tasks were started."""
        free = self._width - len(self._running)
        if free <= 0:
            return 0  # the first to end nudges again
        now, busy = self._clock.now(), tuple(self._running)
        tasks = await self._ledger.claim(now=now, limit=free, busy=busy)
        for task in tasks:
            running = asyncio.create_task(self._run(task))
            self._running[task.lane] = running
            running.add_done_callback(partial(self._ended, task.lane))
        return len(tasks)

    async def drain(self, patience: timedelta) -> None:
        """Give what is running some time to end. What does not is found again by its lease."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=patience.total_seconds())

    def _ended(self, lane: str, _running: asyncio.Task[None]) -> None:
        self._running.pop(lane, None)
        self.nudge()

    async def _run(self, task: Task) -> None:
        try:
            await self._attempt_and_judge(task)
        except LedgerError as error:
            # Nothing can be written down now: the lease runs out, and it is tried again.
            log.error("task %s of room %s left to its lease: %s", task.kind, task.room_id, error)  # noqa: TRY400

    async def _attempt_and_judge(self, task: Task) -> None:
        try:
            await self._attempt(task)
        except ClaimLost:
            log.warning("task %s of room %s was taken over", task.kind, task.room_id)
        except NotifyRefused as error:
            await self._park(task, _why(error))
        except _PASSING as error:
            await self._again(task, error)
        except Exception as error:
            log.exception("task %s failed", task.kind)
            await self._after_a_surprise(task, error)

    async def _attempt(self, task: Task) -> None:
        work = self._works.by_kind.get(task.kind)
        if work is None:
            await self._park(task, "unknown kind")
        elif task.begun > _MOST_DEATHS:
            await self._park(task, "begun too often without an end")
        elif work.errand:
            await self._ledger.finish(task, await work.errand(task))
        elif work.step and (room := await self._ledger.room(task.room_id)):
            await self._commit(task, await work.step(task, room))
        else:
            await self._park(task, "no such room")

    async def _commit(self, task: Task, outcome: Outcome) -> None:
        """Write down what came of it; it has happened, so the ledger is given time to take it."""
        for pause in _PATIENCE_WITH_THE_LEDGER:
            try:
                fresh = await self._ledger.room(task.room_id)
                if fresh and not await self._ledger.finish(task, outcome(fresh)):
                    log.warning("task %s of room %s was taken over", task.kind, task.room_id)
            except StaleRoom:
                continue  # somebody was faster: what came of it holds for the room as it is now
            except LedgerError:
                log.exception("what came of task %s of room %s is not written yet", task.kind, task.room_id)
                await asyncio.sleep(pause)
            else:
                return
        raise LedgerError("it did not take what came of a task")

    async def _after_a_surprise(self, task: Task, error: Exception) -> None:
        """Try again some times; then it is told as far as it can be, or put aside."""
        before = _SURPRISE.match(task.why)
        count = int(before[1]) + 1 if before else 1
        why = f"surprise {count}: {_why(error)}"
        work = self._works.by_kind[task.kind]
        if count < _MOST_SURPRISES:
            await self._postpone(task, _pause(task), why)
        elif work.surprised:
            await self._commit(task, work.surprised(task))
        else:
            await self._park(task, why)

    async def _again(self, task: Task, error: BotError) -> None:
        """Give the task back for later."""
        if isinstance(error, NotYet) and error.retry_after:
            await self._give_back(task, error.retry_after, NOT_YET)
            return
        asked = error.retry_after if isinstance(error, RoomsUnavailable | NotifyError) else None
        level = logging.ERROR if isinstance(error, NotifyUnauthorized) else logging.INFO
        await self._postpone(task, asked or _pause(task), _why(error), level)

    async def _postpone(self, task: Task, pause: timedelta, why: str, level: int = logging.INFO) -> None:
        seconds = pause.total_seconds()
        log.log(level, "task %s of room %s again in %.0f s: %s", task.kind, task.room_id, seconds, why)
        await self._give_back(task, pause, why)

    async def _give_back(self, task: Task, pause: timedelta, why: str) -> None:
        """To a ledger that takes it: held until its lease ends, it would keep a person waiting for longer."""
        for patience in _PATIENCE_WITH_THE_LEDGER:
            try:
                await self._ledger.postpone(task, self._clock.now() + pause, why)
            except LedgerError:
                await asyncio.sleep(patience)
            else:
                return
        raise LedgerError("it did not take a task back")

    async def _park(self, task: Task, why: str) -> None:
        log.error("task %s of room %s put aside: %s", task.kind, task.room_id, why)
        await self._ledger.park(task, why, self._works.put_aside(task))


def _pause(task: Task) -> timedelta:
    """Twice as long each time, a little different for everybody."""
    longest = _LONGEST_WHEN_AWAITED if task.kind in _AWAITED else _LONGEST_PAUSE
    pause: timedelta = min(_FIRST_PAUSE * 2 ** min(task.attempts - 1, 10), longest)
    return pause * random.uniform(0.75, 1.25)  # noqa: S311  spreads load, guards nothing


def _why(error: Exception) -> str:
    """For the log and the ledger: only our own errors' texts are known to hold no patient data."""
    return f"{type(error).__name__}: {error}" if isinstance(error, BotError) else type(error).__name__
