"""Which room a command names: the one way from a person's words to a room they can see."""

from __future__ import annotations

from bot.booking import Search
from bot.errors import WordsUnclear
from bot.models import Person, Room
from handlers.gesture import Gesture
from handlers.people import People


class Naming:
    """Finds the room that is meant, in the zone and the language of who said it."""

    def __init__(self, *, search: Search, people: People) -> None:
        """To be asked after the ack: a person may have to be looked up."""
        self._search = search
        self._people = people

    async def room(self, gesture: Gesture, words: str) -> tuple[Room, Person]:
        """The one room, and the person who named it.

        Raises:
            WordsUnclear: no room was named.
            RoomNotFound: none that this person can see, or several.
        """
        if not words:
            raise WordsUnclear("room")
        person = await self._people.look_up(gesture.who)
        room = await self._search.find(words, gesture.who, person.zone, locale=person.locale)
        return room, person
