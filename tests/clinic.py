"""The house over fakes, with a worker that is run by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.booking import (
    Access,
    Accounts,
    Booking,
    Changes,
    Choosing,
    Conflicts,
    Corrections,
    Handovers,
    Keys,
    Retries,
    Search,
    Setbacks,
    Sightings,
)
from bot.ledger import SqliteLedger
from bot.models import LEASE, Draft, Room
from bot.models import Clinic as Chosen
from bot.preferences import Preferences
from bot.tasks import works
from bot.worker import Worker
from tests.fakes import THREE, FakeClock, FakeNotifier, FakeRooms, request

COORDINATORS = frozenset({"U0CASEY"})


@dataclass
class Clinic:
    """A clinic whose outside is fake."""

    ledger: SqliteLedger
    clock: FakeClock = field(default_factory=FakeClock)
    rooms: FakeRooms = field(default_factory=FakeRooms)
    notifier: FakeNotifier = field(default_factory=FakeNotifier)
    coordinators: frozenset[str] = COORDINATORS
    nudges: int = 0

    def __post_init__(self) -> None:
        first = Chosen(names=("Bayside Physical Therapy",), channel="C0TEAM", time_zone="America/New_York")
        self.preferences = Preferences(ledger=self.ledger, clock=self.clock, first=first)
        self.restart()
        self.access = access = Access(ledger=self.ledger, clock=self.clock, coordinators=self.coordinators)
        both = {"ledger": self.ledger, "clock": self.clock, "access": access}
        self.conflicts = Conflicts(ledger=self.ledger, access=access, preferences=self.preferences)
        self.booking = Booking(
            ledger=self.ledger,
            rooms=self.rooms,
            clock=self.clock,
            access=access,
            conflicts=self.conflicts,
            nudge=self._nudged,
        )
        self.retries = Retries(nudge=self._nudged, **both)  # type: ignore[arg-type]
        self.changes = Changes(nudge=self._nudged, conflicts=self.conflicts, **both)  # type: ignore[arg-type]
        self.corrections = Corrections(nudge=self._nudged, coordinators=self.coordinators, **both)  # type: ignore[arg-type]
        self.setbacks = Setbacks(nudge=self._nudged, **both)  # type: ignore[arg-type]
        self.sightings = Sightings(ledger=self.ledger, clock=self.clock, nudge=self._nudged)
        self.keys = Keys(**both)  # type: ignore[arg-type]
        self.choosing = Choosing(preferences=self.preferences, access=access, clock=self.clock)
        self.handovers = Handovers(nudge=self._nudged, conflicts=self.conflicts, **both)  # type: ignore[arg-type]
        self.search = Search(**both)  # type: ignore[arg-type]
        self.accounts = Accounts(preferences=self.preferences, nudge=self._nudged, **both)  # type: ignore[arg-type]

    def restart(self) -> None:
        """A new worker over the same ledger, in place of one that is gone."""
        self.ledger.release()
        made = works(
            rooms=self.rooms,
            notifier=self.notifier,
            ledger=self.ledger,
            clock=self.clock,
            preferences=self.preferences,
            coordinators=self.coordinators,
        )
        self.worker = Worker(ledger=self.ledger, clock=self.clock, works=made)

    async def work(self) -> None:
        """Do everything that is due by now."""
        while await self.worker.work_once():
            await self.worker.drain(LEASE)

    async def book(self, start: datetime = THREE, **asked: object) -> Room:
        """Book a room the whole way."""
        draft = Draft(
            id=f"{len(self.rooms.rooms):032}",
            request=request(**asked),
            words="tomorrow 3pm",
            starts=(start,),
            zone="America/New_York",
            created=self.clock.now(),
        )
        await self.ledger.save_draft(draft)
        promised, _ = await self.booking.book(draft.id, draft.request.requester)
        await self.work()
        return await self.now(promised)

    async def now(self, room: Room) -> Room:
        """The room as the ledger has it."""
        found = await self.ledger.room(room.id)
        assert found
        return found

    def _nudged(self) -> None:
        self.nudges += 1
