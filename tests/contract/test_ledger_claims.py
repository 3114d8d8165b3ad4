"""What every ledger promises of tasks: who has which, for how long, and which comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import promises
from bot.errors import ClaimLost, StaleRoom
from bot.ledger import SqlLedger
from bot.models import LEASE, Entry, NoticeKind, RoomState, Task, TaskKind
from tests.fakes import NOON, room

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def task(lane: str, ago: timedelta = timedelta(0), name: str = "") -> Task:
    """Something to do in a lane, due some time ago."""
    return Task(
        key=f"{lane}:{name or ago}",
        kind=TaskKind.ANNOUNCE,
        room_id=lane,
        due=NOON - ago,
        promised=NOON - ago,
        lane=lane,
    )


async def promise(ledger: SqlLedger, *tasks: Task) -> None:
    await ledger.write(Entry(tasks=tasks))


async def pass_time(ledger: SqlLedger, by: timedelta) -> None:
    """Let the ledger's own clock go on, in effect."""
    async with ledger._backend.each() as sql:
        await sql.execute("UPDATE tasks SET lease = lease - :by", {"by": by.total_seconds()})


async def lanes(ledger: SqlLedger, limit: int = 9) -> list[str]:
    return [each.lane for each in await ledger.claim(now=NOON, limit=limit)]


async def test_promising_twice_is_promising_once(ledger: SqlLedger) -> None:
    await promise(ledger, task("a"))
    await promise(ledger, task("a"))
    (claimed,) = await ledger.claim(now=NOON, limit=9)
    await ledger.finish(claimed, Entry())
    await promise(ledger, task("a"))

    assert claimed.key == task("a").key
    assert await lanes(ledger) == []


async def test_a_claim_holds_until_its_lease_ends(ledger: SqlLedger) -> None:
    await promise(ledger, task("a"))
    (first,) = await ledger.claim(now=NOON, limit=9)
    await pass_time(ledger, LEASE - 15 * SECOND)
    early = await lanes(ledger)
    await pass_time(ledger, 15 * SECOND)
    (second,) = await ledger.claim(now=NOON, limit=9)

    assert early == []
    assert (second.attempts, second.epoch) == (2, 2)
    assert not await ledger.finish(first, Entry(room=room())), "the first claim was lost"
    assert await ledger.room(room().id) is None
    assert await ledger.finish(second, Entry())
    assert not await ledger.finish(second, Entry()), "it is done"


async def test_a_lease_is_as_long_as_was_asked_for(ledger: SqlLedger) -> None:
    await promise(ledger, task("a"))
    await ledger.claim(now=NOON, lease=LEASE * 2, limit=9)
    await pass_time(ledger, LEASE * 2 - 15 * SECOND)

    assert await lanes(ledger) == []
    await pass_time(ledger, 15 * SECOND)
    assert await lanes(ledger) == ["a"]


@pytest.mark.parametrize("step", [timedelta(days=-400), timedelta(days=400)])
async def test_no_step_of_the_clock_ends_a_lease_or_makes_it_longer(
    ledger: SqlLedger, step: timedelta
) -> None:
    await promise(ledger, task("a", timedelta(days=1000)))
    (claimed,) = await ledger.claim(now=NOON, limit=9)

    assert await ledger.claim(now=NOON + step, limit=9) == []
    await pass_time(ledger, LEASE)
    assert await ledger.claim(now=NOON + step, limit=9)
    assert not await ledger.finish(claimed, Entry())


async def test_tasks_come_oldest_first_and_one_per_lane(ledger: SqlLedger) -> None:
    await promise(ledger, task("b"), task("a", name="later"), task("a", MINUTE))
    claimed = await ledger.claim(now=NOON, limit=9)

    assert [each.lane for each in claimed] == ["a", "b"]
    assert await lanes(ledger) == [], "both lanes are held"
    await ledger.finish(claimed[0], Entry())
    (later,) = await ledger.claim(now=NOON, limit=9)
    assert later.key == "a:later"


async def test_what_is_promised_for_earlier_waits_for_what_is_running_in_its_lane(ledger: SqlLedger) -> None:
    await promise(ledger, task("a"))
    (running,) = await ledger.claim(now=NOON, limit=9)
    await promise(ledger, task("a", MINUTE))

    assert await lanes(ledger) == []
    await ledger.finish(running, Entry())
    assert [each.key for each in await ledger.claim(now=NOON, limit=9)] == [task("a", MINUTE).key]


