"""A clock that was ahead and is set back: what it brought before its time is put right.

Meanwhile people were reminded of sessions, links were withdrawn and outcomes told that are still to come.
What stands is edited to how it is, and each of those moments comes once more. No message is sent twice for
that: who was reminded too early finds the reminder corrected.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot import outcomes, promises
from bot.errors import StaleRoom
from bot.models import LIVE, OPENS_BEFORE, SESSION, Entry, NoticeKind, Room, RoomQuery, Task
from bot.ports import Clock, Ledger

_MOST = 10_000
"""More rooms to come than any clinic has."""
_SHOWN = (NoticeKind.CARD, NoticeKind.LINKS, NoticeKind.BOOKED)
"""What shows whether the session is to come, open or over."""


class SetBack:
    """What the alarm clock asks for when the machine's clock was set back."""

    def __init__(self, *, ledger: Ledger, clock: Clock, coordinators: frozenset[str]) -> None:
        """Rows only: what is promised here, the worker does. `coordinators` (Slack user ids) hear alerts."""
        self._coordinators = coordinators
        self._ledger = ledger
        self._clock = clock

    async def put_right(self, by: timedelta) -> None:
        """What was to be done at once is due now; the moments within `by`, positive, come once more.

        Raises:
            LedgerError: the ledger does not answer.
        """
        now = self._clock.now()
        await self._ledger.hasten(now)
        begun = RoomQuery(begins=now - SESSION, ends=now + by + OPENS_BEFORE, states=LIVE, limit=_MOST)
        for room in await self._ledger.rooms(begun):
            await self._come_again(room, now)

    async def _come_again(self, room: Room | None, now: datetime) -> None:
        while room and room.video and room.end > now:
            try:
                return await self._ledger.write(self._again(room, now))
            except StaleRoom:  # somebody was faster
                room = await self._ledger.room(room.id)
        return None

    def _again(self, room: Room, now: datetime) -> Entry:
        return Entry(
            room=room.but(told_at=None, digest=None),
            tasks=(
                *self._told(room, now),
                *(promises.announce(kind, room, now) for kind in _SHOWN),
                promises.remind(room, now, room.start),
                promises.follow_up(room, now, due=room.end),
                *promises.keep_current(room, now),
            ),
        )

    def _told(self, room: Room, now: datetime) -> Iterable[Task]:
        """What told how it went says that it is still to come; what a digest told has a message to come."""
        if room.told_at is None or room.digest:
            return ()
        return promises.tell_outcome(room, now, outcomes.alarmed(room, self._coordinators))
