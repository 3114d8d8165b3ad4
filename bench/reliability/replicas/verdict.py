"""Whether promises were kept, looked up where it counts: at BetterPT, and in what stands in Slack.

Not here: the bot's own tables, which nobody asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bench.reliability.replicas.clerk import Promise
from bench.reliability.standing import Standing
from sandbox.betterpt.records import RoomRecord
from sandbox.slack import Message
from sandbox.slack.text import texts_in
from sandbox.world import Sandbox

_NAMED_BY = 8
"""As much of BetterPT's id as stands on a card."""
_KEPT = {"links", "change", "problem"}
"""It stands with its links, was cancelled before these were due, or was told to have failed."""
_UNDER_WAY = ("Being created", "Being moved", "Being cancelled")


class Verdict:
    """What is found when everything has come to rest."""

    def __init__(self, sandbox: Sandbox, promises: Sequence[Promise]) -> None:
        self._promises = promises
        self._standing = Standing(sandbox.slack)
        self._now = sandbox.clock.now()
        self._said: defaultdict[str, defaultdict[str, list[Message]]] = defaultdict(lambda: defaultdict(list))
        for key, message in self._standing.keyed():
            whose, kind, *_ = key.split(":")
            self._said[whose][kind].append(message)
        self._rooms: defaultdict[str | None, list[RoomRecord]] = defaultdict(list)
        for room in sandbox.betterpt.rooms.values():
            self._rooms[room.patient_email].append(room)

    def double_rooms(self) -> list[str]:
        """Patients with more rooms than somebody asked for."""
        return [
            f"{len(rooms)} rooms instead of {len(each.ids)} for {each.patient}"
            for each in self._promises
            if len(rooms := self._rooms[each.patient]) > len(each.ids)
        ]

    def double_messages(self) -> list[str]:
        """What stands twice."""
        return self._standing.doubles()

    def losses(self) -> list[str]:
        """What was promised and neither stands nor was told to have failed."""
        return [*self._unmade(), *self._unchanged(), *self._untold(), *self._unfinished(), *self._strays()]

    def _unmade(self) -> Iterator[str]:
        """Neither links nor a word about it."""
        for promise in self._promises:
            for room in promise.ids:
                if not self._kinds(room) & _KEPT:
                    said = [*texts_in(promise.preview.blocks)] or promise.preview.text
                    yield f"room {room} for {promise.patient} came to nothing; its preview says {said}"

    def _unchanged(self) -> Iterator[str]:
        for promise in self._promises:
            wanted = promise.is_moved or promise.is_cancelled
            if wanted and not {"change", "problem"} & self._kinds(promise.ids[-1]):
                yield f"room {promise.ids[-1]} was neither moved nor cancelled"

    def _untold(self) -> Iterator[str]:
        """Sessions that are over, and whose provider does not know how they went."""
        for promise in self._promises:
            for room in promise.ids:
                made = self._made(room, promise)
                is_over = made and not made.is_cancelled and made.is_reported(self._now)
                if is_over and "follow-up" not in self._kinds(room):
                    yield f"the outcome of room {room} was not told"

    def _unfinished(self) -> Iterator[str]:
        for card in self._standing.of("card"):
            if words := [each for each in _UNDER_WAY if each in str(card.blocks)]:
                yield f"a card still says {words[0]}"

    def _strays(self) -> Iterator[str]:
        """Rooms at BetterPT that no card names, and about which nobody was asked."""
        cards = str([message.blocks for said in self._said.values() for message in said["card"]])
        asked = {each.patient for each in self._promises if self._was_asked(each)}
        for patient, rooms in self._rooms.items():
            lost = [each.uid for each in rooms if each.uid[:_NAMED_BY] not in cards]
            if lost and patient not in asked:
                yield f"rooms of {patient} that nobody knows of: {lost}"

    def _was_asked(self, promise: Promise) -> bool:
        return any("problem" in self._kinds(room) for room in promise.ids)

    def _kinds(self, room: str) -> set[str]:
        return {kind for kind, messages in self._said[room].items() if messages}

    def _made(self, room: str, promise: Promise) -> RoomRecord | None:
        """The room at BetterPT that the card of that room of ours names."""
        card = str([each.blocks for each in self._said[room]["card"]])
        return next((each for each in self._rooms[promise.patient] if each.uid[:_NAMED_BY] in card), None)