async def test_of_two_promises_of_one_instant_the_first_made_comes_first(ledger: SqlLedger) -> None:
    await promise(ledger, task("a", name="z"), task("a", name="b"))

    assert [each.key for each in await ledger.claim(now=NOON, limit=9)] == ["a:z"]


async def test_what_somebody_waits_for_comes_before_what_is_merely_late(ledger: SqlLedger) -> None:
    late = [task(f"late{n}", MINUTE * (60 - n)) for n in range(5)]
    await promise(ledger, *reversed(late), task("new"), task("older", MINUTE), task("late0", MINUTE / 2))

    claimed = await ledger.claim(now=NOON, limit=5)
    assert [each.lane for each in claimed] == ["older", "late0", "new", "late1", "late2"]
    assert claimed[1].key == late[0].key, "within a lane nothing is overtaken"
    assert await lanes(ledger) == ["late3", "late4"]


async def test_what_is_due_exactly_now_is_claimed_and_what_is_not_yet_due_is_not(ledger: SqlLedger) -> None:
    await promise(ledger, task("a"), task("b", -timedelta(microseconds=1)))

    assert await lanes(ledger) == ["a"]
    assert await ledger.next_due() == NOON + timedelta(microseconds=1)


async def test_the_rooms_of_a_series_share_a_lane(ledger: SqlLedger) -> None:
    one, two = room(id="1", series="s"), room(id="2", series="s")
    await promise(ledger, promises.create(one, NOON), promises.create(two, NOON))

    (first,) = await ledger.claim(now=NOON, limit=9)
    assert (first.room_id, first.lane) == ("1", "s")
    assert await ledger.claim(now=NOON, limit=9, busy=["s"]) == []
    await ledger.finish(first, Entry())
    assert [each.room_id for each in await ledger.claim(now=NOON, limit=9)] == ["2"]


async def test_busy_lanes_and_the_limit_are_respected(ledger: SqlLedger) -> None:
    await promise(ledger, *(task(str(n), SECOND * n) for n in range(5)))

    claimed = await ledger.claim(now=NOON, limit=2, busy=["4", "1"])
    assert [each.lane for each in claimed] == ["3", "2"], "the oldest of those that are free"
    assert await lanes(ledger) == ["4", "1", "0"]


async def test_a_mark_is_committed_and_holds_the_claim_longer(ledger: SqlLedger) -> None:
    await promise(ledger, task("a"))
    (claimed,) = await ledger.claim(now=NOON, limit=9)
    await pass_time(ledger, LEASE / 2)
    await ledger.mark(claimed, Entry(room=room()))
    await pass_time(ledger, LEASE - 15 * SECOND)

    assert await ledger.room(room().id)
    assert await lanes(ledger) == []
    assert await ledger.finish(claimed, Entry(room=room().but(version=1)))


async def test_a_mark_of_who_lost_the_claim_is_refused_whole(ledger: SqlLedger) -> None:
    await promise(ledger, task("a"))
    (first,) = await ledger.claim(now=NOON, limit=9)
    await pass_time(ledger, LEASE)
    with pytest.raises(ClaimLost):
        await ledger.mark(first, Entry(room=room()))
    (second,) = await ledger.claim(now=NOON, limit=9)
    with pytest.raises(ClaimLost):
        await ledger.mark(first, Entry(room=room()))
    await ledger.finish(second, Entry())
    with pytest.raises(ClaimLost):
        await ledger.mark(second, Entry(room=room()))

    assert await ledger.room(room().id) is None


async def test_a_mark_of_a_stale_room_changes_nothing(ledger: SqlLedger) -> None:
    await ledger.write(Entry(room=room(), tasks=(task("a"),)))
    (claimed,) = await ledger.claim(now=NOON, limit=9)
    await pass_time(ledger, LEASE / 2)
    with pytest.raises(StaleRoom):
        await ledger.mark(claimed, Entry(room=room()))
    await pass_time(ledger, LEASE / 2)

    assert await lanes(ledger) == ["a"], "the lease is no longer than it was"


async def test_a_result_from_a_stale_room_leaves_the_task_to_be_finished(ledger: SqlLedger) -> None:
    await ledger.write(Entry(room=room(), tasks=(task("a"),)))
    (claimed,) = await ledger.claim(now=NOON, limit=9)
    with pytest.raises(StaleRoom):
        await ledger.finish(claimed, Entry(room=room()))

    assert await ledger.finish(claimed, Entry(room=room(version=1, state=RoomState.SCHEDULED)))


