"""A person in a clinic over the real house, and what she can see of how a call ended: no more, and no less.

Not here: which calls there are, and how each may end (`operations`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bench.reliability.standing import ASKED, Standing
from bot.errors import BotError
from sandbox.betterpt.records import RoomRecord
from sandbox.reading import SeenMessage
from sandbox.slack.people import BOT_USER
from sandbox.world import Sandbox

_WHEN = "tomorrow 3pm"
COMMAND = f"/room {_WHEN} with pat@example.com"
PATIENCE = 200.0
"""Real seconds: more than any call's time limits together."""


class Stuck(Exception):
    """Something before the call that is looked at did not come about."""


class Scene:
    """Dana, and Casey who coordinates."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.dana = sandbox.person("dana")
        self.standing = Standing(sandbox.slack)
        self.refused: BotError | None = None
        """Why the house did not open."""
        self._booked_for: datetime | None = None

    # What she does

    async def asks(self) -> None:
        """Type a command."""
        await self.dana.types(COMMAND)

    async def sees_the_preview(self) -> None:
        """Type a command, and wait for its preview."""
        await self.asks()
        await self.until(self.has_preview)

    async def creates(self) -> None:
        """Click Create in the preview."""
        await self.dana.clicks("Create room")

    async def asks_and_creates(self) -> None:
        """Both."""
        await self.sees_the_preview()
        await self.creates()

    async def books(self) -> None:
        """Both, and wait for all that belongs to a room."""
        await self.asks_and_creates()
        await self.until(lambda: self.files() == 1 and bool(self.standing.of("links")))
        await self.until(lambda: self.says("Created:"))
        self._booked_for = self.room.start

    async def is_about_to_move(self) -> None:
        """Book, and ask to move it."""
        await self.books()
        await self.dana.types(f"/room reschedule {_WHEN} to tomorrow 4pm")
        await self.dana.sees("Move this session?")

    async def moves(self) -> None:
        """Click on it."""
        await self.dana.clicks("Move it")

    async def is_about_to_cancel(self) -> None:
        """Book, and ask to cancel it."""
        await self.books()
        await self.dana.types(f"/room cancel {_WHEN}")
        await self.dana.sees("Cancel this session?")

    async def cancels(self) -> None:
        """Click on it."""
        await self.dana.clicks("Cancel the room")

    async def holds_the_session(self) -> None:
        """Book, meet the patient, and look later."""
        await self.books()
        self.sandbox.betterpt.attend(self.room.uid, provider_minutes=50, patient_minutes=47)
        self.sandbox.clock.set(self.room.start + timedelta(minutes=61))
        await self.until(lambda: any("Over" in str(each.blocks) for each in self.standing.of("card")))

    async def waits_for_the_outcome(self) -> None:
        """Two hours after the start BetterPT knows who came."""
        self.sandbox.clock.set(self.room.start + timedelta(minutes=121))

    async def asks_for_its_status(self) -> None:
        """Look the room up."""
        await self.dana.types(f"/room status {_WHEN}")

    async def mentions_it(self) -> None:
        """Look it up in the channel."""
        await self.dana.types(f"@room status {_WHEN}")

    async def opens_the_form(self) -> None:
        """Type the command alone."""
        await self.dana.types("/room")

    async def sees_the_form(self) -> None:
        """Type it, and wait for the form."""
        await self.opens_the_form()
        await self.dana.modal()

    async def fills_in_the_time(self) -> None:
        """Type a time: the form shows it on its calendar and clock."""
        await self.dana.fills({"When": _WHEN})

    async def opens_home(self) -> None:
        """Open the app's Home tab."""
        await self.dana.opens_home()

    async def until(self, look: Callable[[], bool]) -> None:
        """Wait until it is so.

        Raises:
            Stuck: it is not.
        """
        if not await self.sandbox.slack.changes.until(lambda: look() or None, seconds=PATIENCE):
            raise Stuck("\n".join(each.text for each in self.dana.messages()))

    # What she sees

    @property
    def room(self) -> RoomRecord:
        """The first room at BetterPT."""
        return next(iter(self.sandbox.betterpt.rooms.values()))

    @property
    def rooms(self) -> int:
        """How many there are."""
        return len(self.sandbox.betterpt.rooms)

    def has_preview(self) -> bool:
        """Whether something waits to be clicked on."""
        return any("Create room" in each.buttons for each in self.dana.messages("ephemeral"))

    def is_asked(self) -> bool:
        """Whether she is asked about an unknown outcome."""
        return any({*ASKED} <= {*each.buttons} for each in self.dana.dms())

    def is_told(self, *words: str) -> bool:
        """Whether a DM about a problem says one of these."""
        told = [str(each.blocks) for each in self.standing.of("problem")]
        return any(word in each for each in told for word in words)

    def says(self, words: str) -> bool:
        """Whether the app says that to her alone, in the channel or in her DM."""
        return any(each.contains(words) for each in self._said())

    def is_answered(self) -> bool:
        """Whether it says anything there."""
        return bool(self._said())

    def _said(self) -> list[SeenMessage]:
        own = [each for each in self.dana.messages() if each.message.author == BOT_USER]
        dms = self.sandbox.slack.workspace.dm(self.dana.id).id
        return [each for each in own if each.ephemeral or (each.channel == dms and not each.message.metadata)]

    def form(self) -> str | None:
        """What stands in the open form; None if there is none."""
        view = self.sandbox.slack.modals.front(self.dana.id)
        return str(view.blocks) if view else None

    def once(self, kind: str, words: str = "") -> bool:
        """Whether one message of that kind stands where it belongs, and says that."""
        said = self.standing.of(kind)
        return len(said) == 1 and words in str(said[0].blocks)

    def in_dm(self, kind: str) -> bool:
        """Whether a message of that kind stands in a DM."""
        return any(each.channel.startswith("D") for each in self.standing.of(kind))

    def in_channel(self, kind: str) -> bool:
        """Whether one stands in a channel."""
        return any(each.channel.startswith("C") for each in self.standing.of(kind))

    def files(self) -> int:
        """How many calendar files she was sent."""
        return sum(len(each.files) for each in self.sandbox.slack.workspace.messages)

    def is_put_aside(self) -> bool:
        """Whether a coordinator was told that something could not be done."""
        return bool(self.standing.of("setback"))

    def has_moved(self) -> bool:
        """Whether BetterPT has the room at another time than it was booked for."""
        return self.room.start != self._booked_for
