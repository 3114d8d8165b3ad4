"""Cancelling: asked first, by Slack's dialog on the card or by a preview of the command's."""

from __future__ import annotations

from bot import times
from bot.booking import Changes
from handlers import command
from handlers.blocks import moving, parts
from handlers.confirming import confirm
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.naming import Naming
from handlers.sentences import messages
from handlers.slack import Said
from handlers.verbs import Verb


class Cancel:
    """The listeners for cancelling a room."""

    def __init__(self, *, changes: Changes, naming: Naming, desk: Desk) -> None:
        """`naming` finds the room that a command is about."""
        self._changes = changes
        self._naming = naming
        self._desk = desk

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """`/room cancel <room>`; nothing is cancelled yet."""
        if named := await self._naming.room(gesture, said.words, Verb.CANCEL):
            shown = await self._changes.plan_cancel(named.room.id, gesture.who)
            await self._desk.say(gesture, moving.cancel(shown, unread=named.unread))

    async def opened(self, gesture: Gesture, ack: Ack) -> None:
        """Cancel in a room's private menu; answered with the same preview."""
        shown = await self._changes.plan_cancel(gesture.value, gesture.who)
        await ack()
        await self._desk.say(gesture, moving.cancel(shown))

    async def confirmed(self, gesture: Gesture, ack: Ack) -> None:
        """Cancel the room: the promise is committed before the ack."""
        await self._cancel(gesture, ack, is_along=False)

    async def confirmed_along(self, gesture: Gesture, ack: Ack) -> None:
        """Cancel it and the following ones of its series: the same."""
        await self._cancel(gesture, ack, is_along=True)

    async def _cancel(self, gesture: Gesture, ack: Ack, *, is_along: bool) -> None:
        room_id, _ = gesture.subject

        async def again() -> None:
            shown = await self._changes.plan_cancel(room_id, gesture.who)
            await self._desk.say(gesture, moving.cancel(shown))

        await confirm(self._desk, gesture, ack, self._promise(gesture, is_along=is_along), again)

    async def _promise(self, gesture: Gesture, *, is_along: bool) -> Said | None:
        place = gesture.reply_url if gesture.is_private else None  # the card is everybody's: it is edited
        room_id, seen = gesture.subject
        room, is_new = await self._changes.cancel(
            room_id, gesture.who, reply_url=place, is_along=is_along, shown=seen or None
        )
        if not (is_new and gesture.is_private):
            return None
        return parts.sentence(messages.cancelling(times.say(room.start, room.zone)))
