"""Dana and Casey at work in a world with the real bot, and what was done so far, as it arrived outside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta

from sandbox.driver import NotThere
from sandbox.reading import SeenMessage
from sandbox.slack.people import BOT_USER
from sandbox.world import Sandbox

_QUIET = 0.4
"""Real seconds without any call: then nothing more comes of a press."""
_MOST_QUIET = 20.0
_HOURS = (8, 10, 12, 14, 16)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_MONDAY = datetime(2027, 1, 4, tzinfo=UTC)
"""After everything that series take."""
_WORKING_DAYS = [_MONDAY + timedelta(days=day) for day in range(300) if day % 7 < len(_WEEKDAYS)]


@dataclass(frozen=True, kw_only=True)
class Effects:
    """What was done so far, as it arrived outside."""

    creates: int = 0
    moves: int = 0
    cancels: int = 0
    posts: int = 0
    """Messages of the bot's in channels and threads."""
    dms: int = 0
    files: int = 0
    private: int = 0
    """What single people were told in a channel, and still read."""

    def since(self, before: Effects) -> Effects:
        """What was done in between."""
        return Effects(
            **{
                name: now - then
                for name, now, then in zip(vars(self), astuple(self), astuple(before), strict=True)
            }
        )


class Desk:
    """Dana, Casey and a world around them, with a new time for each room."""

    def __init__(self, world: Sandbox) -> None:
        """The bot is connected."""
        self.world = world
        self.dana, self.casey = world.person("dana"), world.person("casey")
        self._slots = self._series = self._days = self.patients = 0

    def when(self) -> str:
        """A time at which nobody has a session yet, in words."""
        day, number = divmod(self._slots, len(_HOURS))
        self._slots += 1
        at = _WORKING_DAYS[day]
        return f"{at:%b} {at.day} {at.year} {_HOURS[number]}:00"

    def day(self) -> str:
        """A day on which nobody has a session yet, in words."""
        self._days -= 1
        return f"{_WORKING_DAYS[self._days]:%b %d %Y}"

    def series(self) -> str:
        """Two sessions at a time of the week at which Lee has none, in words."""
        hour, day = divmod(self._series, len(_WEEKDAYS))
        self._series += 1
        return f"every {_WEEKDAYS[day]} {8 + hour}:00 for 2 weeks"

    def patient(self) -> str:
        """A patient who has no session yet."""
        self.patients += 1
        return f"pat{self.patients}@example.com"

    async def preview(self, words: str) -> SeenMessage:
        """The preview of what they mean, for another patient."""
        patient = self.patient()
        await self.dana.types(f"/room {words} with {patient}")
        return await self.dana.sees(patient, where="ephemeral")

    async def booked(self) -> str:
        """A room, booked the whole way; its time."""
        when = self.when()
        await self.books("Create room", await self.preview(when))
        return when

    async def books(self, button: str, shown: SeenMessage) -> None:
        """Press that in a preview, and wait for the last thing that comes of it, the calendar file."""
        before = self.effects().files
        await self.dana.clicks(button, shown)
        await self.until(lambda: self.effects().files > before)
        await self.quiet()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is to be seen in Slack, or no longer."""
        await self.world.slack.changes.until(lambda: is_so() or None, seconds=_MOST_QUIET)

    async def dm(self, button: str, before: int) -> SeenMessage:
        """The message with that button in Dana's DM, after the first `before` ones."""

        def look() -> SeenMessage | None:
            return next((each for each in self.dana.dms()[before:] if button in each.buttons), None)

        found = await self.world.slack.changes.until(look, seconds=_MOST_QUIET)
        if found is None:
            raise NotThere(button)
        return found

    async def quiet(self) -> None:
        """Let a minute pass, so that no limit holds anything up, and wait until nothing happens any more."""
        self.world.clock.push(timedelta(minutes=1))
        async with asyncio.timeout(_MOST_QUIET):
            while True:
                before = self._calls()
                await asyncio.sleep(_QUIET)
                if self._calls() == before:
                    return

    def effects(self) -> Effects:
        """Everything so far."""
        said = [each for each in self.world.slack.workspace.messages if each.author == BOT_USER]
        lasting = [each for each in said if each.only_for is None]
        betterpt = self.world.betterpt
        return Effects(
            creates=betterpt.count("createPartnerVideoRoom"),
            moves=betterpt.count("reschedulePartnerVideoRoom"),
            cancels=betterpt.count("cancelPartnerVideoRoom"),
            posts=sum(not each.channel.startswith("D") for each in lasting),
            dms=sum(each.channel.startswith("D") and not each.files for each in lasting),
            files=sum(len(each.files) for each in lasting),
            private=len(said) - len(lasting),
        )

    def _calls(self) -> int:
        return len(self.world.slack.calls) + len(self.world.betterpt.calls)
