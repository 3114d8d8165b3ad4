"""Cancelling: asked first, by Slack's dialog on the card or by a preview of the command's."""

from __future__ import annotations

from bot import times
from bot.booking import Changes
from handlers import command
from handlers.blocks import parts, preview
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.naming import Naming
from handlers.sentences import messages


class Cancel:
    """The listeners for cancelling a room."""

    def __init__(self, *, changes: Changes, naming: Naming, desk: Desk) -> None:
        """`naming` finds the room that a command is about."""
        self._changes = changes
        self._naming = naming
        self._desk = desk

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """`/room cancel <room>`; nothing is cancelled yet."""
        room, _ = await self._naming.room(gesture, said.words)
        shown = await self._changes.plan_cancel(room.id, gesture.who)
        await self._desk.say(gesture, preview.cancel(shown))

    async def confirmed(self, gesture: Gesture, ack: Ack) -> None:
        """Cancel the room: the promise is committed before the ack."""
        place = gesture.reply_url if gesture.is_private else None  # the card is everybody's: it is edited
        room, is_new = await self._changes.cancel(gesture.value, gesture.who, reply_url=place)
        await ack()
        if is_new and gesture.is_private:
            said = parts.sentence(messages.cancelling(times.say(room.start, room.zone)))
            await self._desk.mention(gesture, said)
