"""Looking rooms up: what is booked, and one room as BetterPT has it now; what that shows is told to all."""

from __future__ import annotations

from dataclasses import replace

from bot.booking import Search, Sightings
from bot.errors import RoomsError
from bot.models import Room
from bot.ports import Clock, Rooms
from handlers import command
from handlers.blocks import naming, parts, private, room_menu
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.naming import Naming
from handlers.people import People
from handlers.verbs import Verb


class LookUp:
    """The listeners that only read."""

    def __init__(
        self,
        *,
        search: Search,
        sightings: Sightings,
        naming: Naming,
        rooms: Rooms,
        people: People,
        desk: Desk,
        clock: Clock,
    ) -> None:
        """`rooms` is asked after the ack."""
        self._search = search
        self._sightings = sightings
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
        if named := await self._naming.room(gesture, said.words, Verb.STATUS):
            await self._tell(gesture, named.room, unread=named.unread)

    async def opened(self, gesture: Gesture, ack: Ack) -> None:
        """A room from a menu or a list of rooms: the same answer."""
        await ack()
        await self._tell(gesture, await self._search.room(gesture.value, gesture.who), replace_it=False)

    async def _tell(
        self, gesture: Gesture, room: Room, *, unread: str = "", replace_it: bool | None = None
    ) -> None:
        """How it stands, and what can be done with it."""
        fresh, source = await self._at_betterpt(room)
        now = self._clock.now()
        said = private.status(fresh, now, source)
        under = [parts.context(*naming.unread(unread))] if unread else []
        blocks = [*said.blocks, *under, room_menu.row(fresh, now)]
        await self._desk.say(gesture, replace(said, blocks=blocks), replace=replace_it)

    async def _at_betterpt(self, room: Room) -> tuple[Room, private.Source]:
        if room.video is None:
            return room, private.Source.LEDGER
        try:
            video = await self._rooms.get(room.video.uid)
        except RoomsError:
            return room, private.Source.LEDGER
        is_moved = await self._sightings.seen(room, video)
        source = private.Source.MOVED if is_moved else private.Source.BETTERPT
        return room.but(video=video, start=video.start), source
