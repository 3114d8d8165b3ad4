"""`/room why`: one private timeline of a room, for those who may see it."""

from __future__ import annotations

from bot.booking import Search
from bot.models import Event, EventKind, NoticeKind, Person, Room, RoomQuery
from bot.ports import Clock, Ledger
from handlers import command
from handlers.blocks import timeline
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.naming import Naming
from handlers.people import People
from handlers.verbs import Verb

_MOST_ROOMS = 1000
"""Of a series: 60, each of which may have been tried again."""


class Why:
    """The listeners that tell what happened to a room."""

    def __init__(
        self, *, search: Search, naming: Naming, ledger: Ledger, people: People, desk: Desk, clock: Clock
    ) -> None:
        """`ledger` has the history, `search` knows who may see which room."""
        self._search = search
        self._naming = naming
        self._ledger = ledger
        self._people = people
        self._desk = desk
        self._clock = clock

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """`/room why <room>`."""
        if named := await self._naming.room(gesture, said.words, Verb.WHY):
            await self._tell(gesture, named.room, named.person, 0, unread=named.unread)

    async def opened(self, gesture: Gesture, ack: Ack) -> None:
        """The button in a room's private menu, or one to another page of the timeline."""
        await ack()
        room_id, page = gesture.subject
        room = await self._search.room(room_id, gesture.who)
        person = await self._people.look_up(gesture.who)
        await self._tell(gesture, room, person, int(page) if page.isdigit() else 0)

    async def _events(self, room: Room) -> list[Event]:
        """Also those of the room whose place it took: to the patient they are one session.

        And of its series' others, what was said of all of them at once.
        """
        events = [*await self._ledger.events(room.id), *await self._of_all(room)]
        events.sort(key=lambda each: each.at)
        if room.replaces is None:
            return events
        before = await self._ledger.events(room.replaces)
        own = [each for each in events if each.details.get("what") != "give"]  # told by the other one
        return sorted([*before, *own], key=lambda each: each.at)

    async def _of_all(self, room: Room) -> list[Event]:
        if room.series is None:
            return []
        others = await self._ledger.rooms(RoomQuery(series=room.series, limit=_MOST_ROOMS))
        events = [await self._ledger.events(each.id) for each in others if each.id != room.id]
        return [each for some in events for each in some if _is_of_all(each)]

    async def _tell(
        self, gesture: Gesture, room: Room, person: Person, page: int, *, unread: str = ""
    ) -> None:
        events = await self._events(room)
        zone = person.time_zone or room.zone
        said = timeline.timeline(room, events, zone, self._clock.now(), page=page, unread=unread)
        await self._desk.say(gesture, said)


def _is_of_all(event: Event) -> bool:
    """Whether it was posted once for a whole series: its card, its booking, or the file of all sessions."""
    told = event.details
    if event.kind is not EventKind.SAID or told.get("how") != "posted":
        return False
    return told["what"] in (NoticeKind.CARD, NoticeKind.BOOKED) or told.get("of") == "all"
