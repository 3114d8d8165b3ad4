"""What every ledger promises of calls to the outside and deliveries from it: each in its turn, each once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.ledger import SqlLedger
from bot.models import Arrival, Entry, Event, EventKind
from tests.fakes import NOON

SECOND = timedelta(seconds=1)


async def turn(ledger: SqlLedger, now: datetime = NOON, *, is_urgent: bool = False) -> int:
    """The seconds after noon at which the next call may leave."""
    slot = await ledger.take_turn("post", now=now, every=SECOND, is_urgent=is_urgent)
    return (slot - NOON) // SECOND


async def turns(ledger: SqlLedger, *, is_urgent: bool = False) -> list[int]:
    return [await turn(ledger, is_urgent=is_urgent) for _ in range(3)]


async def test_late_calls_are_spread(ledger: SqlLedger) -> None:
    assert await turns(ledger) == [0, 1, 2]
    assert await turn(ledger, NOON + SECOND * 60) == 60, "a turn that nobody took is not made up for"
    assert await ledger.take_turn("edit", now=NOON, every=SECOND, is_urgent=False) == NOON


async def test_urgent_calls_leave_at_once_and_the_others_move_back(ledger: SqlLedger) -> None:
    assert await turns(ledger, is_urgent=True) == [0, 0, 0]
    assert await turns(ledger) == [3, 4, 5]
    assert await turn(ledger, is_urgent=True) == 0
    assert await turn(ledger) == 7


async def test_nothing_leaves_while_a_hold_lasts(ledger: SqlLedger) -> None:
    await turns(ledger)
    await ledger.hold("post", NOON + SECOND * 30)
    await ledger.hold("post", NOON + SECOND * 10)

    assert await turns(ledger) == [30, 31, 32], "a second, shorter hold does not end the first"
    assert await turn(ledger, NOON + SECOND * 40, is_urgent=True) == 40


async def test_what_is_urgent_waits_for_the_end_of_a_hold_and_for_nothing_else(ledger: SqlLedger) -> None:
    for _ in range(100):
        await turn(ledger)
    await ledger.hold("post", NOON + SECOND * 30)

    assert await turns(ledger, is_urgent=True) == [30, 31, 32], "one after the other, before all that is late"
    assert await turn(ledger) == 103


async def test_after_the_clock_was_set_back_a_hold_holds(ledger: SqlLedger) -> None:
    await ledger.hold("post", NOON)
    earlier = NOON - timedelta(hours=26)
    await ledger.hold("post", earlier + SECOND)

    assert await turn(ledger, earlier, is_urgent=True) == -26 * 3600 + 1


async def test_a_turn_from_before_the_clock_was_set_back_holds_up_nobody_who_waits(ledger: SqlLedger) -> None:
    await turn(ledger)
    earlier = NOON - timedelta(hours=1)
    slot = await ledger.take_turn("post", now=earlier, every=timedelta(seconds=1), is_urgent=True)

    assert slot == earlier


async def test_after_the_clock_was_set_back_nobody_queues_behind_a_time_to_come(ledger: SqlLedger) -> None:
    for is_urgent in (False, True):
        await ledger.take_turn("edit", now=NOON, every=SECOND, is_urgent=is_urgent)
    await ledger.hold("edit", NOON)
    before = NOON - timedelta(minutes=9)
    await ledger.hasten(before)

    assert await ledger.take_turn("edit", now=before, every=SECOND, is_urgent=False) == NOON, "held"
    await ledger.hold("post", before)
    await ledger.take_turn("post", now=NOON, every=SECOND, is_urgent=False)
    await ledger.hasten(before)
    assert await ledger.take_turn("post", now=before, every=SECOND, is_urgent=False) == before


async def test_what_is_late_goes_after_what_is_urgent_once_a_hold_ends(ledger: SqlLedger) -> None:
    await ledger.hold("post", NOON + SECOND * 30)

    assert await turns(ledger, is_urgent=True) == [30, 31, 32]
    assert await turns(ledger) == [33, 34, 35]


async def test_a_hold_from_before_the_clock_was_set_back_is_not_believed(ledger: SqlLedger) -> None:
    await ledger.hold("post", NOON + timedelta(minutes=10))
    assert await turn(ledger) == 600
    await ledger.hold("post", NOON + timedelta(hours=30))
    earlier = NOON - timedelta(days=2)

    assert await turn(ledger, earlier, is_urgent=True) == -2 * 86400
    assert await turn(ledger, earlier) == -2 * 86400 + 1
    await ledger.hold("post", earlier + SECOND * 30)
    assert await turn(ledger, earlier, is_urgent=True) == -2 * 86400 + 30


async def test_everybody_has_another_turn(ledger: SqlLedger) -> None:
    taken = await asyncio.gather(*(turn(ledger) for _ in range(20)))

    assert sorted(taken) == list(range(20))


async def test_a_delivery_is_answered_once_a_day(ledger: SqlLedger) -> None:
    assert await ledger.arrived("click", NOON) is Arrival.NEW
    assert await ledger.arrived("click", NOON) is Arrival.UNDER_WAY
    await ledger.answered("click")

    assert await ledger.arrived("click", NOON + timedelta(hours=23)) is Arrival.REPEATED
    assert await ledger.arrived("another", NOON) is Arrival.NEW
    assert await ledger.arrived("click", NOON + timedelta(hours=25)) is Arrival.NEW


async def test_of_many_deliveries_at_once_one_is_new(ledger: SqlLedger) -> None:
    arrivals = await asyncio.gather(*(ledger.arrived("click", NOON) for _ in range(20)))

    assert sorted(arrivals) == [Arrival.NEW] + [Arrival.UNDER_WAY] * 19


async def test_a_delivery_that_somebody_began_and_died_over_is_new_again(ledger: SqlLedger) -> None:
    await ledger.arrived("click", NOON)
    async with ledger._backend.each() as sql:
        await sql.execute("UPDATE deliveries SET lease = lease - 30")

    assert await ledger.arrived("click", NOON) is Arrival.NEW
    assert await ledger.arrived("click", NOON) is Arrival.UNDER_WAY


async def test_one_at_a_time_is_alone(ledger: SqlLedger) -> None:
    inside: list[str] = []
    most = 0

    async def enter(name: str) -> None:
        nonlocal most
        async with ledger.alone(name):
            inside.append(name)
            most = max(most, inside.count(name))
            await asyncio.sleep(0.01)
            inside.remove(name)

    await asyncio.gather(*(enter("token") for _ in range(4)), enter("other"))
    assert most == 1


async def test_who_fails_alone_lets_the_next_one_in(ledger: SqlLedger) -> None:
    async def fail() -> None:
        async with ledger.alone("token"), ledger.alone_briefly("diary"):
            raise ValueError

    failed = await asyncio.gather(fail(), fail(), return_exceptions=True)
    assert [type(each) for each in failed] == [ValueError, ValueError]
    async with asyncio.timeout(5), ledger.alone("token"), ledger.alone_briefly("diary"):
        pass


async def test_one_at_a_time_is_alone_briefly_and_writes(ledger: SqlLedger) -> None:
    """Twelve at once, more than there are connections: each finds what those before it wrote."""
    found: list[int] = []

    async def add(name: str) -> None:
        async with ledger.alone_briefly(name):
            before = await ledger.events(name)
            await asyncio.sleep(0.01)
            await ledger.write(Entry(events=(Event(room_id=name, kind=EventKind.SAID, at=NOON),)))
            found.append(len(before))

    async with asyncio.timeout(5):
        await asyncio.gather(*(add(name) for name in ("diary", "choices") * 6))
    assert sorted(found) == sorted([*range(6)] * 2)
