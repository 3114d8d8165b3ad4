"""A day in a clinic: one person books, moves and cancels rooms and hears how a session went, whatever dies.

She behaves as people do: what Slack says was not answered she does again, what was acknowledged she waits
for, and when she is asked she decides. Not here: who dies, and where (`lifeline`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TypeVar

from bench.reliability.crashes.lifeline import Lifeline
from bench.reliability.pastime import Pastime
from bench.reliability.standing import ASKED, Standing
from sandbox.betterpt.records import RoomRecord
from sandbox.driver import NotThere, Person
from sandbox.reading import SeenMessage
from sandbox.world import Sandbox

T = TypeVar("T")
Act = Callable[[], Awaitable[None]]
Look = Callable[[], T | None]

_PATIENCE = 60.0
"""Real seconds after which what was promised counts as lost; nothing else is decided by it."""
_A_MOMENT = 0.05
_CREATE = ("Create room", "Book anyway")
_TOLD = (
    (-5, {"card": "Starts in", "reminder": "In 5 min"}),
    (0, {"card": "Open", "reminder": "Open, started at"}),
    (60, {"card": "Over", "reminder": "is over", "links": "is over"}),
    (121, {"follow-up": "Your session is over", "outcome": "both came", "card": "both came"}),
)
"""What stands there so many minutes after the start of a session to which both came, by kind of message."""


class Lost(Exception):
    """What was promised did not come, and nobody was told."""


class Day:
    """Dana's day.

    Args:
        sandbox: where it happens.
        lifeline: whose deaths are what she notices as silence.
        is_persistent: whether she says "Create again" or "Leave it" when she is asked.
    """

    def __init__(self, sandbox: Sandbox, lifeline: Lifeline, *, is_persistent: bool) -> None:
        self._sandbox = sandbox
        self._lifeline = lifeline
        self._is_persistent = is_persistent
        self._dana: Person = sandbox.person("dana")
        self.standing = Standing(sandbox.slack)
        self.authorised = 0
        """How many rooms she wanted: what is more stands double at BetterPT."""
        self.told: list[float] = []
        """Seconds, by the sandbox's clock, from a restart until she was asked about an unknown outcome."""
        self._answered: set[str] = set()
        self._begun = sandbox.clock.now()

    @property
    def stale(self) -> int:
        """How many questions still stand there with their buttons although she has answered them."""
        return sum({*ASKED} <= {*each.buttons} for each in self._dana.dms() if each.ts in self._answered)

    async def goes_by(self) -> None:
        """From the first command to the follow-up.

        Raises:
            Lost: something did not come.
        """
        pastime = Pastime(self._sandbox)
        async with pastime.passing():
            await self._works()
            await pastime.quiet()

    async def _works(self) -> None:
        first = await self._books("tomorrow 3pm", "pat@example.com")
        await self._moves(first, "tomorrow 3pm", "tomorrow 4pm")
        second = await self._books("tomorrow 6pm", "quinn@example.com")
        await self._cancels(second, "tomorrow 6pm")
        await self._holds(first)

    async def _books(self, when: str, patient: str) -> str:
        """A room with everything that belongs to it; our id of it."""
        known = self.standing.rooms("links")
        self.authorised += 1
        await self._asks(f"/room {when} with {patient}", _CREATE)
        await self._does(lambda: self._clicks(_CREATE), self._made_or_asked(known))
        while not (made := self._made(known)):
            if not self._is_persistent:
                await self._leaves_it()
                return await self._books(when, patient)
            self.authorised += 1
            await self._answers(ASKED[0], self._made_or_asked(known))
        await self._until(lambda: self._has_files(made, 1), "the booking with its calendar entry")
        return made

    async def _moves(self, room: str, when: str, to: str) -> None:
        await self._asks(f"/room reschedule {when} to {to}", ("Move it",))
        await self._does(lambda: self._clicks(("Move it",)), lambda: self._is_changed(room))
        await self._until(lambda: self._has_files(room, 2), "the calendar entry of the new time")

    async def _cancels(self, room: str, when: str) -> None:
        await self._asks(f"/room cancel {when}", ("Cancel the room",))
        await self._does(lambda: self._clicks(("Cancel the room",)), lambda: self._is_changed(room))
        await self._until(lambda: self._has_files(room, 2), "the calendar entry to be taken out")

    async def _holds(self, room: str) -> None:
        """The session takes place, and what is to be told of it is told."""
        made = self._at_betterpt(room)
        self._sandbox.betterpt.attend(made.uid, provider_minutes=50, patient_minutes=47)
        start = made.start
        for minutes, told in _TOLD:
            self._sandbox.clock.set(max(start + timedelta(minutes=minutes), self._sandbox.clock.now()))
            for kind, words in told.items():
                await self._until(partial(self._says, kind, room, words), f"{kind} at {minutes} minutes")

    # What she does

    async def _asks(self, command: str, buttons: tuple[str, ...]) -> None:
        """Type a command until its preview stands there; nothing is promised before that is clicked."""
        for each in self._dana.messages("ephemeral"):
            self._dana.dismisses(each)
        while not self._offers(buttons):
            deaths = len(self._lifeline.deaths)
            await self._gesture(lambda: self._dana.types(command))
            await self._until(partial(self._is_over, buttons, deaths), f"an answer to {command}")

    async def _does(self, act: Act, outcome: Look[object]) -> None:
        """Click until Slack has the app's word for it; then it has to come, whatever happens."""
        while not outcome():
            try:
                is_acked = await self._gesture(act)
            except NotThere:  # the button has gone: it was heard
                is_acked = True
            if is_acked:
                await self._until(outcome, "what was clicked and acknowledged")

    async def _leaves_it(self) -> None:
        said = self._left()
        await self._answers(ASKED[1], lambda: self._left() > said)

    async def _answers(self, answer: str, outcome: Look[object]) -> None:
        """Answer the question that stands in her DM."""
        question = await self._until(self._question, "a question")
        last = max((death.at for death in self._lifeline.deaths), default=self._begun)
        self.told.append((self._sandbox.clock.now() - last).total_seconds())
        self._answered.add(question.ts)
        await self._does(lambda: self._dana.clicks(answer, question, timeout=_A_MOMENT), outcome)

    async def _clicks(self, labels: tuple[str, ...]) -> None:
        offered = self._offers(labels)
        label = next((each for each in labels if offered and each in offered.buttons), labels[0])
        await self._dana.clicks(label, offered, timeout=_A_MOMENT)

    async def _gesture(self, act: Act) -> bool:
        """Do something that the app is to acknowledge; False if Slack says that it did not."""
        await self._until(lambda: self._connections() or None, "a bot that listens")
        complaints = self.standing.complaints()
        acting = asyncio.create_task(_awaited(act))
        gone = asyncio.create_task(self._sandbox.slack.changes.until(self._is_gone, seconds=_PATIENCE))
        await asyncio.wait({acting, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        await asyncio.sleep(0)
        if not acting.done():  # nobody is left to acknowledge it
            acting.cancel()
            with suppress(asyncio.CancelledError):
                await acting
            return False
        await acting
        return self.standing.complaints() == complaints

    async def _until(self, look: Look[T], what: str) -> T:
        found = await self._sandbox.slack.changes.until(lambda: look() or None, seconds=_PATIENCE)
        if not found:
            raise Lost(what)
        return found

    # What she sees

    def _is_over(self, buttons: tuple[str, ...], deaths: int) -> bool:
        """Whether there is an answer, or nobody left who could give one."""
        return self._offers(buttons) is not None or len(self._lifeline.deaths) > deaths

    def _connections(self) -> int:
        return len(self._sandbox.slack.socket.connections)

    def _is_gone(self) -> bool | None:
        return None if self._connections() else True

    def _offers(self, buttons: tuple[str, ...]) -> SeenMessage | None:
        seen = reversed(self._dana.messages("ephemeral"))
        return next((each for each in seen if {*buttons} & {*each.buttons}), None)

    def _question(self) -> SeenMessage | None:
        """The one that she has not answered yet."""
        open_ones = (each for each in reversed(self._dana.dms()) if each.ts not in self._answered)
        return next((each for each in open_ones if {*ASKED} <= {*each.buttons}), None)

    def _left(self) -> int:
        """How often she reads that a room was left."""
        return sum(each.contains("was left as it is") for each in self._dana.messages())

    def _made(self, known: list[str]) -> str | None:
        return next((each for each in self.standing.rooms("links") if each not in known), None)

    def _made_or_asked(self, known: list[str]) -> Look[object]:
        return lambda: self._made(known) or self._question()

    def _has_files(self, room: str, count: int) -> bool:
        return any(len(self.standing.under(each)) >= count for each in self.standing.of("booked", room))

    def _is_changed(self, room: str) -> object:
        return self.standing.of("change", room)

    def _says(self, kind: str, room: str, words: str) -> bool:
        return any(words in str(each.blocks) for each in self.standing.of(kind, room))

    def _at_betterpt(self, room: str) -> RoomRecord:
        links = str([each.blocks for each in self.standing.of("links", room)])
        return next(each for uid, each in self._sandbox.betterpt.rooms.items() if uid in links)


async def _awaited(act: Act) -> None:
    await act()
