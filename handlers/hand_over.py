"""A substitute: a room is handed over to another provider, after a preview of what that means."""

from __future__ import annotations

from bot import times
from bot.booking import Changes, Handovers
from handlers import command
from handlers.blocks import hand_over, parts
from handlers.confirming import confirm
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.naming import Naming
from handlers.people import People
from handlers.sentences import changes as words
from handlers.slack import Said
from handlers.verbs import Verb


class HandOver:
    """The listeners for handing a room over."""

    def __init__(
        self, *, handovers: Handovers, changes: Changes, naming: Naming, people: People, desk: Desk
    ) -> None:
        """`naming` finds the room that a command is about; `changes` know whether it can be changed."""
        self._handovers = handovers
        self._changes = changes
        self._naming = naming
        self._people = people
        self._desk = desk

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """`/room give <room> to @provider`; without a provider they are asked for."""
        to = said.provider or said.to
        named = await self._naming.room(gesture, said.words, Verb.GIVE, to=to)
        if named is None:
            return
        if to:
            await self._preview(gesture, named.room.id, to, unread=named.unread)
        else:
            await self._ask(gesture, named.room.id)

    async def opened(self, gesture: Gesture, ack: Ack) -> None:
        """The button in the room's private menu; answered with the question to whom."""
        await ack()
        await self._ask(gesture, gesture.value)

    async def picked(self, gesture: Gesture, ack: Ack) -> None:
        """Who takes over."""
        await ack()
        await self._preview(gesture, hand_over.room_of(gesture.row), gesture.value)

    async def confirmed(self, gesture: Gesture, ack: Ack) -> None:
        """Hand it over: the promise is committed before the ack."""
        draft_id, seen = gesture.subject

        async def promised() -> Said | None:
            room, is_new = await self._handovers.give(
                draft_id, gesture.who, reply_url=gesture.reply_url, shown=seen or None
            )
            name, when = parts.inert(room.request.provider.name), times.say(room.start, room.zone)
            return parts.sentence(words.giving(name, when)) if is_new else None

        async def again() -> None:
            await self._preview(gesture, *await self._handovers.again(draft_id, gesture.who))

        await confirm(self._desk, gesture, ack, promised(), again)

    async def _ask(self, gesture: Gesture, room_id: str) -> None:
        room = await self._changes.check(room_id, gesture.who)
        await self._desk.say(gesture, hand_over.to_whom(room))

    async def _preview(self, gesture: Gesture, room_id: str, to: str, *, unread: str = "") -> None:
        person = await self._people.look_up(to)
        shown = await self._handovers.plan(room_id, person, gesture.who)
        reader = await self._people.zone_of(gesture.who)
        await self._desk.say(
            gesture, hand_over.preview(shown, reader, theirs=person.time_zone, unread=unread)
        )
