"""The one command, `/room`: acked at once, taken apart, and handed to the feature it names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.models import Room
from handlers import command
from handlers.blocks import manual
from handlers.booking_form import BookingForm
from handlers.command import Command, Verb
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.verbs import OF_ONE_ROOM

Feature = Callable[[Gesture, Command], Awaitable[None]]
"""Answers a command of its verb, after the ack."""


class RoomCommand:
    """The listener of `/room`."""

    def __init__(self, *, form: BookingForm, features: Mapping[Verb, Feature], desk: Desk) -> None:
        """`features` has one for each verb but help."""
        self._form = form
        self._features = features
        self._desk = desk

    async def said(self, gesture: Gesture, ack: Ack) -> None:
        """Answer the command; everything that needs the network comes after the ack."""
        await ack()
        await self.run(gesture)

    async def meant(self, gesture: Gesture, ack: Ack) -> None:
        """A command that was offered in place of what was typed."""
        await ack()
        await self.run(replace(gesture, words=gesture.value))

    async def run(self, gesture: Gesture, *, room: Room | None = None) -> None:
        """Do what the gesture's words say; a room that they do not name is `room`. After the ack."""
        said = command.parse(gesture.words)
        if said.meant:
            await self._desk.say(gesture, manual.offer(said, said.meant))
        elif said.verb is Verb.HELP:
            await self._desk.say(gesture, manual.everything())
        elif said == Command(verb=Verb.BOOK) and _is_bare(gesture.words):
            await self._form.open(gesture, {})
        else:
            await self._features[said.verb](gesture, _about(said, room))


def _is_bare(words: str) -> bool:
    """Whether nothing or only a verb was typed; what nobody sees is something: it is asked about."""
    return not words.strip() or bool(command.plain(words))


def _about(said: Command, room: Room | None) -> Command:
    """The command, its room named by its id where it is known from where the command was said."""
    if room is None or said.verb not in OF_ONE_ROOM:
        return said
    if said.verb is Verb.LATE and said.words.isdigit():  # by how many minutes
        return replace(said, words=room.id, to=said.words)
    return said if said.words else replace(said, words=room.id)
