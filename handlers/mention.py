"""Where people talk: the bot spoken to in a channel or thread, and the shortcut on a message.

A slash command does not work inside threads, and will not; these do. What is answered is seen by the one
person who asked, and what is booked goes under the thread it was asked in.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.booking import Search
from handlers import chatter, verbs
from handlers.asking import Asking, Wanted
from handlers.blocks import manual
from handlers.book import Book
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.room import RoomCommand
from handlers.verbs import Verb


class Mention:
    """The listeners of both."""

    def __init__(self, *, us: str, book: Book, asking: Asking, search: Search, desk: Desk) -> None:
        """`us` is the bot's own Slack user id."""
        self._us = us
        self._own_name = re.compile(rf"<@{us}(?:\|[^>]*)?>[\s,:]*")
        self._book = book
        self._asking = asking
        self._search = search
        self._desk = desk

    async def said(self, command: RoomCommand, gesture: Gesture, ack: Ack) -> None:
        """A mention: a time in the middle of chatter, nothing (then help), or what `command` answers."""
        await ack()
        words = " ".join(self._own_name.sub(" ", gesture.words).split())
        named = verbs.named(words)
        if not words:
            await self._desk.say(gesture, manual.everything())
        elif named and named.verb is not Verb.BOOK:
            above = await self._search.under(gesture.channel, gesture.parent) if gesture.parent else None
            await command.run(replace(gesture, words=words), room=above)
        else:
            await self._propose(gesture, named.rest if named else words)

    async def used(self, gesture: Gesture, ack: Ack) -> None:
        """The shortcut on a message, whoever wrote it: who used it is the requester."""
        await ack()
        await self._propose(gesture, gesture.words)

    async def _propose(self, gesture: Gesture, words: str) -> None:
        """The preview of what the message says, all of it `aside`: what in it is not time does no harm."""
        time, wanted = chatter.read(words, self._us)
        asked = await self._asking.request(gesture, _here(gesture, wanted))
        await self._book.propose(gesture, "", asked, aside=time)


def _here(gesture: Gesture, wanted: Wanted) -> Wanted:
    """What is booked from a message goes under it; from one of our own DMs, where such things go."""
    if not gesture.channel.startswith(("C", "G")):
        return wanted
    return replace(wanted, channel=gesture.channel, thread=gesture.thread)
