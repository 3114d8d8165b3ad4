"""Moving and cancelling rooms, one or with those that follow it in its series.

Rules and rows; what is then done at BetterPT is `bot.tasks.changes`. Each room is a promise of its own; those
that are asked for with one click are committed together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot import promises, times
from bot.booking.access import Access
from bot.booking.asked import Asked, asked
from bot.booking.conflicts import Conflicts
from bot.booking.following import Step, cancelled_along, moved_along
from bot.booking.plans import Cancellation, Move
from bot.booking.twice import decided_anew, was_just_asked
from bot.booking.words import in_a_form, on_day, other_end, read, unread
from bot.errors import Overtaken, TimeUnclear
from bot.models import Entry, Notice, NoticeKind, Room, RoomQuery, RoomState, Task
from bot.outreach import outreach
from bot.ports import Clock, Ledger

LATE_BY = (10, 15, 30)
"""Minutes that are offered to who is running late."""
_CALLED_OFF = frozenset({RoomState.CANCELLING, RoomState.CANCELLED})


class Changes:
    """The use cases that change a room that exists."""

    def __init__(
        self, *, ledger: Ledger, clock: Clock, access: Access, conflicts: Conflicts, nudge: Callable[[], None]
    ) -> None:
        """`nudge` is called after each commit."""
        self._ledger = ledger
        self._clock = clock
        self._access = access
        self._conflicts = conflicts
        self._nudge = nudge

    async def plan_move(
        self, room_id: str, words: str, by: str, *, locale: str = "en-US", is_form: bool = False
    ) -> Move:
        """Read where a room is to be moved, in the room's own zone; nothing is changed.

        An hour alone is one on the room's own day, a bare "4" too.

        With `is_form` only questions come back that a click answers better than other words.

        Raises:
            TimeUnclear: that time has passed, or the room is there already.
            RoomClosed, NotAllowed, RoomNotFound: it cannot be moved, or not by this person.
        """
        room = await self._access.changeable(room_id, by)
        hour = times.as_hour(words)
        reading = _on_its_day(room, hour, self._clock.now(), locale) or read(
            hour, self._clock.now(), room.zone, locale
        )
        if isinstance(reading, times.Question):
            question = in_a_form(reading) if is_form else reading
            return Move(
                room=room, now=self._clock.now(), start=None, question=question, unread=unread(question)
            )
        move = await self._move(room, reading.at, by)
        said = "" if reading.rest else words
        return replace(move, others=reading.others, other_end=other_end(reading), words=said)

    async def plan_move_to(self, room_id: str, start: datetime, by: str) -> Move:
        """The same for an instant (UTC) that was picked."""
        return await self._move(await self._access.changeable(room_id, by), start, by)

    async def plan_move_on(self, room_id: str, day: date, by: str) -> Move:
        """The same for a day (local in the room's zone) that was picked: what is still asked is the hour."""
        room, now = await self._access.changeable(room_id, by), self._clock.now()
        return Move(room=room, now=now, start=None, question=on_day(day, now, room.zone))

    async def plan_late(self, room_id: str, by: str, minutes: Iterable[int] = LATE_BY) -> tuple[Move, ...]:
        """A room a little later, for who is running late; nothing is changed. Raises as `plan_move`."""
        room = await self._access.changeable(room_id, by)
        later = (room.start + timedelta(minutes=each) for each in sorted(minutes))
        return tuple([await self._move(room, start, by) for start in later])

    @decided_anew
    async def reschedule(
        self,
        room_id: str,
        start: datetime,
        by: str,
        *,
        reply_url: str | None = None,
        words: str = "",
        why: Asked = "move",
        is_along: bool = False,
        shown: str | None = None,
    ) -> tuple[Room, bool]:
        """Promise to move a room to `start` (UTC): the room, and whether it was this click that promised it.

        Args:
            room_id: The room.
            start: Where to, aware UTC.
            by: Who asks, a Slack user id.
            reply_url: Of the preview that was clicked, to be told there what became of it.
            words: How the time was said, for the room's history.
            why: What was asked for: to `move` it, or to say that somebody is `late`.
            is_along: Whether the following sessions of its series are moved alike.
            shown: What the preview showed (`Move.seen`); None: whatever stands in the way, move.

        Raises:
            Overtaken: something else stands in the way by now than was shown, or other sessions follow.
            TimeUnclear: that time has passed by now, or is the room's own.
            RoomClosed, NotAllowed, RoomNotFound: it cannot be moved, or not by this person.
        """
        async with self._conflicts.settled():
            if room := await self._pressed_before(room_id, why, by, start=start):
                return room, False
            room = await self._access.changeable(room_id, by)
            move = await self._move(room, start, by)
            if shown is not None and shown != (move.seen_along if is_along else move.seen):
                raise Overtaken
            steps = move.following.steps if is_along and move.following else (Step(room=room, start=start),)
            rooms = [
                each.room.but(state=RoomState.MOVING, pending_start=each.start, changed_by=by)
                for each in steps
            ]
            events = [
                asked(each.id, why, by, move.now, words=words, start=each.pending_start, zone=each.zone)
                for each in rooms
            ]
            entry = Entry(events=tuple(events))
            return await self._commit(rooms, promises.reschedule, reply_url, entry), True

    async def plan_cancel(self, room_id: str, by: str) -> Cancellation:
        """What cancelling would mean; nothing is changed. Raises as `cancel`."""
        room, now = await self.check(room_id, by), self._clock.now()
        told = outreach(room.request, room.start, now, event="cancellation")
        series = await self._series(room)
        following = cancelled_along(room, series, now, busy=await self._access.given_away(series))
        return Cancellation(room=room, now=now, outreach=told, following=following)

    async def check(self, room_id: str, by: str) -> Room:
        """The room, if this person may move or cancel it now. Raises as `cancel`."""
        return await self._access.changeable(room_id, by)

    @decided_anew
    async def cancel(
        self,
        room_id: str,
        by: str,
        *,
        reply_url: str | None = None,
        is_along: bool = False,
        shown: str | None = None,
    ) -> tuple[Room, bool]:
        """Promise to cancel a room: the same; `reply_url` and `is_along` as above.

        `shown` is what the preview showed (`Cancellation.seen_along`); None: whatever follows by now.

        Raises:
            Overtaken: other sessions follow by now than were shown.
            RoomClosed, NotAllowed, RoomNotFound: it cannot be cancelled, or not by this person.
        """
        if room := await self._pressed_before(room_id, "cancel", by):
            return room, False
        plan = await self.plan_cancel(room_id, by)
        if is_along and shown is not None and shown != plan.seen_along:
            raise Overtaken
        alone = (Step(room=plan.room, start=plan.room.start),)
        steps = plan.following.steps if is_along and plan.following else alone
        rooms = [
            each.room.but(state=RoomState.CANCELLING, changed_by=by, cancelled_at=plan.now) for each in steps
        ]
        events = [asked(each.id, "cancel", by, plan.now) for each in rooms]
        return await self._commit(rooms, promises.cancel, reply_url, Entry(events=tuple(events))), True

    async def _pressed_before(
        self, room_id: str, what: Asked, by: str, *, start: datetime | None = None
    ) -> Room | None:
        """The room, if this is the other half of a double click: it is being done, or it was.

        What came to nothing, or was undone since, is asked for anew, however soon.
        """
        room = await self._ledger.room(room_id)
        if room is None or not (_is_on_its_way(room, start) if start else room.state in _CALLED_OFF):
            return None
        is_twice = await was_just_asked(self._ledger, room_id, what, by, self._clock.now(), start=start)
        return room if is_twice else None

    async def _move(self, room: Room, start: datetime, by: str) -> Move:
        now = self._clock.now()
        if start <= now or start == room.start:
            raise TimeUnclear("past" if start <= now else "same")
        series = await self._series(room)
        following = moved_along(room, start, series, now, busy=await self._access.given_away(series))
        others = following.steps[1:] if following else ()
        starts, moved = (
            [each.start for each in others],
            frozenset({room.id, *(each.room.id for each in others)}),
        )
        # Moved alone it may meet one of its own series, which is on its way elsewhere if they go along.
        alone = await self._conflicts.of(
            room.request, [start], room.zone, by, but=frozenset({room.id}), was=room.start
        )
        along = await self._conflicts.of(room.request, starts, room.zone, by, but=moved)
        return Move(
            room=room,
            now=now,
            start=start,
            outreach=outreach(room.request, start, now, event="reschedule"),
            following=following,
            findings=(*alone, *along),
        )

    async def _series(self, room: Room) -> list[Room]:
        return await self._ledger.rooms(RoomQuery.of_series(room.series)) if room.series else []

    async def _commit(
        self,
        rooms: list[Room],
        promise: Callable[[Room, datetime], Task],
        reply_url: str | None,
        entry: Entry,
    ) -> Room:
        """Write the rooms with their promises, wake the worker; the card shows it if it takes long."""
        now = self._clock.now()
        unanswered = [promises.reply_there(each, now) for each in rooms if await self._is_unanswered(each)]
        rooms = [each.but(request=replace(each.request, reply_url=reply_url), problem=None) for each in rooms]
        batch = uuid4().hex[:8]
        tasks = [promises.together(promise(each, now), rooms, batch) for each in rooms]
        first, *others = rooms
        every = (*tasks, promises.meanwhile(first, now), *unanswered)
        await self._ledger.write(replace(entry, room=first, rooms=tuple(others), tasks=every))
        self._nudge()
        return first

    async def _is_unanswered(self, room: Room) -> bool:
        """Whether who booked it still reads that it is being created: without a card nothing was said yet."""
        if room.series or not room.request.reply_url:
            return False
        card = await self._ledger.message(Notice(kind=NoticeKind.CARD, room=room).key)
        return card is None or not card.ts


def _is_on_its_way(room: Room, start: datetime) -> bool:
    """Whether it is being moved there, or is there."""
    if room.state is RoomState.MOVING:
        return room.pending_start == start
    return room.state is RoomState.SCHEDULED and room.start == start


def _on_its_day(room: Room, words: str, now: datetime, locale: str) -> times.Instant | None:
    day = room.start.astimezone(ZoneInfo(room.zone)).date()
    found = times.hour_on(words, day, now=now, zone=room.zone, locale=locale)
    return found if found and not found.rest else None
