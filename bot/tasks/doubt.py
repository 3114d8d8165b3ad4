"""A change is in doubt from right before its request until its answer, whoever dies in between.

What is in doubt is looked at before anything else is sent, and waited for until it cannot arrive any more.
Not here: what is sent (`changes`), and what is found out when it was too late to wait (`hindsight`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.errors import NotYet, OutcomeUnknown, RoomsError
from bot.models import Doubt, Entry, Room, Task, VideoRoom
from bot.ports import Clock, Ledger

ON_ITS_WAY = timedelta(seconds=30)
"""How long a request may take to arrive: a call lasts 18 s at most (`bot.betterpt.wire.Limits`), and what its
process sent at the very end, and was killed over, the network delivers all the same."""


class Doubts:
    """Writes doubts down and lets them pass."""

    def __init__(self, *, ledger: Ledger, clock: Clock) -> None:
        """`ledger` is written to directly: a doubt must be on record before the request leaves."""
        self._ledger = ledger
        self._clock = clock

    async def send(self, task: Task, room: Room, request: Callable[[], Awaitable[VideoRoom]]) -> VideoRoom:
        """The one request of a task's attempt, in doubt until its answer.

        Raises:
            OutcomeUnknown: it stays in doubt.
            RoomsError: it certainly did not act.
            ClaimLost: another worker does it.
        """
        await self._mark(task, room, Doubt(since=self._clock.now(), by=task.key))
        try:
            return await request()
        except OutcomeUnknown:
            raise
        except RoomsError:
            if asked := await self._ledger.room(task.room_id):
                await self._mark(task, asked, None)
            raise

    async def let_arrive(self, task: Task, room: Room) -> None:
        """Wait until what may have been sent cannot be on its way any more.

        Raises:
            NotYet: it still can; after the clock was set back nobody knows for how long.
        """
        if room.doubt is None:
            return
        now = self._clock.now()
        passed = now - room.doubt.since
        if passed < timedelta(0):
            await self._mark(task, room, Doubt(since=now, by=room.doubt.by))
            raise NotYet(ON_ITS_WAY)
        if passed < ON_ITS_WAY:
            raise NotYet(ON_ITS_WAY - passed)

    async def _mark(self, task: Task, room: Room, doubt: Doubt | None) -> None:
        await self._ledger.mark(task, Entry(room=room.but(doubt=doubt)))
