"""Somebody at work while bots die: books, moves and cancels, and decides when asked.

What Slack says was not answered is done again; what was acknowledged is a promise from then on, and noted.
Waiting looks at the newest messages only: many wait, and much is said. Not here: whether the promises were
kept (`verdict`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import NamedTuple, TypeVar

from bench.reliability.standing import ASKED
from bot.booking.retries import successor
from sandbox.reading import button
from sandbox.slack import Message
from sandbox.slack.people import BOT_USER, SLACKBOT, TEAM_CHANNEL, Member
from sandbox.slack.wire import Json, Refused
from sandbox.world import Sandbox

T = TypeVar("T")

_CREATE, _MOVE, _CANCEL = ("Create room", "Book anyway"), ("Move it", "Move it anyway"), ("Cancel the room",)
_LOOK = 0.1
_ANSWER = 6.0
"""Real seconds after which somebody types it again."""
_TRIES = 8
_SOON, _LATER, _LAST = 35, 50, 60
"""Minutes from now: sessions begin in the first span, and are moved into the second."""


@dataclass(kw_only=True)
class Promise:
    """A room that a click asked for, and what else was asked of it; all of it was acknowledged."""

    ids: list[str]
    """Our id of the room; after each "Create again" that of the next one."""
    patient: str
    preview: Message
    """What was clicked; it says afterwards what became of that."""
    is_left: bool = False
    is_moved: bool = False
    is_cancelled: bool = False


class _Pressable(NamedTuple):
    message: Message
    block: Json
    element: Json


class Clerk:
    """One person, who is a provider as well."""

    def __init__(self, sandbox: Sandbox, member: Member, random: Random) -> None:
        self._workspace = sandbox.slack.workspace
        self._people = sandbox.slack.people
        self._member = member
        self._random = random
        self.promises: list[Promise] = []
        """What they rely on."""

    async def works(self, seconds: float, pause: float) -> None:
        """For so long (real seconds); on the average there is such a pause after each act."""
        acts = (self.books, self.books, self.moves, self.cancels, self.mentions)
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            await self.decides()
            await self._random.choice(acts)()
            await asyncio.sleep(min(left, self._random.expovariate(1 / pause)))

    async def books(self) -> None:
        """Another room for another patient."""
        patient = f"{self._member.handle}-{self._random.randrange(10**9)}@example.com"
        words = f"/room in {self._random.randrange(_SOON, _LATER)} minutes with {patient}"
        shown = await self._asks(words, _CREATE, patient)
        if shown and await self._presses(shown.message, _CREATE):
            self.promises.append(Promise(ids=[_room_of(shown)], patient=patient, preview=shown.message))

    async def moves(self) -> None:
        """A room that stands, to a later time."""
        if promise := self._one_that_stands():
            minutes = self._random.randrange(_LATER, _LAST)
            words = f"/room reschedule {promise.patient} to in {minutes} minutes"
            shown = await self._asks(words, _MOVE)
            promise.is_moved = bool(shown and await self._presses(shown.message, _MOVE))

    async def cancels(self) -> None:
        """A room that stands."""
        if promise := self._one_that_stands():
            shown = await self._asks(f"/room cancel {promise.patient}", _CANCEL)
            promise.is_cancelled = bool(shown and await self._presses(shown.message, _CANCEL))

    async def mentions(self) -> None:
        """Asks for a preview by a mention, and takes it no further."""
        await self._asks(f"@room in 3 hours with {self._member.handle}@example.com", _CREATE)

    async def decides(self) -> None:
        """Answers each question that stands in the DM: create again, while that is possible, or leave it."""
        for message in self._workspace.stored(f"D{self._member.id[1:]}"):
            again, leave = (_pressable(message, (label,)) for label in ASKED)
            choice = self._random.choice([again, leave]) if again else leave
            if choice and await self._presses(message, (choice.element["text"]["text"],)):
                self._decided(_room_of(choice), is_again=choice is again)

    def _decided(self, room: str, *, is_again: bool) -> None:
        for promise in self.promises:
            if promise.ids[-1] == room:
                promise.is_left = not is_again
                promise.ids += [successor(room)] * is_again

    def _one_that_stands(self) -> Promise | None:
        """A room that was neither moved nor cancelled so far."""
        left = [each for each in self.promises if not (each.is_moved or each.is_cancelled or each.is_left)]
        return self._random.choice(left) if left else None

    # As people do

    async def _asks(self, words: str, labels: Sequence[str], about: str = "") -> _Pressable | None:
        """Type it until there is an answer about that; None if it says that it is not possible now."""
        since = self._now()
        for _ in range(_TRIES):
            await self._says(words)
            if answer := await self._until(lambda: self._answer(since, about)):
                return _pressable(answer, labels)
        return None

    async def _presses(self, message: Message, labels: Sequence[str]) -> bool:
        """Press until Slack has the app's word for it; whether it has."""
        for _ in range(_TRIES):
            since, found = self._now(), _pressable(message, labels)
            if found is None:
                return True  # it has gone: it was heard
            with suppress(Refused):
                await self._people.click(
                    self._member.id, message, found.block["block_id"], found.element["action_id"]
                )
            if not any(self._mine(SLACKBOT, since)):
                return True
        return False

    async def _says(self, words: str) -> None:
        await self._people.say(self._member.id, TEAM_CHANNEL, words)

    def _answer(self, since: str, about: str) -> Message | None:
        return next((each for each in self._mine(BOT_USER, since) if about in str(each.blocks)), None)

    def _mine(self, author: str, since: str) -> Iterator[Message]:
        """What somebody told this person alone since then, the newest first."""
        for message in reversed(self._workspace.messages):
            if message.ts < since:
                return
            if message.only_for == self._member.id and message.author == author:
                yield message

    def _now(self) -> str:
        return f"{self._workspace.clock.now().timestamp():.6f}"

    async def _until(self, look: Callable[[], T | None]) -> T | None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_ANSWER):
                while (found := look()) is None:  # noqa: ASYNC110  most changes are none of theirs
                    await asyncio.sleep(_LOOK)
                return found
        return None


def _pressable(message: Message, labels: Sequence[str]) -> _Pressable | None:
    found = (button(message.blocks, label) for label in labels)
    return next((_Pressable(message, *each) for each in found if each), None)


def _room_of(shown: _Pressable) -> str:
    """Our id of the room that a button is about."""
    return str(shown.element["value"]).partition("|")[0]
