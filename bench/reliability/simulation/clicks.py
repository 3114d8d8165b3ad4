"""What people ask for in the simulation, through the real use cases: to book, move, cancel and hand over.

They take their pick of what the cards in Slack show.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from random import Random

from bench.reliability.simulation import clinic
from bench.reliability.simulation.clockwork import WallClock
from bench.reliability.simulation.people import People
from bench.reliability.simulation.slack import SimulatedSlack
from bench.reliability.simulation.wording import Wording
from bot.booking import Preview
from bot.bootstrap import House
from bot.models import Draft, Patient, Person, Request, Room, RoomQuery, RoomState

_LATER = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=-1), timedelta(days=1))
"""By how much a session is moved."""
_LATE = timedelta(minutes=15)
_ALONG = 0.4
"""How often those that follow in a series go along."""


class Clicks:
    """Each method is one thing that somebody asks for, of whatever is at hand."""

    def __init__(
        self, *, people: People, slack: SimulatedSlack, clock: WallClock, chance: Random, is_of_one: bool
    ) -> None:
        """`chance` decides who asks, and for which session; `is_of_one`: all are one provider's."""
        self._people = people
        self._slack = slack
        self._clock = clock
        self._chance = chance
        self._providers = clinic.PROVIDERS[:1] if is_of_one else clinic.PROVIDERS
        self._wording = Wording(clock=clock, chance=chance)
        self._patients = 0

    def change(self) -> Callable[[], Awaitable[None]]:
        """Some change of what is booked."""
        return self._chance.choice((self.move, self.move, self.late, self.cancel, self.give))

    async def book(self) -> None:
        """Book one session, or one on each of several days."""
        provider = self._chance.choice(self._providers)
        by = self._chance.choice((provider, provider, *clinic.COORDINATORS))
        request = self._request(provider, by)
        said = self._wording.time_to_come(provider.zone)
        previews: list[Preview] = []

        async def click(house: House) -> tuple[Room, ...]:
            if not previews:
                previews.append(await self._wording.previewed(house, said, request))
            draft, seen = previews[0].draft, previews[0].seen
            room, _ = await house.booking.book(draft.id, by.id, reply_url=request.reply_url, shown=seen)
            return tuple(await house.ledger.rooms(RoomQuery.of_series(draft.id))) or (room,)

        answered = await self._people.click(f"book {said.words} for {_name(request)}", click)
        self._people.wish("book", by.id, request, answered, previews[0].draft.starts if previews else ())

    async def move(self) -> None:
        """Move a session, or it and those that follow it in its series."""
        if (found := self._one()) is None:
            return
        room, by = found
        start, is_along = room.start + self._chance.choice(_LATER), self._is_along()
        starts: list[datetime] = []

        async def click(house: House) -> tuple[Room, ...]:
            plan = await house.changes.plan_move_to(room.id, start, by)
            steps = plan.following.steps if is_along and plan.following else ()
            starts[:] = [step.start for step in steps] or [start]
            seen = plan.seen_along if is_along else plan.seen
            await house.changes.reschedule(room.id, start, by, is_along=is_along, shown=seen)
            return tuple(step.room for step in steps) or (room,)

        answered = await self._people.click(f"move {_name(room.request)} to {start:%m-%d %H:%M}", click)
        self._people.wish("move", by, room.request, answered, starts)

    async def late(self) -> None:
        """Say that one is running late."""
        if (found := self._one()) is None:
            return
        room, by = found
        start = room.start + _LATE

        async def click(house: House) -> tuple[Room, ...]:
            moved, _ = await house.changes.reschedule(room.id, start, by, why="late")
            return (moved,)

        answered = await self._people.click(f"late for {_name(room.request)}", click)
        self._people.wish("move", by, room.request, answered, [start])

    async def cancel(self) -> None:
        """Cancel a session, or it and those that follow it in its series."""
        if (found := self._one()) is None:
            return
        room, by = found
        is_along = self._is_along()

        async def click(house: House) -> tuple[Room, ...]:
            plan = await house.changes.plan_cancel(room.id, by)
            steps = plan.following.steps if is_along and plan.following else ()
            await house.changes.cancel(room.id, by, is_along=is_along, shown=plan.seen_along)
            return tuple(step.room for step in steps) or (room,)

        answered = await self._people.click(f"cancel {_name(room.request)}", click)
        self._people.wish("cancel", by, room.request, answered)

    async def give(self) -> None:
        """Hand a session over to another provider."""
        if (found := self._one()) is None:
            return
        room, by = found
        to = self._chance.choice([each for each in clinic.PROVIDERS if each.id != room.request.provider.id])
        drafts: list[Draft] = []

        async def click(house: House) -> tuple[Room, ...]:
            if not drafts:
                drafts.append((await house.handovers.plan(room.id, to, by)).draft)
            given, _ = await house.handovers.give(drafts[0].id, by)
            return (given,)

        answered = await self._people.click(f"give {_name(room.request)} to {to.name}", click)
        if drafts:
            self._people.wish("give", by, drafts[0].request, answered, drafts[0].starts)

    def _one(self) -> tuple[Room, str] | None:
        """A session that somebody may want to change, and who that is (Slack user id)."""
        shown = (room for room in self._slack.sessions() if room.state is RoomState.SCHEDULED)
        ahead = [room for room in shown if room.start > self._clock.true()]
        if not ahead:
            return None
        room = self._chance.choice(ahead)
        theirs = (room.request.requester, room.request.provider.id, clinic.COORDINATORS[0].id)
        return room, self._chance.choice(theirs)

    def _is_along(self) -> bool:
        return self._chance.random() < _ALONG

    def _request(self, provider: Person, by: Person) -> Request:
        self._patients += 1
        patient = f"p{self._patients}@example.com"
        return Request(
            requester=by.id,
            provider=clinic.as_provider(provider),
            channel=self._chance.choice((clinic.TEAM, clinic.TEAM, clinic.SECOND)),
            patient=Patient(email=patient),
            clinic=clinic.NAME,
            reply_url=f"https://hooks.example.com/{patient}",
        )


def _name(request: Request) -> str:
    return (request.patient.email or "").partition("@")[0]
