"""The one command, `/room`: acked at once, taken apart, and handed to the feature it names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from handlers import command
from handlers.blocks import private
from handlers.book import Book
from handlers.command import Verb
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture

Feature = Callable[[Gesture, command.Command], Awaitable[None]]


class RoomCommand:
    """The listener of `/room`."""

    def __init__(self, *, book: Book, features: Mapping[Verb, Feature], desk: Desk) -> None:
        """`features` has one for each verb that needs words."""
        self._book = book
        self._features = features
        self._desk = desk

    async def said(self, gesture: Gesture, ack: Ack) -> None:
        """Answer the command; everything that needs the network comes after the ack."""
        await ack()
        said = command.parse(gesture.words)
        if said.verb is Verb.HELP:
            await self._desk.say(gesture, private.help_())
        elif said.verb is Verb.BOOK and not gesture.words.strip():
            await self._book.opened(gesture)
        else:
            await self._features[said.verb](gesture, said)
