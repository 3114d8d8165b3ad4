"""What every ledger promises. One suite; a backend more is a line in the fixture."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot import agendas, promises
from bot.errors import LedgerError, StaleRoom
from bot.ledger import SqliteLedger, open_ledger
from bot.ledger.migrations import migrations
from bot.ledger.rows import instant
from bot.models import (
    Attendance,
    Choice,
    Correction,
    Draft,
    Entry,
    Event,
    EventKind,
    Message,
    NoticeKind,
    Patient,
    Person,
    Presence,
    RoomQuery,
    RoomState,
    SessionOutcome,
    VideoRoom,
)
from tests.fakes import NOON, THREE, request, room

LEASE = timedelta(minutes=2)
OLD = instant(NOON)
VIDEO = VideoRoom(
    uid="uid00001",
    start=THREE,
    zone="America/New_York",
    patient_link="https://video.example.com/1?type=patient",
    provider_link="https://video.example.com/1?type=provider",
    attendance=Attendance(provider=Presence(attended=True, duration=47), status="ENDED"),
)


@pytest.fixture(params=["memory", "file"])
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqliteLedger]:
    where = ":memory:" if request.param == "memory" else f"{tmp_path}/rooms.db"
    opened = open_ledger(f"sqlite:///{where}")
    yield opened
    await opened.close()


async def test_a_room_comes_back_as_it_was_written(ledger: SqliteLedger) -> None:
    full = room(
        state=RoomState.MOVING,
        video=VIDEO,
        pending_start=THREE + timedelta(days=1),
        changed_by="U0CASEY",
        is_attempted=True,
        problem="waiting",
        told_at=NOON,
        series="s" * 32,
        moved_from=THREE - timedelta(days=1),
        replaces="b" * 32,
        handed_to="U0LEE",
        correction=Correction(outcome=SessionOutcome.HELD, reason="by phone", by="U0CASEY", at=NOON),
        request=request(thread="1.0"),
    )
    await ledger.write(Entry(room=full))

    assert await ledger.room(full.id) == full.but(version=1)
    assert await ledger.room("another") is None


async def test_an_entry_from_an_older_version_is_refused_whole(ledger: SqliteLedger) -> None:
    first = room()
    await ledger.write(Entry(room=first))
    with pytest.raises(StaleRoom):
        await ledger.write(Entry(room=first, tasks=(promises.create(first, NOON),)))
    await ledger.write(Entry(room=first.but(version=1, problem="waiting")))
    with pytest.raises(StaleRoom):
        await ledger.write(Entry(room=first.but(version=1)))

    assert await ledger.next_due() is None, "the task of the refused entry was not kept"


async def test_several_rooms_are_written_together_or_not_at_all(ledger: SqliteLedger) -> None:
    one, two, three = (room(id=each, series="s") for each in "123")
    await ledger.write(Entry(room=one, rooms=(two,)))
    with pytest.raises(StaleRoom):
        await ledger.write(Entry(rooms=(three, two)))

    assert [each.id for each in await ledger.rooms(RoomQuery(series="s"))] == ["1", "2"]


async def test_what_happened_comes_back_in_its_order(ledger: SqliteLedger) -> None:
    asked = Event(room_id="r", kind=EventKind.ASKED, at=NOON, by="U0DANA", details={"words": "tomorrow 3pm"})
    called = Event(room_id="r", kind=EventKind.CALLED, at=NOON)
    await ledger.write(Entry(events=(asked, called, Event(room_id="other", kind=EventKind.SAID, at=NOON))))

    assert await ledger.events("r") == [asked, called]


async def test_the_last_choice_of_each_name_holds(ledger: SqliteLedger) -> None:
    def chose(value: str, *, scope: str = "clinic") -> Choice:
        return Choice(scope=scope, name="channel", value=value, by="U0CASEY", at=NOON)

    await ledger.save_choices([chose('"C0ONE"'), chose('"C0TWO"', scope="U0DANA")])
    await ledger.save_choices([chose('"C0THREE"')])

    assert await ledger.choices("clinic") == {"channel": chose('"C0THREE"')}
    assert await ledger.choices("nobody") == {}


async def test_a_choice_is_kept_with_the_promise_of_an_agenda(ledger: SqliteLedger) -> None:
    chosen = Choice(scope="U0DANA", name="agenda_at", value='"07:30:00"', by="U0DANA", at=NOON)
    promised = agendas.promise("U0DANA", agendas.Hour(time(7, 30), "America/New_York"), NOON)
    await ledger.save_choices([chosen], [promised])
    await ledger.save_choices([chosen], [promised])

    assert await ledger.next_due() == promised.due
    (claimed,) = await ledger.claim(now=promised.due, lease=LEASE, limit=9)
    assert (claimed.kind, claimed.room_id, claimed.lane) == (promised.kind, "U0DANA", promised.lane)


async def test_promising_twice_is_promising_once(ledger: SqliteLedger) -> None:
    task = promises.create(room(), NOON)
    await ledger.write(Entry(tasks=(task,)))
    await ledger.write(Entry(tasks=(task,)))
    claimed = await ledger.claim(now=NOON, lease=LEASE, limit=9)
    await ledger.finish(claimed[0], Entry())
    await ledger.write(Entry(tasks=(task,)))

    assert [each.key for each in claimed] == [task.key]
    assert await ledger.claim(now=NOON + LEASE * 2, lease=LEASE, limit=9) == []


async def test_a_claim_holds_until_its_lease_ends(ledger: SqliteLedger) -> None:
    await ledger.write(Entry(tasks=(promises.create(room(), NOON),)))
    (first,) = await ledger.claim(now=NOON, lease=LEASE, limit=9)
    early = await ledger.claim(now=NOON + LEASE / 2, lease=LEASE, limit=9)
    (second,) = await ledger.claim(now=NOON + LEASE, lease=LEASE, limit=9)

    assert early == []
    assert (second.attempts, second.epoch) == (2, 2)
    assert not await ledger.finish(first, Entry(room=room())), "the first claim was lost"
    assert await ledger.room(room().id) is None
    assert await ledger.finish(second, Entry())


async def test_tasks_come_oldest_first_and_one_per_room(ledger: SqliteLedger) -> None:
    one, two = room(id="1"), room(id="2")
    await ledger.write(
        Entry(
            tasks=(
                promises.create(two, NOON),
                promises.create(one, NOON - timedelta(minutes=1)),
                promises.announce(NoticeKind.CARD, one, NOON),
            )
        )
    )
    claimed = await ledger.claim(now=NOON, lease=LEASE, limit=9)

    assert [task.room_id for task in claimed] == ["1", "2"]
    assert await ledger.claim(now=NOON, lease=LEASE, limit=9) == [], "both rooms are busy"
    await ledger.finish(claimed[0], Entry())
    (card,) = await ledger.claim(now=NOON, lease=LEASE, limit=9)
    assert card.details == {"notice": "card"}


async def test_rooms_are_found_by_a_patients_address_or_number(ledger: SqliteLedger) -> None:
    both = Patient(email="pat@example.com", phone="+12025550143")
    for name, patient in {"1": both, "2": Patient(email="kim@example.com"), "3": Patient()}.items():
        await ledger.write(Entry(room=room(id=name, request=request(patient=patient))))

    for known in (Patient(email="PAT@example.com"), Patient(phone="+12025550143"), both):
        assert [each.id for each in await ledger.rooms(RoomQuery(patient=known))] == ["1"]
    assert await ledger.rooms(RoomQuery(patient=Patient())) == []


async def test_the_rooms_of_a_series_share_a_lane(ledger: SqliteLedger) -> None:
    one, two = room(id="1", series="s"), room(id="2", series="s")
    await ledger.write(Entry(tasks=(promises.create(one, NOON), promises.create(two, NOON))))

    (first,) = await ledger.claim(now=NOON, lease=LEASE, limit=9)
    assert (first.room_id, first.lane) == ("1", "s")
    assert await ledger.claim(now=NOON + LEASE, lease=LEASE, limit=9, busy=["s"]) == []
    await ledger.finish(first, Entry())
    assert [task.room_id for task in await ledger.claim(now=NOON, lease=LEASE, limit=9)] == ["2"]


async def test_busy_rooms_and_the_limit_are_respected(ledger: SqliteLedger) -> None:
    rooms = [room(id=str(n)) for n in range(4)]
    await ledger.write(Entry(tasks=tuple(promises.create(each, NOON) for each in rooms)))

    claimed = await ledger.claim(now=NOON, lease=LEASE, limit=2, busy=["0"])
    assert [task.room_id for task in claimed] == ["1", "2"]


async def test_a_postponed_task_waits_and_a_parked_one_stays_away(ledger: SqliteLedger) -> None:
    await ledger.write(Entry(tasks=(promises.create(room(), NOON),)))
    (task,) = await ledger.claim(now=NOON, lease=LEASE, limit=1)
    await ledger.postpone(task, NOON + timedelta(minutes=5), "later")
    due = await ledger.next_due()
    (again,) = await ledger.claim(now=NOON + timedelta(minutes=5), lease=LEASE, limit=1)
    await ledger.park(again, "poison")

    assert due == NOON + timedelta(minutes=5)
    assert await ledger.next_due() is None
    assert await ledger.claim(now=NOON + timedelta(days=9), lease=LEASE, limit=1) == []


async def test_rooms_are_found_by_each_part_of_a_query(ledger: SqliteLedger) -> None:
    live = room(id="live", state=RoomState.SCHEDULED, video=VIDEO)
    lost = room(id="lost", state=RoomState.UNKNOWN, start=THREE + timedelta(hours=1))
    for each in (live, lost):
        await ledger.write(Entry(room=each))

    async def found(query: RoomQuery) -> list[str]:
        return [each.id for each in await ledger.rooms(query)]

    assert await found(RoomQuery()) == ["live", "lost"]
    assert await found(RoomQuery(person="U0DANA", begins=THREE, ends=lost.start)) == ["live"]
    assert await found(RoomQuery(person="U0LEE")) == []
    assert await found(RoomQuery(uid="uid0")) == ["live"]
    assert await found(RoomQuery(uid="%")) == []


async def test_messages_drafts_people_and_secrets_are_kept(ledger: SqliteLedger) -> None:
    message = Message(key="k", room_id="r", channel="C0TEAM", thread_ts="1.0", ts="2.0", tried_at=NOON)
    draft = Draft(
        id="d", request=request(), words="3pm", starts=(), offered=(THREE,), zone="UTC", created=NOON
    )
    person = Person(id="U0DANA", name="Dana", email="dana@example.com", time_zone="America/New_York")
    await ledger.write(Entry(message=message))
    await ledger.save_draft(draft)
    await ledger.save_person(person, NOON)
    await ledger.save_secret("token", "hush")

    assert await ledger.message("k") == message
    assert await ledger.draft("d") == draft
    assert await ledger.person("U0DANA", NOON) == person
    assert await ledger.person("U0DANA", NOON + timedelta(seconds=1)) is None, "too old"
    assert (await ledger.secret("token"), await ledger.secret("other")) == ("hush", None)


async def test_drafts_are_forgotten_after_a_day(ledger: SqliteLedger) -> None:
    old = Draft(id="old", request=request(), words="3pm", starts=(), zone="UTC", created=NOON)
    new = Draft(
        id="new", request=request(), words="3pm", starts=(), zone="UTC", created=NOON + timedelta(days=2)
    )
    await ledger.save_draft(old)
    await ledger.save_draft(new)

    assert await ledger.draft("old") is None


async def test_a_delivery_is_new_once_a_day(ledger: SqliteLedger) -> None:
    firsts = await asyncio.gather(*(ledger.is_first("trigger", NOON) for _ in range(20)))

    assert sum(firsts) == 1
    assert not await ledger.is_first("trigger", NOON + timedelta(hours=23))
    assert await ledger.is_first("trigger", NOON + timedelta(hours=48))


async def test_what_was_written_outlives_a_restart_and_leases_do_not(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/rooms.db"
    before = open_ledger(url)
    await before.write(Entry(room=room(), tasks=(promises.create(room(), NOON),)))
    await before.claim(now=NOON, lease=LEASE, limit=1)
    await before.close()

    after = open_ledger(url)
    assert await after.room(room().id)
    assert len(await after.claim(now=NOON, lease=LEASE, limit=1)) == 1
    await after.close()


async def test_one_process_uses_a_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/rooms.db"
    first = open_ledger(url)
    with pytest.raises(LedgerError, match="another bot is using"):
        open_ledger(url)
    await first.close()
    await open_ledger(url).close()


@pytest.mark.parametrize("where", ["missing/rooms.db", "scribbled.db"])
def test_a_file_that_cannot_be_used_is_said_clearly(tmp_path: Path, where: str) -> None:
    (tmp_path / "scribbled.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(LedgerError, match="cannot be used"):
        open_ledger(f"sqlite:///{tmp_path}/{where}")


async def test_nobody_else_on_the_machine_can_read_the_file(tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path}/rooms.db")
    await ledger.write(Entry(room=room()))

    assert {file.stat().st_mode & 0o077 for file in tmp_path.glob("rooms.db*") if file.suffix != ".lock"} == {
        0
    }
    await ledger.close()


async def test_a_ledger_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "rooms.db"
    old = Database(path)
    migrations.apply(old, stop_before="series_histories_and_choices")
    who = {"requester": "U0DANA", "provider": "U0DANA", "provider_name": "Dana", "channel": "C0TEAM"}
    old.table("drafts").insert(
        {"id": "d", **who, "words": "3pm", "start": OLD, "zone": "UTC", "created": OLD}
    )
    old.table("tasks").insert(
        {"key": "k", "kind": "create", "room_id": "r", "due": OLD, "promised": OLD, "details": "{}"}
    )
    old.close()

    ledger = open_ledger(f"sqlite:///{path}")
    draft = await ledger.draft("d")
    (task,) = await ledger.claim(now=THREE, lease=LEASE, limit=9)
    await ledger.close()

    assert draft
    assert draft.starts == (NOON,)
    assert (task.room_id, task.lane) == ("r", "r")


async def test_our_messages_in_a_thread_are_found_by_its_top(ledger: SqliteLedger) -> None:
    card = Message(key="card", room_id="r", channel="C0TEAM", ts="2.0", tried_at=NOON)
    under = Message(key="under", room_id="s", channel="C0TEAM", thread_ts="2.0", ts="3.0", tried_at=NOON)
    elsewhere = Message(key="elsewhere", room_id="t", channel="C0RANDOM", ts="2.0", tried_at=NOON)
    for message in (card, under, elsewhere):
        await ledger.write(Entry(message=message))

    assert {each.key for each in await ledger.messages_at("C0TEAM", "2.0")} == {"card", "under"}
    assert await ledger.messages_at("C0TEAM", "9.0") == []
