"""What people do beside booking in the simulation: decide what is unknown, correct, choose, delete."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import time
from random import Random

from bench.reliability.simulation import clinic
from bench.reliability.simulation.clockwork import WallClock
from bench.reliability.simulation.people import People
from bench.reliability.simulation.slack import Said, SimulatedSlack
from bot.bootstrap import House
from bot.models import OF_A_SERIES, Notice, NoticeKind, Room, RoomState, SessionOutcome

_SOONEST, _LATEST = 20.0, 7200.0
"""Seconds until who reads something acts on it."""
_LEFT = 0.3
"""How often an unknown room is left."""
_EITHER = (True, False)


class Reactions:
    """Each method is one thing that somebody does, to whatever is at hand."""

    def __init__(self, *, people: People, slack: SimulatedSlack, clock: WallClock, chance: Random) -> None:
        """Who is told of a problem goes on by themselves."""
        self._people = people
        self._slack = slack
        self._clock = clock
        self._chance = chance
        slack.heard = self._hear

    def any(self) -> Callable[[], Awaitable[None]]:
        """Some of it."""
        return self._chance.choice(
            (self.correct, self.correct, self.choose, self.choose, self.choose_for_all, self.delete)
        )

    async def correct(self) -> None:
        """Say how a session went, whatever BetterPT says."""
        over = [room for room in self._slack.sessions() if room.end < self._clock.true()]
        if not over:
            return
        room, outcome = self._chance.choice(over), self._chance.choice(list(SessionOutcome))
        by = room.request.provider.id
        await self._people.click(
            f"correct to {outcome}",
            lambda house: house.corrections.correct(room.id, outcome, "I was there", by),
        )

    async def choose(self) -> None:
        """Choose what one is told."""
        by, chance = self._chance.choice(clinic.EVERYBODY).id, self._chance
        choices: tuple[dict[str, object], ...] = (
            {"agenda_at": time(chance.randrange(24), 30)},
            {"agenda_at": None},
            {"is_reminded": chance.choice(_EITHER)},
            {"is_told_of_bookings": chance.choice(_EITHER)},
        )
        wanted = chance.choice(choices)
        await self._people.click(f"choose {wanted}", lambda house: house.choosing.for_oneself(by, **wanted))

    async def choose_for_all(self) -> None:
        """Choose how the clinic has it."""
        by, chance = clinic.COORDINATORS[0].id, self._chance
        choices: tuple[dict[str, object], ...] = (
            {"agenda_at": time(chance.randrange(24), 0)},
            {"are_links_posted": chance.choice(_EITHER)},
            {"channel": chance.choice((clinic.TEAM, clinic.SECOND))},
        )
        wanted = chance.choice(choices)
        await self._people.click(f"choose {wanted}", lambda house: house.choosing.for_all(by, **wanted))

    async def want_no_agenda(self) -> None:
        """Nobody wants to be told of their days any more: or the world would have no end."""
        await self._people.click("no agenda", self._without_agendas)

    async def _without_agendas(self, house: House) -> None:
        for person in clinic.EVERYBODY:
            await house.choosing.for_oneself(person.id, agenda_at=None)
        await house.choosing.for_all(clinic.COORDINATORS[0].id, agenda_at=None)

    async def delete(self) -> None:
        """Delete one of the bot's messages."""
        standing = [said for said in self._slack.all() if not said.is_deleted]
        if standing:
            self._slack.delete(self._chance.choice(standing))

    def _hear(self, said: Said) -> None:
        """Go on with a problem that one was just told of."""
        shown, by = said.first, said.reader
        if by is None or not isinstance(shown, Notice) or shown.kind is not NoticeKind.PROBLEM:
            return
        room, after = shown.room, self._chance.uniform(_SOONEST, _LATEST)
        if shown.details.get("about") == OF_A_SERIES:
            self._people.soon(lambda: self._retry(room, by), after)
        elif room.state is RoomState.UNKNOWN:
            self._people.soon(lambda: self._decide(room, by), after)

    async def _decide(self, room: Room, by: str) -> None:
        """Leave it, or create it again: what the two buttons under an unknown outcome do."""
        if self._chance.random() < _LEFT:
            await self._people.click("leave it", lambda house: house.retries.leave(room.id, by))
            return

        async def click(house: House) -> tuple[Room, ...]:
            return (await house.retries.create_again(room.id, by),)

        answered = await self._people.click(f"create {room.request.patient.email} again", click)
        self._people.wish("again", by, room.request, answered, [room.start])

    async def _retry(self, room: Room, by: str) -> None:
        """Try again what was refused of a series."""
        series = room.series or ""
        await self._people.click("retry a series", lambda house: house.retries.retry_missing(series, by))
