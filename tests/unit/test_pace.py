"""How fast the outside is spoken to: what is late never in a burst, and a 429 holds up all that follow."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.errors import NotifyError, NotifyUnauthorized, NotYet
from bot.ledger import SqliteLedger
from bot.models import Task, TaskKind
from bot.pace import NOT_YET, Pace
from tests.clinic import Clinic
from tests.fakes import NOON, FakeClock

LONG_AGO = NOON - timedelta(hours=3)


def task(key: str, *, due: datetime = NOON, why: str = "") -> Task:
    return Task(key=key, kind=TaskKind.ANNOUNCE, room_id=key, due=due, promised=due, why=why)


class Channel:
    """Posts into one channel at a pace, and when each went through."""

    def __init__(self, ledger: SqliteLedger) -> None:
        self.clock = FakeClock()
        self.pace = Pace(ledger=ledger, clock=self.clock)
        self.went: list[float] = []
        self.trouble: list[Exception] = []

    async def send(self) -> None:
        if self.trouble:
            raise self.trouble.pop()
        self.went.append((self.clock.now() - NOON).total_seconds())

    async def post(self, given: Task) -> timedelta | None:
        """Post once; how long is to be waited for its turn, or None if it went."""
        try:
            await self.pace.post(given, "C0TEAM", self.send)
        except NotYet as not_yet:
            return not_yet.retry_after
        return None


@pytest.fixture
def channel(clinic: Clinic) -> Channel:
    return Channel(clinic.ledger)


async def test_what_is_late_leaves_one_after_the_other(channel: Channel) -> None:
    waits = [await channel.post(task(str(each), due=LONG_AGO)) for each in range(4)]

    assert waits == [None, *(timedelta(seconds=1.1) * each for each in (1, 2, 3))]


async def test_what_a_person_waits_for_leaves_at_once_and_moves_the_late_ones_back(channel: Channel) -> None:
    await channel.post(task("late", due=LONG_AGO))
    fresh = [await channel.post(task(f"fresh{each}")) for each in range(3)]
    later = await channel.post(task("later", due=LONG_AGO))

    assert fresh == [None, None, None]
    assert later == timedelta(seconds=1.1) * 4


async def test_who_comes_back_for_its_turn_goes_without_taking_another(channel: Channel) -> None:
    await channel.post(task("first", due=LONG_AGO))
    wait = await channel.post(task("second", due=LONG_AGO))
    assert wait
    channel.clock.push(seconds=wait.total_seconds())
    again = await channel.post(task("second", due=channel.clock.now(), why=NOT_YET))
    third = await channel.post(task("third", due=LONG_AGO))

    assert again is None
    assert third == timedelta(seconds=1.1), "the second one's turn was taken once"


async def test_a_turn_that_was_missed_for_long_is_taken_anew(channel: Channel) -> None:
    channel.clock.push(hours=1)
    await channel.post(task("first", due=NOON))
    wait = await channel.post(task("second", due=NOON, why=NOT_YET))

    assert wait == timedelta(seconds=1.1)


async def test_a_turn_that_was_just_missed_is_taken_anew_too_and_in_no_burst(channel: Channel) -> None:
    channel.clock.push(seconds=60)
    waits = [await channel.post(task(str(each), due=NOON, why=NOT_YET)) for each in range(3)]

    assert waits == [None, timedelta(seconds=1.1), timedelta(seconds=2.2)]


async def test_a_429_holds_up_all_that_go_the_same_way_also_what_is_urgent(channel: Channel) -> None:
    channel.trouble = [NotifyError("ratelimited", retry_after=timedelta(seconds=30))]
    await channel.post(task("unlucky"))
    held = await channel.post(task("next"))
    await channel.pace.post(task("other"), "C0OTHER", channel.send)

    assert held == timedelta(seconds=31.1)
    assert channel.went == [0.0]


async def test_who_was_turned_away_with_a_429_queues_with_the_others(channel: Channel) -> None:
    """All at once again, they would be turned away again."""
    all_under_way = asyncio.Barrier(3)

    async def turned_away() -> None:
        await all_under_way.wait()
        raise NotifyError("ratelimited", retry_after=timedelta(seconds=30))

    async def post(key: str) -> float:
        with pytest.raises(NotYet) as not_yet:
            await channel.pace.post(task(key), "C0TEAM", turned_away)
        assert not_yet.value.retry_after
        return not_yet.value.retry_after.total_seconds()

    waits = sorted(await asyncio.gather(*(post(str(each)) for each in range(3))))
    assert waits == pytest.approx([30, 31.1, 32.2])
    channel.clock.push(seconds=30)

    assert await channel.post(task("0", due=channel.clock.now(), why=NOT_YET)) is None


async def test_a_turn_is_void_when_somebody_was_turned_away_meanwhile(channel: Channel) -> None:
    """All at once again, they would be turned away again."""
    channel.trouble = [NotifyError("ratelimited", retry_after=timedelta(seconds=30))]
    await channel.post(task("first"))
    for each in range(3):
        await channel.post(task(str(each)))
    channel.clock.push(seconds=30)
    channel.trouble = [NotifyError("ratelimited", retry_after=timedelta(seconds=30))]
    now = channel.clock.now()
    waits = [await channel.post(task(str(each), due=now, why=NOT_YET)) for each in range(4)]

    assert waits == [timedelta(seconds=30 + 1.1 * each) for each in range(4)]


async def test_a_token_that_is_refused_is_for_the_worker_to_tell(channel: Channel) -> None:
    channel.trouble = [NotifyUnauthorized("invalid_auth", retry_after=timedelta(minutes=5))]
    with pytest.raises(NotifyUnauthorized):
        await channel.pace.post(task("first"), "C0TEAM", channel.send)

    assert await channel.post(task("next")) == timedelta(minutes=5)


async def test_after_a_restart_the_hold_still_holds(channel: Channel, clinic: Clinic) -> None:
    channel.trouble = [NotifyError("ratelimited", retry_after=timedelta(seconds=30))]
    await channel.post(task("unlucky"))
    channel.pace = Pace(ledger=clinic.ledger, clock=channel.clock)

    assert await channel.post(task("next")) == timedelta(seconds=31.1)
