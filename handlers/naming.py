"""Which room somebody means: the one way from a person's words to a room they can see.

One match is given back. Of several the person picks one from a menu, and where none was named, of those that
are to come; the same command goes on with it (`picking`). If there is none they are told what was read, what
was not, and how to say it. A room of which nobody knows whether it exists is decided about before it changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.booking import Found, Search
from bot.errors import WordsUnclear
from bot.models import Person, Room, RoomState
from bot.ports import Clock
from handlers.blocks import naming, private
from handlers.desk import Desk
from handlers.gesture import Gesture
from handlers.people import People
from handlers.verbs import CHANGING, Verb


@dataclass(frozen=True, kw_only=True)
class Named:
    """A room, and how it was named."""

    room: Room
    person: Person
    """Who named it."""
    unread: str = ""
    """What in the words nothing was made of."""


class Naming:
    """Finds the room that is meant, in the zone and the language of who said it."""

    def __init__(self, *, search: Search, people: People, desk: Desk, clock: Clock) -> None:
        """To be asked after the ack: a person may have to be looked up."""
        self._search = search
        self._people = people
        self._desk = desk
        self._clock = clock

    async def look(self, gesture: Gesture, words: str, *, is_to_change: bool = False) -> tuple[Found, Person]:
        """What the words lead to, and the person who said them; nothing is answered."""
        person = await self._people.look_up(gesture.who)
        found = await self._search.look(
            words, gesture.who, person.zone, locale=person.locale, is_to_change=is_to_change
        )
        return found, person

    async def room(self, gesture: Gesture, words: str, verb: Verb, *, to: str = "") -> Named | None:
        """The one room; None if there are several or none: then that has been answered.

        Args:
            gesture: Whose words they are.
            words: What names the room.
            verb: What is to be done with it, for the pick to go on with.
            to: What else the command said: where to move it, to whom to give it.

        Raises:
            WordsUnclear: no room was named, and there is none to pick.
        """
        if not words.strip():
            await self.ask(gesture, verb, to=to)
            return None
        found, person = await self.look(gesture, words, is_to_change=verb in CHANGING)
        return await self.one(gesture, found, person, verb, to=to)

    async def ask(self, gesture: Gesture, verb: Verb, *, to: str = "") -> None:
        """Where no room was named: which of those that are to come. Arguments and errors as `room`."""
        rooms = await self._search.coming(gesture.who, is_to_change=verb in CHANGING)
        if not rooms:
            raise WordsUnclear("room")
        await self._desk.say(gesture, naming.which(rooms, verb, to, self._clock.now()))

    async def one(
        self, gesture: Gesture, found: Found, person: Person, verb: Verb, *, to: str = ""
    ) -> Named | None:
        """The same for what was looked for already."""
        now = self._clock.now()
        if len(found.rooms) == 1:
            room = found.rooms[0]
            if verb not in CHANGING or room.state is not RoomState.UNKNOWN:
                return Named(room=room, person=person, unread=found.unread)
            await self._desk.say(gesture, private.undecided(room, now))
            return None
        said = naming.pick(found, verb, to, now) if found.rooms else naming.none(found, verb, now)
        await self._desk.say(gesture, said)
        return None
