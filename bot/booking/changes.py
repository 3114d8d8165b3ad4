"""Moving and cancelling rooms. Rules and rows; what is then done at BetterPT is `bot.tasks.rooms`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot import promises, times
from bot.booking.access import Access
from bot.booking.plans import Cancellation, Move
from bot.booking.words import in_a_form, on_day, other_end, read, unread
from bot.errors import TimeUnclear
from bot.models import Entry, NoticeKind, Room, RoomState, Task
from bot.outreach import outreach
from bot.ports import Clock, Ledger


class Changes:
    """The use cases that change a room that exists."""

    def __init__(self, *, ledger: Ledger, clock: Clock, access: Access, nudge: Callable[[], None]) -> None:
        """`nudge` is called after each commit."""
        self._ledger = ledger
        self._clock = clock
        self._access = access
        self._nudge = nudge

    async def plan_move(
        self, room_id: str, words: str, by: str, *, locale: str = "en-US", is_form: bool = False
    ) -> Move:
        """Read where a room is to be moved, in the room's own zone; nothing is changed.

        With `is_form` only questions come back that a click answers better than other words.

        Raises:
            TimeUnclear: that time has passed, or the room is there already.
            RoomClosed, NotAllowed, RoomNotFound: it cannot be moved, or not by this person.
        """
        room = await self._access.changeable(room_id, by)
        reading = read(words, self._clock.now(), room.zone, locale)
        if isinstance(reading, times.Question):
            question = in_a_form(reading) if is_form else reading
            return Move(
                room=room, now=self._clock.now(), start=None, question=question, unread=unread(question)
            )
        move = self._move(room, reading.at)
        return replace(move, others=reading.others, other_end=other_end(reading))

    async def plan_move_to(self, room_id: str, start: datetime, by: str) -> Move:
        """The same for an instant (UTC) that was picked."""
        return self._move(await self._access.changeable(room_id, by), start)

    async def plan_move_on(self, room_id: str, day: date, by: str) -> Move:
        """The same for a day (local in the room's zone) that was picked: what is still asked is the hour."""
        room, now = await self._access.changeable(room_id, by), self._clock.now()
        return Move(room=room, now=now, start=None, question=on_day(day, now, room.zone))

    async def reschedule(
        self, room_id: str, start: datetime, by: str, *, reply_url: str | None = None
    ) -> tuple[Room, bool]:
        """Promise to move a room to `start` (UTC): the room, and whether it was this click that promised it.

        `reply_url` is of the preview that was clicked, to be told there what became of it.

        Raises:
            TimeUnclear: that time has passed by now, or is the room's own.
            RoomClosed, NotAllowed, RoomNotFound: it cannot be moved, or not by this person.
        """
        room = await self._ledger.room(room_id)
        if room and room.state is RoomState.MOVING and room.pending_start == start:
            return room, False
        room = await self._access.changeable(room_id, by)
        self._move(room, start)
        after = room.but(state=RoomState.MOVING, pending_start=start)
        return await self._commit(after, promises.reschedule, by, reply_url), True

    async def plan_cancel(self, room_id: str, by: str) -> Cancellation:
        """What cancelling would mean; nothing is changed. Raises as `cancel`."""
        room, now = await self.check(room_id, by), self._clock.now()
        told = outreach(room.request, room.start, now, event="cancellation")
        return Cancellation(room=room, now=now, outreach=told)

    async def check(self, room_id: str, by: str) -> Room:
        """The room, if this person may move or cancel it now. Raises as `cancel`."""
        return await self._access.changeable(room_id, by)

    async def cancel(self, room_id: str, by: str, *, reply_url: str | None = None) -> tuple[Room, bool]:
        """Promise to cancel a room: the same; `reply_url` as above.

        Raises:
            RoomClosed, NotAllowed, RoomNotFound: it cannot be cancelled, or not by this person.
        """
        room = await self._ledger.room(room_id)
        if room and room.state is RoomState.CANCELLING:
            return room, False
        room = await self._access.changeable(room_id, by)
        after = room.but(state=RoomState.CANCELLING)
        return await self._commit(after, promises.cancel, by, reply_url), True

    def _move(self, room: Room, start: datetime) -> Move:
        now = self._clock.now()
        if start <= now or start == room.start:
            raise TimeUnclear("past" if start <= now else "same")
        told = outreach(room.request, start, now, event="reschedule")
        return Move(room=room, now=now, start=start, outreach=told)

    async def _commit(
        self, room: Room, promise: Callable[[Room, datetime], Task], by: str, reply_url: str | None
    ) -> Room:
        """Write the room with its promise, wake the worker; the card shows it if it takes long."""
        now = self._clock.now()
        asked = replace(room.request, reply_url=reply_url)
        room = room.but(request=asked, changed_by=by, problem=None)
        card = promises.announce(NoticeKind.CARD, room, now)
        await self._ledger.write(Entry(room=room, tasks=(promise(room, now), card)))
        self._nudge()
        return room
