"""How fast the outside is spoken to: each call has a turn in the ledger, and a 429 holds up all that follow.

Nobody sleeps here: who has to wait gives the task back (`NotYet`), so that no lease is held over it. What
a person waits for goes at once; what is late anyway, after a downtime, is spread.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from bot.errors import NotifyError, NotifyUnauthorized, NotYet, RoomsUnavailable
from bot.models import Task
from bot.ports import Clock, Ledger

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

POSTS = timedelta(seconds=1.1)
"""Slack: one message per second and channel, short bursts aside."""
EDITS = timedelta(seconds=1.25)
"""Slack: chat.update is of tier 3, 50 a minute and workspace."""
READS = timedelta(0)
"""BetterPT documents no limit of its own; it is only held to what it asks for."""
IN_POSTS, IN_EDITS, IN_READS = "post:{}", "edit", "read"
"""The names of the queues: one for each channel, one for all edits, one for BetterPT."""
NOT_YET = "NotYet"
"""`Task.why` of a task that was given back until its turn."""
_LATE = timedelta(minutes=2)
_KEPT_FREE = timedelta(seconds=30)
"""How long a turn is kept for who comes too late for it."""


class Pace:
    """Lets calls through one after the other."""

    def __init__(self, *, ledger: Ledger, clock: Clock) -> None:
        """The turns are kept in `ledger`, so that restarts and replicas keep to them."""
        self._ledger = ledger
        self._clock = clock

    async def post(self, task: Task, channel: str, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """Let a message into a channel (or to a person). Raises as `_go`."""
        return await self._go(task, IN_POSTS.format(channel), POSTS, call)

    async def edit(self, task: Task, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """Let an edit through. Raises as `_go`."""
        return await self._go(task, IN_EDITS, EDITS, call)

    async def read(self, task: Task, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """Let a question to BetterPT through. Raises as `_go`."""
        return await self._go(task, IN_READS, READS, call)

    async def _go(
        self, task: Task, name: str, every: timedelta, call: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """Let the call through if it is its turn.

        Raises:
            NotYet: it is not, or it was turned away with a 429; its turn is reserved.
        """
        waited, was_to_wait = self._clock.now() - task.due, task.why == NOT_YET
        has_turn = was_to_wait and waited < _KEPT_FREE
        is_urgent = has_turn or (not was_to_wait and waited < _LATE)
        wait = await self._queue(name, timedelta(0) if has_turn else every, is_urgent=is_urgent)
        if has_turn and wait:  # somebody was turned away meanwhile: all turns are void
            wait = await self._queue(name, every, is_urgent=True)
        if wait:
            raise NotYet(wait)
        try:
            return await call()
        except NotYet:
            raise
        except (NotifyError, RoomsUnavailable) as error:
            if not error.retry_after:
                raise
            await self._ledger.hold(name, self._clock.now() + error.retry_after)
            if isinstance(error, NotifyUnauthorized):
                raise  # somebody has to see to it: the worker says so
            log.info("turned away: %s; nothing goes that way for %s", error, error.retry_after)
            wait = await self._queue(name, every, is_urgent=is_urgent)
            raise NotYet(max(wait, error.retry_after)) from error

    async def _queue(self, name: str, every: timedelta, *, is_urgent: bool) -> timedelta:
        """Take a turn; how long it is until then, at least nothing."""
        now = self._clock.now()
        turn = await self._ledger.take_turn(name, now=now, every=every, is_urgent=is_urgent)
        return max(turn - now, timedelta(0))
