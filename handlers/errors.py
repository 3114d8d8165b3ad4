"""The one place where an error becomes a sentence, and where a listener meets Slack's ack.

Bolt loses an ack when a listener fails at the wrong moment, so nothing a listener raises reaches it. Which
deliveries are let in is `front_door`'s to say.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from bot.errors import (
    BotError,
    ContactUnclear,
    LedgerError,
    NotAllowed,
    NotifyError,
    RoomNotFound,
    RoomsError,
    TimeUnclear,
    UserError,
    WordsUnclear,
)
from bot.models import Person
from bot.ports import Clock
from handlers import command, mending
from handlers.blocks import parts
from handlers.blocks.naming import unread as unread_line
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture, Listener
from handlers.interpreter import Interpreter
from handlers.people import People
from handlers.sentences import doors, mistakes, naming
from handlers.sentences.labels import labels
from handlers.slack import Said

log = logging.getLogger(__name__)

_MENDED_BY_TYPING = (TimeUnclear, ContactUnclear, WordsUnclear, RoomNotFound, NotifyError, RoomsError)
"""What the same words may lead to another time, or others now."""

_NO_PROVIDER = frozenset({"guest", "left", "provider", "same-provider"})
"""Why somebody cannot hold a session: the same words lead somewhere with another name."""

_MENTIONED = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|(?P<name>[^>]*))?>")


class Courtesy:
    """Attends to each gesture: speaks the person's language, lets it be answered, and answers errors."""

    def __init__(self, *, desk: Desk, people: People, interpreter: Interpreter, clock: Clock) -> None:
        """`desk` says the sentence to the person."""
        self._desk = desk
        self._people = people
        self._interpreter = interpreter
        self._clock = clock

    async def attend(self, listener: Listener, gesture: Gesture, acked: Once) -> bool:
        """Let the listener answer; whether the person has got an answer, be it what went wrong."""
        name = getattr(listener, "__qualname__", "listener")
        try:
            if not await self._interpreter.speak_to(gesture.who):
                acked.then.append(partial(self._interpreter.meet, gesture.who, self._people))
            await self._people.check_team(gesture.who, gesture.team)
            await listener(gesture, acked)
        except UserError as error:
            return await self.apologize(gesture, acked, error)
        except BotError as error:
            log.warning("%s: %s", name, type(error).__name__)
            return await self.apologize(gesture, acked, error)
        except Exception:
            log.exception("%s failed", name)
            return await self.apologize(gesture, acked, None)
        return True

    async def apologize(self, gesture: Gesture, acked: Once, error: BotError | None) -> bool:
        """Say what is wrong: under a form's field while it is open, else where they are answered.

        Returns:
            Whether it was said.
        """
        if gesture.is_form and not acked.is_done:
            field = getattr(error, "field", None)
            place = gesture.places.get(field or "") or next(iter(gesture.places.values()))
            await acked(response_action="errors", errors={place: parts.bare(_sentence(error))})
            return True
        await acked()
        return await self.say(gesture, error)

    async def say(self, gesture: Gesture, error: BotError | None) -> bool:
        """The same without an ack."""
        try:
            await self._desk.say(gesture, await self._told(gesture, error), replace=False)
        except (NotifyError, LedgerError) as failure:
            log.warning("a sentence could not be said: %s", failure)
            return False
        return True

    async def _told(self, gesture: Gesture, error: BotError | None) -> Said:
        """What is wrong and, to who typed a command, what of it was read, and all that they typed.

        That is to be copied, mended and sent again.
        """
        text = _sentence(error)
        if not gesture.command or " " not in gesture.command or not _is_mended_by_typing(error):
            return parts.sentence(text)
        reader = await self._reader(gesture)
        read, unread = mending.made_of(gesture.command, error, reader, self._clock.now())
        lines = [*([naming.read(read)] if read else []), *unread_line(_named(unread))]
        typed = doors.typed(parts.inert(_named(command.plain(gesture.command))).replace("`", "'"))
        return Said(text=parts.bare(text), blocks=[parts.section(text), parts.context(*lines, typed)])

    async def _reader(self, gesture: Gesture) -> Person | None:
        """Who typed, by whose clock a time is read: the provider's; None where it is not sure whose."""
        typist = await self._people.known(gesture.who)
        named = {match["id"] for match in _MENTIONED.finditer(gesture.command or "")}
        if typist is None or not named:
            return typist
        provider = await self._people.known(named.pop())
        return None if named or provider is None else replace(typist, time_zone=provider.time_zone)


def _named(typed: str) -> str:
    """The words with people as they were typed: "@lee", not Slack's own writing of it."""
    return _MENTIONED.sub(lambda match: f"@{match['name']}" if match["name"] else match.group(), typed)


def _is_mended_by_typing(error: BotError | None) -> bool:
    is_about_the_provider = isinstance(error, NotAllowed) and error.what in _NO_PROVIDER
    return is_about_the_provider or isinstance(error, _MENDED_BY_TYPING)


def _sentence(error: BotError | None) -> str:
    return mistakes.error(error) if error else labels.UNEXPECTED


class Once:
    """An ack that is sent once, however often it is asked for."""

    def __init__(self, ack: Ack) -> None:
        self._ack = ack
        self.is_done = False
        self.then: list[Callable[[], Awaitable[object]]] = []
        """What has to wait for the ack, such as what needs the network."""

    async def __call__(self, **said: Any) -> None:  # noqa: ANN401  as Bolt's own
        """Send it, unless it was sent."""
        if not self.is_done:
            self.is_done = True
            await self._ack(**said)
            for each in self.then:
                await each()
