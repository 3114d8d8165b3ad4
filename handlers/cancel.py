"""Cancelling: asked first, by Slack's dialog on the card or by a preview of the command's."""

from __future__ import annotations

from bot import times
from bot.booking import Changes, Search
from bot.errors import WordsUnclear
from handlers import command
from handlers.blocks import parts, preview
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.people import People
from handlers.sentences import messages


class Cancel:
    """The listeners for cancelling a room."""

    def __init__(self, *, changes: Changes, search: Search, people: People, desk: Desk) -> None:
        """`search` finds the room that a command names."""
        self._changes = changes
        self._search = search
        self._people = people
        self._desk = desk

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """`/room cancel <room>`; nothing is cancelled yet."""
        if not said.words:
            raise WordsUnclear("room")
        person = await self._people.look_up(gesture.who)
        room = await self._search.find(said.words, gesture.who, person.zone, locale=person.locale)
        shown = await self._changes.plan_cancel(room.id, gesture.who)
        await self._desk.say(gesture, preview.cancel(shown))

    async def confirmed(self, gesture: Gesture, ack: Ack) -> None:
        """Cancel the room: the promise is committed before the ack."""
        place = gesture.reply_url if gesture.is_private else None  # the card is everybody's: it is edited
        room = await self._changes.cancel(gesture.value, gesture.who, reply_url=place)
        await ack()
        if gesture.is_private:
            said = parts.sentence(messages.cancelling(times.say(room.start, room.zone)))
            await self._desk.mention(gesture, said)