async def test_a_postponed_task_comes_again_and_says_why(ledger: SqlLedger) -> None:
    await promise(ledger, task("a"))
    (claimed,) = await ledger.claim(now=NOON, limit=1)
    await ledger.postpone(claimed, NOON + MINUTE, "later")

    assert claimed.why == ""
    assert await ledger.next_due() == NOON + MINUTE
    assert await lanes(ledger) == []
    (again,) = await ledger.claim(now=NOON + MINUTE, limit=1)
    assert (again.why, again.attempts, again.promised) == ("later", 2, NOON)


async def test_who_lost_a_claim_postpones_and_parks_nothing(ledger: SqlLedger) -> None:
    await promise(ledger, task("a"))
    (first,) = await ledger.claim(now=NOON, limit=9)
    await pass_time(ledger, LEASE)
    (second,) = await ledger.claim(now=NOON, limit=9)
    await ledger.postpone(first, NOON + MINUTE, "mine")
    await ledger.park(first, "mine", Entry(room=room()))

    assert (await ledger.parked(), await ledger.room(room().id)) == ([], None)
    assert await lanes(ledger) == [], "the second claim still holds"
    assert await ledger.finish(second, Entry())


async def test_a_task_that_was_put_aside_stays_away_until_it_is_let_in_again(ledger: SqlLedger) -> None:
    await promise(ledger, task("a", MINUTE), task("b"))
    claimed = await ledger.claim(now=NOON, limit=2)
    for each in reversed(claimed):
        await ledger.park(each, f"poison {each.lane}", Entry(tasks=(task("alarm", name=each.lane),)))

    assert [(each.key, each.why) for each in await ledger.parked()] == [
        (claimed[0].key, "poison a"),
        (claimed[1].key, "poison b"),
    ]
    assert {each.lane for each in await ledger.claim(now=NOON + MINUTE, limit=9)} == {"alarm"}
    assert await ledger.unpark(claimed[0].key, NOON + MINUTE)
    assert not await ledger.unpark(claimed[0].key, NOON + MINUTE), "it is not put aside any more"
    assert not await ledger.unpark("nothing", NOON)
    (again,) = await ledger.claim(now=NOON + MINUTE, limit=9)
    assert (again.key, again.attempts, again.due, again.why) == (claimed[0].key, 1, NOON + MINUTE, "")


async def test_next_due_looks_past_lanes_that_are_held(ledger: SqlLedger) -> None:
    await promise(ledger, task("a", MINUTE), task("a", name="behind"), task("b", -MINUTE))
    (claimed,) = await ledger.claim(now=NOON, limit=1)

    assert await ledger.next_due() == NOON + MINUTE
    await ledger.finish(claimed, Entry())
    assert await ledger.next_due() == NOON


@pytest.mark.parametrize(
    ("column", "value", "details"),
    [("kind", "teleport", {"notice": "card"}), ("details", "no json", {}), ("details", "[1]", {})],
)
async def test_what_a_newer_version_promised_comes_as_unknown(
    ledger: SqlLedger, column: str, value: str, details: dict[str, str]
) -> None:
    await promise(ledger, promises.announce(NoticeKind.CARD, room(), NOON))
    async with ledger._backend.each() as sql:
        await sql.execute(f"UPDATE tasks SET {column} = :value", {"value": value})
    (claimed,) = await ledger.claim(now=NOON, limit=9)
    await ledger.park(claimed, "unknown")

    assert (claimed.kind, claimed.details, claimed.room_id) == (TaskKind.UNKNOWN, details, room().id)
    assert [each.kind for each in await ledger.parked()] == [TaskKind.UNKNOWN]


async def test_after_the_clock_was_set_back_what_has_its_own_time_keeps_it(ledger: SqlLedger) -> None:
    at_once, again = task("at once"), task("again")
    later = replace(task("later"), due=NOON + MINUTE)
    await promise(ledger, again)
    (claimed,) = await ledger.claim(now=NOON, limit=1)
    await ledger.postpone(claimed, NOON + MINUTE, "NotYet")
    await promise(ledger, at_once, later)
    before = NOON - timedelta(hours=1)
    await ledger.hasten(before)

    hastened = await ledger.claim(now=before, limit=9)
    assert {(each.lane, each.why) for each in hastened} == {("at once", ""), ("again", "")}
    assert [each.lane for each in await ledger.claim(now=NOON + MINUTE, limit=9)] == ["later"]
