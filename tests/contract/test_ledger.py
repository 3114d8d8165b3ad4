"""What every ledger promises. One suite; a backend more is a line in the fixture."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot import agendas, promises
from bot.errors import StaleRoom
from bot.ledger import SqlLedger
from bot.ledger.rows import instant
from bot.models import (
    Attendance,
    Choice,
    Correction,
    Doubt,
    Draft,
    Entry,
    Event,
    EventKind,
    Message,
    Patient,
    Person,
    Place,
    Presence,
    RoomQuery,
    RoomState,
    SessionOutcome,
    VideoRoom,
)
from bot.times import Hour
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


async def test_a_room_comes_back_as_it_was_written(ledger: SqlLedger) -> None:
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
        doubt=Doubt(since=NOON, by="move"),
        replaces="b" * 32,
        handed_to="U0LEE",
        correction=Correction(outcome=SessionOutcome.HELD, reason="by phone", by="U0CASEY", at=NOON),
        request=request(thread="1.0"),
        digest="d",
    )
    await ledger.write(Entry(room=full))

    assert await ledger.room(full.id) == full.but(version=1)
    assert await ledger.room("another") is None


async def test_an_entry_from_an_older_version_is_refused_whole(ledger: SqlLedger) -> None:
    first = room()
    await ledger.write(Entry(room=first))
    with pytest.raises(StaleRoom):
        await ledger.write(Entry(room=first, tasks=(promises.create(first, NOON),)))
    await ledger.write(Entry(room=first.but(version=1, problem="waiting")))
    for version in (1, 7):
        with pytest.raises(StaleRoom):
            await ledger.write(Entry(room=first.but(version=version)))

    assert await ledger.next_due() is None, "the task of the refused entry was not kept"


async def test_several_rooms_are_written_together_or_not_at_all(ledger: SqlLedger) -> None:
    one, two, three = (room(id=each, series="s") for each in "123")
    await ledger.write(Entry(room=one, rooms=(two,)))
    with pytest.raises(StaleRoom):
        await ledger.write(Entry(rooms=(three, two)))

    assert [each.id for each in await ledger.rooms(RoomQuery(series="s"))] == ["1", "2"]


async def test_what_happened_comes_back_in_its_order(ledger: SqlLedger) -> None:
    asked = Event(room_id="r", kind=EventKind.ASKED, at=NOON, by="U0DANA", details={"words": "tomorrow 3pm"})
    called = Event(room_id="r", kind=EventKind.CALLED, at=NOON)
    await ledger.write(Entry(events=(asked, called, Event(room_id="other", kind=EventKind.SAID, at=NOON))))

    assert await ledger.events("r") == [asked, called]


async def test_the_last_choice_of_each_name_holds(ledger: SqlLedger) -> None:
    def chose(value: str, *, scope: str = "clinic") -> Choice:
        return Choice(scope=scope, name="channel", value=value, by="U0CASEY", at=NOON)

    await ledger.save_choices([chose('"C0ONE"'), chose('"C0TWO"', scope="U0DANA")])
    await ledger.save_choices([chose('"C0THREE"')])

    assert await ledger.choices("clinic") == {"channel": chose('"C0THREE"')}
    assert await ledger.choices("nobody") == {}


async def test_a_choice_is_kept_with_the_promise_of_an_agenda(ledger: SqlLedger) -> None:
    chosen = Choice(scope="U0DANA", name="agenda_at", value='"07:30:00"', by="U0DANA", at=NOON)
    promised = agendas.promise("U0DANA", Hour(time(7, 30), "America/New_York"), NOON)
    await ledger.save_choices([chosen], [promised])
    await ledger.save_choices([chosen], [promised])

    assert await ledger.next_due() == promised.due
    (claimed,) = await ledger.claim(now=promised.due, lease=LEASE, limit=9)
    assert (claimed.kind, claimed.room_id, claimed.lane) == (promised.kind, "U0DANA", promised.lane)


async def test_rooms_are_found_by_a_patients_address_or_number(ledger: SqlLedger) -> None:
    both = Patient(email="pat@example.com", phone="+12025550143")
    for name, patient in {"1": both, "2": Patient(email="kim@example.com"), "3": Patient()}.items():
        await ledger.write(Entry(room=room(id=name, request=request(patient=patient))))

    for known in (Patient(email="PAT@example.com"), Patient(phone="+12025550143"), both):
        assert [each.id for each in await ledger.rooms(RoomQuery(patient=known))] == ["1"]
    assert await ledger.rooms(RoomQuery(patient=Patient())) == []


async def test_rooms_are_found_by_each_part_of_a_query(ledger: SqlLedger) -> None:
    live = room(id="live", state=RoomState.SCHEDULED, video=VIDEO)
    lost = room(
        id="lost",
        state=RoomState.UNKNOWN,
        start=THREE + timedelta(hours=1),
        created=NOON - timedelta(hours=1),
        digest="d",
        told_at=NOON,
        request=request(reference="A-1207"),
        replaces="live",
    )
    for each in (live, lost):
        await ledger.write(Entry(room=each))

    async def found(query: RoomQuery) -> list[str]:
        return [each.id for each in await ledger.rooms(query)]

    assert await found(RoomQuery()) == ["live", "lost"]
    assert await found(RoomQuery(limit=1)) == ["live"]
    assert await found(RoomQuery(states=frozenset({RoomState.UNKNOWN}))) == ["lost"]
    assert await found(RoomQuery(states=frozenset())) == []
    assert await found(RoomQuery(replaces=frozenset({"live", "another"}))) == ["lost"]
    assert await found(RoomQuery(replaces=frozenset())) == []
    assert await found(RoomQuery(person="U0DANA", begins=THREE, ends=lost.start)) == ["live"]
    assert await found(RoomQuery(person="U0LEE")) == []
    assert await found(RoomQuery(uid="uid0")) == ["live"]
    assert await found(RoomQuery(uid="%")) == []
    assert await found(RoomQuery(digest="d")) == ["lost"]
    assert await found(RoomQuery(reference="a-1207")) == ["lost"]
    assert await found(RoomQuery(is_told=True)) == ["lost"]
    assert await found(RoomQuery(is_told=False)) == ["live"]
    assert await found(RoomQuery(begins=THREE + timedelta(microseconds=1))) == ["lost"]


async def test_messages_drafts_people_and_secrets_are_kept(ledger: SqlLedger) -> None:
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


async def test_drafts_are_forgotten_after_a_day_by_whatever_slack_delivers_next(ledger: SqlLedger) -> None:
    old = Draft(id="old", request=request(), words="3pm", starts=(), zone="UTC", created=NOON)
    new = replace(old, id="new", created=NOON + timedelta(days=1))
    await ledger.save_draft(old)
    await ledger.save_draft(new)
    await ledger.arrived("a click on the old one", NOON + timedelta(days=2))

    assert await ledger.draft("old") is None
    assert await ledger.draft("new") == new


async def test_our_messages_in_a_thread_are_found_by_its_top(ledger: SqlLedger) -> None:
    card = Message(key="card", room_id="r", channel="C0TEAM", ts="2.0", tried_at=NOON)
    under = Message(key="under", room_id="s", channel="C0TEAM", thread_ts="2.0", ts="3.0", tried_at=NOON)
    elsewhere = Message(key="elsewhere", room_id="t", channel="C0RANDOM", ts="2.0", tried_at=NOON)
    for message in (card, under, elsewhere):
        await ledger.write(Entry(message=message))

    assert {each.key for each in await ledger.messages_at("C0TEAM", "2.0")} == {"card", "under"}
    assert await ledger.messages_at("C0TEAM", "9.0") == []


async def test_places_are_where_we_spoke_and_the_threads_of_what_is_to_come(
    ledger: SqlLedger,
) -> None:
    past = room(id="past", start=NOON - timedelta(hours=1), state=RoomState.SCHEDULED)
    ahead = room(id="ahead", state=RoomState.SCHEDULED)
    second = room(id="second", state=RoomState.SCHEDULED, series="series")
    typed = room(id="typed", request=request(channel="C0TYPED"), state=RoomState.CANCELLED)
    said = (
        Message(key="past:card", room_id="past", channel="C0TEAM", ts="1.0"),
        Message(key="ahead:card", room_id="ahead", channel="C0TEAM", ts="2.0"),
        Message(key="series:card", room_id="first", channel="C0TEAM", thread_ts="3.0", ts="3.5"),
        Message(key="ahead:booked", room_id="ahead", channel="D0DANA", ts="4.0"),
        Message(key="typed:card", room_id="typed", channel="C0NEVER"),
    )
    await ledger.write(Entry(rooms=(past, ahead, second, typed)))
    for message in said:
        await ledger.write(Entry(message=message))

    places = await ledger.places(NOON)
    assert {each.channel for each in places if not each.thread} == {"C0TEAM", "C0TYPED", "D0DANA"}
    assert places[-2:] == [Place(channel="C0TEAM", thread="2.0"), Place(channel="C0TEAM", thread="3.0")]
    assert len(places) == 5
