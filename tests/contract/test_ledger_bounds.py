"""The edges of what every ledger promises: the last instant, the seldom filled field, the late claim."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import promises
from bot.errors import ClaimLost, StaleRoom
from bot.ledger import SqliteLedger, SqlLedger
from bot.models import (
    LEASE,
    Arrival,
    Attendance,
    Choice,
    Correction,
    Doubt,
    Draft,
    Entry,
    Event,
    EventKind,
    Message,
    NoticeKind,
    Patient,
    Person,
    Presence,
    Provider,
    RoomQuery,
    RoomState,
    SessionOutcome,
    Task,
    TaskKind,
    VideoRoom,
)
from tests.fakes import NOON, THREE, request, room

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)
VIDEO = VideoRoom(
    uid="uid00001",
    start=THREE + SECOND,
    zone="America/Denver",
    patient_link="https://video.example.com/1?type=patient",
    provider_link="https://video.example.com/1?type=provider",
    attendance=Attendance(
        provider=Presence(attended=True, duration=47),
        patient=Presence(attended=False, duration=3),
        status="ENDED",
    ),
    read=NOON + SECOND,
)
ASKED = request(
    requester="U0CASEY",
    provider=Provider(id="U0LEE", name="Lee Park", email="lee@example.com"),
    patient=Patient(email="pat@example.com", phone="+12025550143"),
    reference="A-1207",
    clinic="Bayside",
    reply_url="https://hooks.example.com/2",
    thread="1.0",
)


def task(name: str, **more: object) -> Task:
    asked = {"key": name, "kind": TaskKind.ANNOUNCE, "room_id": name, "due": NOON, "promised": NOON, **more}
    return Task(**asked)  # type: ignore[arg-type]


async def pass_time(ledger: SqlLedger, table: str, seconds: float) -> None:
    """Let the ledger's own clock go on, in effect."""
    async with ledger._backend.each() as sql:
        await sql.execute(f"UPDATE {table} SET lease = lease - :by", {"by": seconds})


@pytest.mark.parametrize(
    "seen",
    [
        VIDEO,
        replace(VIDEO, read=None),
        replace(VIDEO, attendance=Attendance()),
        replace(VIDEO, attendance=Attendance(provider=Presence(attended=False, duration=0))),
        replace(VIDEO, attendance=Attendance(patient=Presence(attended=True, duration=9))),
        None,
    ],
)
async def test_what_betterpt_said_of_a_room_comes_back_whole(
    ledger: SqlLedger, seen: VideoRoom | None
) -> None:
    await ledger.write(Entry(room=room(request=ASKED, video=seen, zone="America/Phoenix")))

    kept = room(request=ASKED, video=seen, zone="America/Phoenix", version=1)
    assert await ledger.room(room().id) == kept
    assert await ledger.rooms(RoomQuery()) == [kept]


async def test_a_room_changes_in_every_part_and_loses_what_it_lost(ledger: SqlLedger) -> None:
    fixed = Correction(outcome=SessionOutcome.HELD, reason="by phone", by="U0CASEY", at=NOON)
    full = room(
        request=ASKED,
        video=VIDEO,
        state=RoomState.MOVING,
        pending_start=THREE + DAY,
        changed_by="U0CASEY",
        is_attempted=True,
        problem="waiting",
        told_at=NOON,
        series="s",
        moved_from=THREE - DAY,
        doubt=Doubt(since=NOON),
        replaces="b",
        handed_to="U0LEE",
        correction=fixed,
        digest="d",
    )
    await ledger.write(Entry(room=full))
    bare = room(version=1, start=THREE + DAY, created=NOON + SECOND, video=VIDEO, state=RoomState.SCHEDULED)
    await ledger.write(Entry(room=bare))

    assert await ledger.room(bare.id) == bare.but(version=2)


