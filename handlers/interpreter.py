"""Which language is spoken to whom: that of a person's Slack, or what the clinic chose for its channel.

What each sentence is in that language is `handlers.sentences`. Times are read in the language of who typed
them, whatever is spoken here.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.errors import BotError
from bot.language import Language, language_of, speak
from bot.models import Notice, NoticeKind
from bot.ports import Ledger
from bot.preferences import Preferences
from handlers.people import People

_PATIENCE = timedelta(seconds=1)
"""A form must be opened within 3 s of its gesture: a first form in English is better than none."""
_FOR_THE_PROVIDER = frozenset(
    {NoticeKind.FOLLOW_UP, NoticeKind.BOOKED, NoticeKind.CALENDAR, NoticeKind.REMINDER}
)
_FOR_THE_REQUESTER = frozenset({NoticeKind.PROBLEM, NoticeKind.REPLY})


class Interpreter:
    """Knows who speaks what."""

    def __init__(self, *, ledger: Ledger, preferences: Preferences) -> None:
        """`preferences` have the clinic's language."""
        self._ledger = ledger
        self._preferences = preferences

    async def speak_to(self, user: str) -> bool:
        """Speak the person's language from here on, if Slack ever told of it; no network.

        Returns:
            Whether it is known. If not, they are to be asked about by `meet`, after the ack.
        """
        language = await self._language(user)
        if language is not None:
            speak(language)
        return language is not None

    async def meet(self, user: str, people: People) -> None:
        """Learn of a person who makes their first gesture, and speak their language from here on."""
        try:
            async with asyncio.timeout(_PATIENCE.total_seconds()):
                speak(language_of((await people.look_up(user)).locale))
        except (BotError, TimeoutError):  # who needs to know more of them asks again, and says what is wrong
            return

    async def language_for(self, notice: Notice, channel: str = "") -> Language:
        """What a notice is said in; `channel` is where, a Slack id of a channel, a DM or a person."""
        return await self.language_with(_reader(notice, channel))

    async def language_with(self, user: str | None) -> Language:
        """A person's language; with None, or where Slack never told of it, the clinic's."""
        if user and (language := await self._language(user)):
            return language
        return language_of((await self._preferences.clinic()).language)

    async def _language(self, user: str) -> Language | None:
        person = await self._ledger.person(user)  # told long ago is better than nothing
        return language_of(person.locale) if person else None


def _reader(notice: Notice, channel: str) -> str | None:
    """The one person (Slack user id) who reads it; None if it is a channel's."""
    request = notice.room.request
    if to := notice.details.get("to"):
        return to
    if notice.kind in _FOR_THE_PROVIDER:
        return request.provider.id
    if notice.kind in _FOR_THE_REQUESTER or channel.startswith("D"):
        return request.requester  # a card that no channel takes is in our DM with who asked for the room
    return channel if channel.startswith(("U", "W")) else None
