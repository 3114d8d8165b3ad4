"""The button under what was put aside: it is tried again."""

from __future__ import annotations

from bot.booking import Setbacks
from handlers.blocks import setback
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture


class TriedAgain:
    """Its listener."""

    def __init__(self, *, setbacks: Setbacks, desk: Desk) -> None:
        """What becomes of it is told by itself if it fails again."""
        self._setbacks = setbacks
        self._desk = desk

    async def pressed(self, gesture: Gesture, ack: Ack) -> None:
        """Committed before the ack; the message says so in place of the button."""
        await self._setbacks.try_again(gesture.value, gesture.who)
        await ack()
        await self._desk.try_to_say(gesture, setback.tried_again(), replace=True)