async def test_a_draft_comes_back_with_every_start_and_what_it_replaces(ledger: SqlLedger) -> None:
    draft = Draft(
        id="d",
        request=ASKED,
        words="mondays 3pm",
        starts=(THREE, THREE + 7 * DAY),
        offered=(THREE + DAY, THREE + 2 * DAY),
        zone="America/Denver",
        created=NOON,
        replaces="b" * 32,
    )
    await ledger.save_draft(draft)
    assert await ledger.draft("d") == draft

    second = replace(draft, words="tuesdays 3pm", starts=(), replaces=None)
    await ledger.save_draft(second)
    assert await ledger.draft("d") == second
    assert await ledger.draft("another") is None


async def test_a_draft_of_exactly_a_day_is_still_there(ledger: SqlLedger) -> None:
    first = Draft(id="a", request=request(), words="3pm", starts=(), zone="UTC", created=NOON)
    await ledger.save_draft(first)
    await ledger.arrived("click", NOON + DAY)
    assert await ledger.draft("a") == first

    await ledger.arrived("click", NOON + DAY + INSTANT)
    assert await ledger.draft("a") is None


async def test_a_person_comes_back_in_every_part_and_as_told_last(ledger: SqlLedger) -> None:
    guest = Person(
        id="U0ANA",
        name="Ana",
        email="ana@example.com",
        time_zone="America/Phoenix",
        locale="es-MX",
        is_guest=True,
    )
    bare = Person(id="U0ANA", name="Ana Ruiz")
    await ledger.save_person(guest, NOON)
    assert await ledger.person("U0ANA") == guest
    await ledger.save_person(bare, NOON + DAY)

    assert await ledger.person("U0ANA") == bare
    assert await ledger.person("U0ANA", NOON + DAY) == bare
    assert await ledger.person("U0ANA", NOON + DAY + INSTANT) is None
    assert await ledger.person("U0LEE") is None


async def test_a_secret_a_message_and_a_task_come_back_in_every_part(ledger: SqlLedger) -> None:
    await ledger.save_secret("token", "first")
    await ledger.save_secret("token", "second")
    message = Message(key="k", room_id="r", channel="C0TEAM")
    await ledger.write(Entry(message=message))
    assert await ledger.message("k") == message
    posted = replace(message, channel="D0DANA", thread_ts="1.0", ts="2.0", tried_at=NOON)
    await ledger.write(Entry(message=posted))
    promised = task(
        "a", kind=TaskKind.WATCH, room_id="r", promised=NOON - DAY, details={"why": "so"}, lane="s"
    )
    await ledger.write(Entry(tasks=(promised, task("b"))))

    assert await ledger.secret("token") == "second"
    assert await ledger.message("k") == posted
    assert await ledger.message("another") is None
    claimed = await ledger.claim(now=NOON, limit=9)
    assert claimed == [
        replace(promised, attempts=1, begun=1, epoch=1),
        replace(task("b"), attempts=1, begun=1, epoch=1, lane="b"),
    ]


async def test_events_come_in_the_order_of_their_time_and_then_of_their_writing(ledger: SqlLedger) -> None:
    later, first, second = (
        Event(room_id="r", kind=EventKind.SAID, at=at, by=by, details={"n": by})
        for at, by in ((NOON + SECOND, "c"), (NOON, "a"), (NOON, "b"))
    )
    await ledger.write(Entry(events=(later, first, second)))

    assert await ledger.events("r") == [first, second, later]
    assert await ledger.events("another") == []


async def test_choices_come_back_in_every_part(ledger: SqlLedger) -> None:
    made = [
        Choice(scope="clinic", name=name, value=f'"{name}"', by=by, at=at)
        for name, by, at in (("channel", "U0CASEY", NOON), ("zone", "U0LEE", NOON + DAY))
    ]
    await ledger.save_choices(made)

    assert await ledger.choices("clinic") == {"channel": made[0], "zone": made[1]}


