"""The links of a room and the way into it, given to one person at a time: who may have which is asked."""

from __future__ import annotations

from bot.booking import Keys
from bot.ports import Clock
from handlers.blocks import keys
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture


class Links:
    """The listeners of Join, Provider link and Patient link; each answer is seen by the one who pressed."""

    def __init__(self, *, keys: Keys, desk: Desk, clock: Clock) -> None:
        """`keys` know who may have which."""
        self._keys = keys
        self._desk = desk
        self._clock = clock

    async def join(self, gesture: Gesture, ack: Ack) -> None:
        """The card's button: the provider gets the way in, the others hear who joins."""
        room, is_provider = await self._keys.entry(gesture.value, gesture.who)
        await ack()
        answer = keys.join if is_provider else keys.who_joins
        await self._desk.say(gesture, answer(room, self._clock.now()), replace=False)

    async def provider_link(self, gesture: Gesture, ack: Ack) -> None:
        """The provider's link."""
        room = await self._keys.provider_link(gesture.value, gesture.who)
        await ack()
        await self._desk.say(gesture, keys.provider_link(room, self._clock.now()), replace=False)

    async def patient_link(self, gesture: Gesture, ack: Ack) -> None:
        """The patient's link."""
        room = await self._keys.patient_link(gesture.value, gesture.who)
        await ack()
        await self._desk.say(gesture, keys.patient_link(room, self._clock.now()), replace=False)

    async def followed(self, _gesture: Gesture, ack: Ack) -> None:
        """A button with an address was pressed: Slack opens it by itself, and wants the click taken."""
        await ack()
