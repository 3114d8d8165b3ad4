"""Looking rooms up: what is booked, and one room as BetterPT has it now. Changes nothing."""

from __future__ import annotations

from bot.booking import Search
from bot.errors import RoomsError
from bot.models import Room
from bot.ports import Clock, Rooms
from handlers import command
from handlers.blocks import private
from handlers.desk import Desk
from handlers.gesture import Gesture
from handlers.naming import Naming
from handlers.people import People


class LookUp:
    """The listeners that only read."""

    def __init__(
        self, *, search: Search, naming: Naming, rooms: Rooms, people: People, desk: Desk, clock: Clock
    ) -> None:
        """`rooms` is asked after the ack."""
        self._search = search
        self._naming = naming
        self._rooms = rooms
        self._people = people
        self._desk = desk
        self._clock = clock

    async def listed(self, gesture: Gesture, said: command.Command) -> None:
        """`/room list [<period>]`."""
        person = await self._people.look_up(gesture.who)
        period, rooms = await self._search.overview(said.words, gesture.who, person.zone, person.locale)
        await self._desk.say(gesture, private.listing(period.name, rooms, self._clock.now()))

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """`/room status <room>`."""
        room, _ = await self._naming.room(gesture, said.words)
        fresh, is_live = await self._at_betterpt(room)
        await self._desk.say(gesture, private.status(fresh, self._clock.now(), is_live=is_live))

    async def _at_betterpt(self, room: Room) -> tuple[Room, bool]:
        if room.video is None:
            return room, False
        try:
            video = await self._rooms.get(room.video.uid)
        except RoomsError:
            return room, False
        return room.but(video=video, start=video.start), True