async def test_a_delivery_is_another_ones_for_thirty_seconds(ledger: SqlLedger) -> None:
    await ledger.arrived("click", NOON)
    await pass_time(ledger, "deliveries", 25)
    assert await ledger.arrived("click", NOON) is Arrival.UNDER_WAY
    await pass_time(ledger, "deliveries", 5)
    assert await ledger.arrived("click", NOON) is Arrival.NEW
    await pass_time(ledger, "deliveries", 25)
    assert await ledger.arrived("click", NOON) is Arrival.UNDER_WAY, "whoever took it over has as long"


async def test_a_delivery_is_kept_for_a_day_to_the_instant(ledger: SqlLedger) -> None:
    for name in ("a", "b"):
        await ledger.arrived(name, NOON)
        await ledger.answered(name)
    assert await ledger.arrived("a", NOON + DAY) is Arrival.REPEATED
    assert await ledger.arrived("b", NOON + DAY + INSTANT) is Arrival.NEW


async def test_of_two_deliveries_one_is_answered(ledger: SqlLedger) -> None:
    for name in ("a", "b"):
        await ledger.arrived(name, NOON)
    await ledger.answered("a")

    assert await ledger.arrived("a", NOON) is Arrival.REPEATED
    assert await ledger.arrived("b", NOON) is Arrival.UNDER_WAY


async def test_a_mark_makes_a_lease_whole_again_and_writes_its_entry(ledger: SqlLedger) -> None:
    await ledger.write(Entry(tasks=(task("a"),)))
    (mine,) = await ledger.claim(now=NOON, limit=1)
    await pass_time(ledger, "tasks", LEASE.total_seconds() - 20)
    await ledger.mark(mine, Entry(message=Message(key="k", room_id="r", channel="C")))
    await pass_time(ledger, "tasks", LEASE.total_seconds() - 20)
    assert await ledger.message("k")
    assert await ledger.claim(now=NOON, limit=1) == [], "held for as long as a new claim"

    await pass_time(ledger, "tasks", 21)
    with pytest.raises(ClaimLost, match=r"^task announce of a has another worker by now$"):
        await ledger.mark(mine, Entry(message=Message(key="l", room_id="r", channel="C")))
    assert await ledger.message("l") is None


async def test_a_task_that_is_given_back_carries_why_and_when(ledger: SqlLedger) -> None:
    await ledger.write(Entry(tasks=(task("a"), task("b"))))
    first, second = await ledger.claim(now=NOON, limit=9)
    await ledger.postpone(first, NOON + SECOND, "down")
    assert await ledger.next_due() == NOON + SECOND
    assert await ledger.claim(now=NOON + SECOND - INSTANT, limit=9) == []
    (again,) = await ledger.claim(now=NOON + SECOND, limit=9)
    assert (again.key, again.why, again.due, again.epoch) == ("a", "down", NOON + SECOND, 2)

    await ledger.postpone(first, NOON + DAY, "too late")
    assert await ledger.next_due() is None, "the earlier claim changes nothing any more"
    assert await ledger.finish(second, Entry())


async def test_what_is_put_aside_carries_why_and_its_entry_and_comes_back_as_new(ledger: SqlLedger) -> None:
    await ledger.write(Entry(tasks=(task("b", due=NOON - SECOND), task("a"))))
    first, second = await ledger.claim(now=NOON, limit=9)
    await ledger.park(first, "poison", Entry(message=Message(key="k", room_id="r", channel="C")))
    await ledger.park(second, "no such room")
    await ledger.park(second, "too late", Entry(message=Message(key="l", room_id="r", channel="C")))
    aside = await ledger.parked()
    assert [(each.key, each.why) for each in aside] == [("b", "poison"), ("a", "no such room")]
    assert await ledger.message("k")
    assert await ledger.message("l") is None

    assert await ledger.unpark("b", NOON + SECOND)
    assert not await ledger.unpark("b", NOON + DAY)
    assert not await ledger.unpark("another", NOON)
    (again,) = await ledger.claim(now=NOON + SECOND, limit=9)
    assert (again.key, again.due, again.attempts, again.why) == ("b", NOON + SECOND, 1, "")


