"""Rescheduling: the command or the card's form leads to a preview of the move, and a click to the move."""

from __future__ import annotations

from datetime import date, datetime

from bot import times
from bot.booking import Changes, Move
from bot.errors import RoomNotFound, WordsUnclear
from bot.models import Room
from handlers import command
from handlers.blocks import forms, parts, preview
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture, origin_of
from handlers.naming import Naming
from handlers.people import People
from handlers.sentences import messages


class Reschedule:
    """The listeners for moving a room."""

    def __init__(self, *, changes: Changes, naming: Naming, people: People, desk: Desk) -> None:
        """`naming` finds the room that a command is about; `people` know who fills in the form."""
        self._changes = changes
        self._naming = naming
        self._people = people
        self._desk = desk

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """`/room reschedule <room> to <when>`; without a time the form asks for it."""
        try:
            room, person = await self._naming.room(gesture, said.words)
        except RoomNotFound as error:
            if said.to or error.matches:
                raise
            raise WordsUnclear("to") from error
        if said.to:
            shown = await self._changes.plan_move(room.id, said.to, gesture.who, locale=person.locale)
            await self._show(gesture, shown)
        else:
            await self._open(gesture, room)

    async def opened(self, gesture: Gesture, ack: Ack) -> None:
        """The button on the card; answered with the form."""
        room = await self._changes.check(gesture.value, gesture.who)
        await ack()
        await self._open(gesture, room)

    async def submitted(self, gesture: Gesture, ack: Ack) -> None:
        """The form; answered with the preview of the move."""
        words = command.plain(gesture.fields["when"])
        reader = await self._people.known(gesture.who)
        shown = await self._changes.plan_move(
            gesture.origin["room"],
            words,
            gesture.who,
            locale=reader.locale if reader else "",  # then 03/04 is a question
            is_form=True,
        )
        await ack()
        await self._show(gesture, shown, replace=False)

    async def chosen(self, gesture: Gesture, ack: Ack) -> None:
        """One of the times that a preview offered."""
        await ack()
        room_id, start = _target(gesture)
        await self._show(gesture, await self._changes.plan_move_to(room_id, start, gesture.who))

    async def day_picked(self, gesture: Gesture, ack: Ack) -> None:
        """A day from a question's calendar; answered with the question for its hour."""
        await ack()
        room_id, *_, day = gesture.value.split("|")
        shown = await self._changes.plan_move_on(room_id, date.fromisoformat(day), gesture.who)
        await self._show(gesture, shown)

    async def confirmed(self, gesture: Gesture, ack: Ack) -> None:
        """Move it: the promise is committed before the ack."""
        room_id, start = _target(gesture)
        room, is_new = await self._changes.reschedule(
            room_id, start, gesture.who, reply_url=gesture.reply_url
        )
        await ack()
        if not is_new:
            return  # the first click's words stand there, or what became of it already
        await self._desk.mention(gesture, parts.sentence(messages.moving(times.say(start, room.zone))))

    async def _show(self, gesture: Gesture, shown: Move, *, replace: bool | None = None) -> None:
        """The preview of the move, with the time by the reader's own clock as well."""
        reader = await self._people.zone_of(gesture.who)
        await self._desk.say(gesture, preview.move(shown, reader), replace=replace)

    async def _open(self, gesture: Gesture, room: Room) -> None:
        await self._desk.open(gesture, forms.reschedule(room, origin_of(gesture, room=room.id)))
        await self._people.look_up(gesture.who)  # their language is known by the time the form is submitted


def _target(gesture: Gesture) -> tuple[str, datetime]:
    room_id, _, start = gesture.value.partition("|")
    return room_id, datetime.fromisoformat(start)
