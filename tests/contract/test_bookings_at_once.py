"""Two replicas that book at the same instant: the second is decided by what the first has written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.booking import Access, Booking, Changes, Conflicts
from bot.errors import Overtaken
from bot.ledger import SqlLedger, open_ledger
from bot.models import Clinic, Draft, Entry, RoomQuery, RoomState
from bot.preferences import Preferences
from tests.fakes import THREE, FakeClock, FakeRooms, request, room

DANA = "U0DANA"
ROUNDS = 5


class Replica:
    """The use cases of one process."""

    def __init__(self, ledger: SqlLedger) -> None:
        clock = FakeClock()
        first = Clinic(names=("Bayside Physical Therapy",), channel="C0TEAM", time_zone="America/New_York")
        preferences = Preferences(ledger=ledger, clock=clock, first=first)
        access = Access(ledger=ledger, clock=clock, coordinators=frozenset())
        conflicts = Conflicts(ledger=ledger, access=access, preferences=preferences)
        self.ledger = ledger
        self.booking = Booking(
            ledger=ledger,
            rooms=FakeRooms(),
            clock=clock,
            access=access,
            conflicts=conflicts,
            nudge=lambda: None,
        )
        self.changes = Changes(
            ledger=ledger, clock=clock, access=access, conflicts=conflicts, nudge=lambda: None
        )


@pytest.fixture
async def replicas(database: str) -> AsyncIterator[list[Replica]]:
    ledgers = [await open_ledger(database) for _ in range(2)]
    yield [Replica(ledger) for ledger in ledgers]
    for ledger in ledgers:
        await ledger.close()


async def test_one_command_typed_twice_within_an_instant_books_one_room(replicas: list[Replica]) -> None:
    for at in range(ROUNDS):
        start = THREE + timedelta(days=at)
        previews = []
        for number, each in enumerate(replicas):
            draft = Draft(
                id=f"{at:016}{number:016}",
                request=request(),
                words="3pm",
                starts=(start,),
                zone="America/New_York",
                created=start,
            )
            await each.ledger.save_draft(draft)
            previews.append(await each.booking.show_again(draft.id, DANA))
        clicks = [
            each.booking.book(preview.draft.id, DANA, shown=preview.seen)
            for each, preview in zip(replicas, previews, strict=True)
        ]
        ended = await asyncio.gather(*clicks, return_exceptions=True)
        assert sum(isinstance(each, Overtaken) for each in ended) == 1, ended
        assert len(await replicas[0].ledger.rooms(RoomQuery())) == at + 1


async def test_two_sessions_are_not_moved_to_one_hour_within_an_instant(replicas: list[Replica]) -> None:
    moves = []
    for number, each in enumerate(replicas):
        booked = room(
            id=f"{number:032}", start=THREE + timedelta(hours=2 + 2 * number), state=RoomState.SCHEDULED
        )
        await each.ledger.write(Entry(room=booked))
    for number, each in enumerate(replicas):
        plan = await each.changes.plan_move_to(f"{number:032}", THREE, DANA)
        moves.append(each.changes.reschedule(plan.room.id, THREE, DANA, shown=plan.seen))
    ended = await asyncio.gather(*moves, return_exceptions=True)
    assert sum(isinstance(each, Overtaken) for each in ended) == 1, ended
