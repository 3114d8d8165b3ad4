"""Who is given which link of a room, decided when they ask: a link is a key, and whoever has it gets in."""

from __future__ import annotations

from bot.booking.access import Access, why_absent
from bot.errors import NotAllowed, RoomClosed, RoomNotFound
from bot.models import Room
from bot.outcomes import can_enter
from bot.ports import Clock, Ledger


class Keys:
    """The rules; each method gives the room to who may have its link, and raises otherwise.

    All raise:
        RoomNotFound: there is no such room.
        NotAllowed: not this person.
        RoomClosed: the link leads nowhere (any more).
    """

    def __init__(self, *, ledger: Ledger, clock: Clock, access: Access) -> None:
        """`access` knows whose a room is, and who coordinates."""
        self._ledger = ledger
        self._clock = clock
        self._access = access

    async def provider_link(self, room_id: str, by: str) -> Room:
        """For the provider and coordinators."""
        room = await self._usable(room_id, by)
        if by != room.request.provider.id and not self._access.is_coordinator(by):
            raise NotAllowed("provider-link")
        return room

    async def patient_link(self, room_id: str, by: str) -> Room:
        """For the provider, who booked, and coordinators: they pass it on to the patient."""
        room = await self._usable(room_id, by)
        if not self._access.may_change(room, by):
            raise NotAllowed("patient-link")
        return room

    async def entry(self, room_id: str, by: str) -> tuple[Room, bool]:
        """For all of them while the room can be entered; whether this is the one who joins it."""
        room = await self._usable(room_id, by)
        if not self._access.may_change(room, by):
            raise NotAllowed("join")
        if not can_enter(room, self._clock.now()):
            raise RoomClosed("not-open")
        return room, by == room.request.provider.id

    async def _usable(self, room_id: str, by: str) -> Room:
        await self._access.check(by)
        room = await self._ledger.room(room_id)
        if room is None:
            raise RoomNotFound
        if why := why_absent(room) or (None if room.video else "not-created"):
            raise RoomClosed(why)
        if self._clock.now() >= room.end:
            raise RoomClosed("over")
        return room