async def test_what_became_due_two_minutes_ago_is_late_and_comes_after_what_is_awaited(
    ledger: SqlLedger,
) -> None:
    ages = {"late": timedelta(minutes=2), "awaited": timedelta(minutes=2) - INSTANT, "now": timedelta(0)}
    await ledger.write(Entry(tasks=tuple(task(name, due=NOON - ago) for name, ago in ages.items())))
    await ledger.write(Entry(tasks=(task("soon", due=NOON + INSTANT), task("older", due=NOON - DAY))))

    assert [each.key for each in await ledger.claim(now=NOON, limit=2)] == ["awaited", "now"]
    assert [each.key for each in await ledger.claim(now=NOON, limit=9)] == ["older", "late"]


async def test_a_stale_room_is_named_with_its_version(ledger: SqlLedger) -> None:
    await ledger.write(Entry(room=room(id="r")))
    with pytest.raises(StaleRoom, match=r"^room r is no longer at version 0$"):
        await ledger.write(Entry(room=room(id="r")))
    with pytest.raises(StaleRoom, match=r"^room r is no longer at version 7$"):
        await ledger.write(Entry(rooms=(room(id="r", version=7),)))


async def test_every_part_of_an_entry_is_written(ledger: SqlLedger) -> None:
    one, two, three = (room(id=each) for each in "123")
    said = Event(room_id="1", kind=EventKind.SAID, at=NOON)
    message = Message(key="k", room_id="1", channel="C")
    promised = promises.announce(NoticeKind.CARD, one, NOON)
    await ledger.write(
        Entry(room=one, rooms=(two, three), tasks=(promised, task("a")), events=(said, said), message=message)
    )

    assert [each.id for each in await ledger.rooms(RoomQuery())] == ["1", "2", "3"]
    assert {each.key for each in await ledger.claim(now=NOON, limit=9)} == {promised.key, "a"}
    assert await ledger.events("1") == [said, said]
    assert await ledger.message("k") == message


async def test_rooms_are_found_by_several_parts_at_once(ledger: SqlLedger) -> None:
    await ledger.write(Entry(room=room(id="mine", request=ASKED, created=NOON + SECOND, series="s")))
    await ledger.write(Entry(room=room(id="hers", request=replace(ASKED, requester="U0DANA"))))
    await ledger.write(Entry(room=room(id="bare", request=request(patient=Patient()))))
    await ledger.write(
        Entry(room=room(id="lives", request=request(patient=Patient(phone="1")), state=RoomState.SCHEDULED))
    )

    async def found(**asked: object) -> list[str]:
        return [each.id for each in await ledger.rooms(RoomQuery(**asked))]  # type: ignore[arg-type]

    pat = Patient(email="pat@example.com")
    assert await found(patient=pat) == ["hers", "mine"], "what begins together comes in the order of booking"
    assert await found(patient=pat, person="U0CASEY") == ["mine"]
    assert await found(patient=pat, person="U0LEE", limit=1) == ["hers"]
    assert await found(patient=pat, series="s") == ["mine"]
    assert await found(provider="U0LEE", patient=pat) == ["hers", "mine"]
    assert await found(provider="U0CASEY") == [], "who asked for a room does not hold it"
    assert await found(patient=Patient(phone="1"), states=frozenset({RoomState.CREATING})) == []
    assert await found(patient=Patient(phone="1")) == ["lives"]
    assert await found(states=frozenset({RoomState.CREATING, RoomState.SCHEDULED}), person="U0DANA") == [
        "hers",
        "bare",
        "lives",
    ]
    assert await found(person="", series="") == []
    assert await found(begins=THREE, ends=THREE) == []
    assert len(await found(begins=THREE, ends=THREE + INSTANT)) == 4


async def test_our_messages_elsewhere_in_the_channel_are_not_of_the_thread(ledger: SqlLedger) -> None:
    top = Message(key="top", room_id="r", channel="C", ts="1.0")
    for each in (
        top,
        replace(top, key="other", ts="2.0"),
        replace(top, key="more", ts="3.0", thread_ts="2.0"),
    ):
        await ledger.write(Entry(message=each))

    assert await ledger.messages_at("C", "1.0") == [top]


