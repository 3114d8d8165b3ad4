"""The text for a patient whom BetterPT does not write to: shown privately, to be copied.

The bot sends the patient nothing. The text is in the language of the clinic, whoever copies it.
"""

from __future__ import annotations

from bot.booking import Booking, Keys
from bot.language import Language, language_of, speaking
from bot.ports import Clock
from bot.preferences import Preferences
from handlers.blocks import handout
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture


class Handout:
    """The listeners of "Text for the patient", before and after the click that books."""

    def __init__(
        self, *, booking: Booking, keys: Keys, preferences: Preferences, desk: Desk, clock: Clock
    ) -> None:
        """`keys` know who may have the patient's link."""
        self._booking = booking
        self._keys = keys
        self._preferences = preferences
        self._desk = desk
        self._clock = clock

    async def of_draft(self, gesture: Gesture, ack: Ack) -> None:
        """In a preview: the time, and that the link will follow."""
        draft = await self._booking.draft(gesture.value, gesture.who)
        await ack()
        with speaking(await self._language()):
            text = handout.of_draft(draft, self._clock.now())
        await self._desk.say(gesture, handout.to_copy(text, has_link=False), replace=False)

    async def of_room(self, gesture: Gesture, ack: Ack) -> None:
        """Under the links: the time and the patient's link, for who may have it."""
        room = await self._keys.patient_link(gesture.value, gesture.who)
        await ack()
        with speaking(await self._language()):
            text = handout.of_room(room, self._clock.now())
        await self._desk.say(gesture, handout.to_copy(text, has_link=True), replace=False)

    async def _language(self) -> Language:
        return language_of((await self._preferences.clinic()).language)
