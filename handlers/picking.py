"""The pick from several rooms that fit somebody's words: the command goes on with the one that was picked."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.blocks.naming import meant
from handlers.command import Command
from handlers.gesture import Ack, Gesture
from handlers.room import Feature
from handlers.verbs import Verb


class Picking:
    """The listener of the menu."""

    def __init__(self, features: Mapping[Verb, Feature]) -> None:
        """`features` are those of the command: what was typed is answered as if it had named the one room."""
        self._features = features

    async def picked(self, gesture: Gesture, ack: Ack) -> None:
        """One of several rooms."""
        await ack()
        verb, _, room_id = gesture.value.partition("|")
        said = Command(verb=Verb(verb), words=room_id, to=meant(gesture.row))
        await self._features[said.verb](gesture, said)