async def test_a_turn_and_a_hold_that_end_now_hold_up_nobody_after_the_clock_was_set_back(
    ledger: SqlLedger,
) -> None:
    for name, is_held in (("free", False), ("held", True)):
        if is_held:
            await ledger.hold(name, NOON)
        await ledger.take_turn(name, now=NOON, every=SECOND, is_urgent=True)
        earlier = NOON - timedelta(minutes=5)
        assert await ledger.take_turn(name, now=earlier, every=SECOND, is_urgent=True) == earlier


async def test_a_hold_is_believed_for_ten_minutes_and_a_queue_for_a_day(ledger: SqlLedger) -> None:
    await ledger.hold("a", NOON + timedelta(minutes=10))
    assert await ledger.take_turn("a", now=NOON, every=SECOND, is_urgent=True) == NOON + timedelta(minutes=10)
    await ledger.hold("b", NOON + timedelta(minutes=10) + INSTANT)
    assert await ledger.take_turn("b", now=NOON, every=SECOND, is_urgent=True) == NOON
    for name, every, slot in (("c", DAY, NOON + DAY), ("d", DAY + INSTANT, NOON)):
        await ledger.take_turn(name, now=NOON, every=every, is_urgent=False)
        assert await ledger.take_turn(name, now=NOON, every=every, is_urgent=False) == slot


async def test_a_longer_hold_takes_the_place_of_a_shorter_one_and_of_an_impossible_one(
    ledger: SqlLedger,
) -> None:
    until = NOON + timedelta(minutes=1)
    for name, before in {
        "shorter": until - INSTANT,
        "same": until,
        "impossible": until + timedelta(minutes=10) + INSTANT,
    }.items():
        await ledger.hold(name, before)
        await ledger.hold(name, until)
        assert await ledger.take_turn(name, now=NOON, every=SECOND, is_urgent=True) == until
    longest = until + timedelta(minutes=10)
    await ledger.hold("longest", longest)
    await ledger.hold("longest", until)
    assert await ledger.take_turn("longest", now=until, every=SECOND, is_urgent=True) == longest
    await ledger.hold("longer", until + timedelta(minutes=9))
    await ledger.hold("longer", until)
    assert await ledger.take_turn("longer", now=NOON, every=SECOND, is_urgent=True) > until


async def test_a_name_does_not_wait_for_another(ledger: SqlLedger) -> None:
    async with asyncio.timeout(5), ledger.alone("token"), ledger.alone("zones"):
        assert await ledger.restored() is None


async def test_the_disk_is_waited_for_by_every_entry_but_a_mere_history() -> None:
    ledger = SqliteLedger(":memory:")
    said = (Event(room_id="r", kind=EventKind.SAID, at=NOON),)
    ran: list[str] = []
    ledger._file._conn.set_trace_callback(ran.append)

    async def is_waited_for(entry: Entry) -> bool:
        ran.clear()
        await ledger.write(entry)
        return "PRAGMA synchronous = NORMAL" not in ran

    assert not await is_waited_for(Entry(events=said))
    assert await is_waited_for(Entry(events=said, tasks=(task("a"),)))
    assert await is_waited_for(Entry(events=said, room=room()))
    assert await is_waited_for(Entry(message=Message(key="k", room_id="r", channel="C")))
    await ledger.close()


async def test_leases_run_by_the_clock_that_was_given() -> None:
    seconds = [1000.0]
    ledger = SqliteLedger(":memory:", clock=lambda: seconds[0])
    await ledger.write(Entry(tasks=(task("a"),)))
    await ledger.claim(now=NOON, limit=1)
    seconds[0] += LEASE.total_seconds() - 1
    assert await ledger.claim(now=NOON, limit=1) == []
    seconds[0] += 1
    assert len(await ledger.claim(now=NOON, limit=1)) == 1
    await ledger.close()
