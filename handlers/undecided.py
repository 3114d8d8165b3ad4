"""A room whose outcome is unknown: a person decides whether it is created again or left."""

from __future__ import annotations

from bot.booking import Retries
from bot.ports import Clock
from handlers.blocks import private
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture


class Undecided:
    """The listeners of the two buttons."""

    def __init__(self, *, retries: Retries, desk: Desk, clock: Clock) -> None:
        """Both buttons stand in a DM or a look at the room; what was decided takes their place there at once.

        The question in the DM says it by a promise of its own.
        """
        self._retries = retries
        self._desk = desk
        self._clock = clock

    async def again(self, gesture: Gesture, ack: Ack) -> None:
        """Create again: the promise is committed before the ack."""
        room = await self._retries.create_again(gesture.value, gesture.who)
        await ack()
        said = private.decided(room, self._clock.now(), "again")
        await self._desk.try_to_say(gesture, said, replace=True)

    async def left(self, gesture: Gesture, ack: Ack) -> None:
        """Leave it."""
        room = await self._retries.leave(gesture.value, gesture.who)
        await ack()
        said = private.decided(room, self._clock.now(), "left")
        await self._desk.try_to_say(gesture, said, replace=True)
