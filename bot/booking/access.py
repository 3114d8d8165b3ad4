"""Who may do what with which room, and whether the room can still be changed: decided when it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.errors import NotAllowed, RoomClosed, RoomNotFound
from bot.models import Room, RoomQuery, RoomState
from bot.ports import Clock, Ledger
from bot.reasons import Closed


class Access:
    """The rules of who may; every use case asks here."""

    def __init__(self, *, ledger: Ledger, clock: Clock, coordinators: frozenset[str]) -> None:
        """`coordinators` (Slack user ids) may see and change every room."""
        self._ledger = ledger
        self._clock = clock
        self._coordinators = coordinators

    def is_coordinator(self, by: str) -> bool:
        """Whether this person (Slack user id) looks after everybody's rooms."""
        return by in self._coordinators

    def may_coordinate(self, by: str) -> bool:
        """Whether this person (Slack user id) may decide for the clinic: all, where nobody coordinates."""
        return not self._coordinators or by in self._coordinators

    def may_change(self, room: Room, by: str) -> bool:
        """Whether this person (Slack user id) is the room's requester, its provider or a coordinator."""
        return by in {room.request.requester, room.request.provider.id} or by in self._coordinators

    def whose(self, by: str) -> str | None:
        """Whose rooms this person may see: their own, or (None) everybody's."""
        return None if by in self._coordinators else by

    async def check(self, by: str) -> None:
        """Whether this person (Slack user id) may do anything but look, whatever they once asked for.

        Whoever may change a room was looked up in Slack when it was booked, so nobody who matters here is
        unknown to the ledger.

        Raises:
            NotAllowed: they are a guest by now, or from another workspace.
        """
        person = await self._ledger.person(by)
        if person and person.is_guest:
            raise NotAllowed("outside")

    async def visible(self, room_id: str, by: str) -> Room:
        """The room, for a person who may see it: guests, too, may look at their own.

        Raises:
            RoomNotFound: there is none.
            NotAllowed: it is none of this person's.
        """
        room = await self._ledger.room(room_id)
        if room is None:
            raise RoomNotFound
        if not self.may_change(room, by):
            raise NotAllowed("change")
        return room

    async def room(self, room_id: str, by: str) -> Room:
        """The room, for a person who may change it. Raises as `visible`, and `NotAllowed` for guests."""
        await self.check(by)
        return await self.visible(room_id, by)

    async def changeable(self, room_id: str, by: str) -> Room:
        """The same for a room that BetterPT will still move or cancel.

        Raises:
            RoomClosed: it has started, is over, cancelled, being created or changed, or not known to exist.
        """
        room = await self.room(room_id, by)
        if why := why_closed(room, self._clock.now()):
            raise RoomClosed(why)
        if await self.is_given(room, frozenset({RoomState.CREATING})):
            raise RoomClosed("busy")
        return room

    async def is_given(self, room: Room, states: frozenset[RoomState]) -> bool:
        """Whether a room in one of these states is to take this one's place, or has it: at its start."""
        heirs = await self._ledger.rooms(RoomQuery(replaces=frozenset({room.id}), states=states))
        return any(heir.start == room.start or heir.state is RoomState.CREATING for heir in heirs)

    async def given_away(self, rooms: Sequence[Room]) -> frozenset[str]:
        """The ids of those that another room, which is being created, is to take the place of."""
        ids = frozenset(room.id for room in rooms)
        query = RoomQuery(replaces=ids, states=frozenset({RoomState.CREATING}), limit=len(ids))
        return frozenset(each.replaces for each in await self._ledger.rooms(query) if each.replaces)

    async def undecided(self, room_id: str, by: str) -> Room:
        """The same for a room whose outcome only a person can tell.

        Raises:
            RoomClosed: it is known, or was decided already.
        """
        room = await self.room(room_id, by)
        if room.state is not RoomState.UNKNOWN:
            raise RoomClosed("decided")
        return room


def why_closed(room: Room, now: datetime) -> Closed | None:
    """Why a room cannot be changed now; None if it can.

    BetterPT: once a session has started it can be neither rescheduled nor cancelled.
    """
    if room.state in (RoomState.MOVING, RoomState.CANCELLING):
        return "busy"
    if why := why_absent(room):
        return why
    if now >= room.end:
        return "over"
    return "started" if room.has_started(now) else None


def why_absent(room: Room) -> Closed | None:
    """Why BetterPT has no such room that we know of; None if it has.

    What is not known is never called "not created": who books it anew may have two,
    and the patient is told twice.
    """
    match room.state:
        case RoomState.CREATING:
            return "creating"
        case RoomState.UNKNOWN:
            return "unknown"
        case RoomState.REFUSED:
            return "not-created"
        case RoomState.ABANDONED:
            return "decided"
        case RoomState.CANCELLED:
            return "cancelled"
        case _:
            return None
