"""What is decided about rooms that were not created, or of which nobody knows: once more, or leave it.

A new room's id follows from the old one's, so however often it is clicked there is one. The old room is set
aside in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from bot import promises
from bot.booking.access import Access
from bot.booking.asked import asked
from bot.booking.twice import decided_anew, was_just_asked
from bot.errors import RoomClosed, RoomNotFound, StaleRoom
from bot.models import Entry, NoticeKind, Room, RoomQuery, RoomState
from bot.ports import Clock, Ledger


class Retries:
    """The use cases of a second try."""

    def __init__(self, *, ledger: Ledger, clock: Clock, access: Access, nudge: Callable[[], None]) -> None:
        """`nudge` is called after each commit."""
        self._ledger = ledger
        self._clock = clock
        self._access = access
        self._nudge = nudge

    @decided_anew
    async def create_again(self, room_id: str, by: str) -> Room:
        """Promise the room once more after its outcome stayed unknown: a person decided that it is missing.

        Raises:
            RoomClosed: its outcome is not open (any more), its time has passed, or the room that it was to
                take the place of was changed meanwhile.
            NotAllowed, RoomNotFound: not by this person, or no such room.
        """
        await self._access.room(room_id, by)
        if room := await self._ledger.room(successor(room_id)):
            await self._set_aside(room_id)
            return room
        now = self._clock.now()
        old = await self._access.undecided(room_id, by)
        if old.has_started(now):
            raise RoomClosed("too-late")
        await self._check_replaced(old)
        new = _again(old, now, old.request.reply_url)
        await self._promise([old], [new], by, now)
        return new

    async def _check_replaced(self, lost: Room) -> None:
        """A lost hand-over holds its session no more: who moved or cancelled it since decided otherwise."""
        replaced = await self._ledger.room(lost.replaces) if lost.replaces else None
        if replaced and (replaced.state is not RoomState.SCHEDULED or replaced.start != lost.start):
            raise RoomClosed("elsewhere")

    async def _set_aside(self, room_id: str) -> None:
        """Releases before this one did it in a transaction of its own, which a crash may have kept away."""
        room = await self._ledger.room(room_id)
        if room and room.state is RoomState.UNKNOWN:
            said = promises.decided(room, self._clock.now(), "again")
            await self._ledger.write(Entry(room=room.but(state=RoomState.ABANDONED), tasks=(said,)))
            self._nudge()

    @decided_anew
    async def leave(self, room_id: str, by: str) -> Room:
        """Leave a room whose outcome stayed unknown: a person decided so. Raises as `create_again`."""
        room, now = await self._access.room(room_id, by), self._clock.now()
        if room.state is RoomState.ABANDONED:
            if await self._ledger.room(successor(room_id)):
                raise RoomClosed("decided")
            return room
        room = await self._access.undecided(room_id, by)
        left = room.but(state=RoomState.ABANDONED)
        said = NoticeKind.CARD if room.series else NoticeKind.REPLY
        entry = Entry(
            room=left,
            tasks=(promises.announce(said, room, now), promises.decided(room, now, "left")),
            events=(asked(room.id, "leave", by, now),),
        )
        await self._ledger.write(entry)
        self._nudge()
        return left

    @decided_anew
    async def retry_missing(
        self, series: str, by: str, *, reply_url: str | None = None
    ) -> tuple[Sequence[Room], bool]:
        """Promise the rooms of a series once more that were refused, by date; none of unknown outcome.

        Returns:
            The rooms that are being created, and whether that is to be said: not to a double click's second.

        Raises:
            RoomClosed: nothing is missing (any more), or the time of all that is has passed.
            NotAllowed, RoomNotFound: not by this person, or no such series.
        """
        now = self._clock.now()
        rooms = await self._ledger.rooms(RoomQuery.of_series(series))
        if not rooms:
            raise RoomNotFound
        await self._access.room(rooms[0].id, by)
        refused = [room for room in rooms if room.state is RoomState.REFUSED]
        ahead = [room for room in refused if not room.has_started(now)]
        if not ahead:
            creating = [room for room in rooms if room.state is RoomState.CREATING]
            is_twice = await self._is_pressed_twice(rooms, by, now)
            if creating or is_twice:
                return creating, not is_twice
            raise RoomClosed("too-late" if refused else "decided")
        new = [_again(room, now, reply_url) for room in ahead]
        await self._promise(ahead, new, by, now)
        return new, True

    async def _is_pressed_twice(self, rooms: Sequence[Room], by: str, now: datetime) -> bool:
        return any([await was_just_asked(self._ledger, room.id, "retry", by, now) for room in rooms])

    async def _promise(self, old: Sequence[Room], new: Sequence[Room], by: str, now: datetime) -> None:
        left = [room.but(state=RoomState.ABANDONED) for room in old]
        first, *others = (*new, *left)
        events = tuple(asked(room.id, "retry", by, now) for room in (*old, *new))
        is_of_series = new[0].series is not None
        creating = promises.create_all(new, now) if is_of_series else (promises.create(new[0], now),)
        unknown = (room for room in old if room.state is RoomState.UNKNOWN)
        tasks = (*(promises.decided(room, now, "again") for room in unknown), *creating)
        try:
            await self._ledger.write(Entry(room=first, rooms=tuple(others), tasks=tasks, events=events))
        except StaleRoom:  # the other click was faster, or it was decided otherwise
            if await self._ledger.room(first.id) is None:
                raise
            return
        self._nudge()


def successor(room_id: str) -> str:
    """The id of the room that is created in the place of one that was not."""
    return uuid5(NAMESPACE_OID, room_id).hex


def current(rooms: Sequence[Room]) -> list[Room]:
    """The rooms of a series by start, without those in whose place another one is created."""
    ids = {room.id for room in rooms}
    return [room for room in rooms if successor(room.id) not in ids]


def _again(old: Room, now: datetime, reply_url: str | None) -> Room:
    return Room(
        id=successor(old.id),
        request=replace(old.request, reply_url=reply_url),
        start=old.start,
        zone=old.zone,
        state=RoomState.CREATING,
        created=now,
        series=old.series,
        replaces=old.replaces,
    )
