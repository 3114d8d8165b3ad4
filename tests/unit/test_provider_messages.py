"""What the provider is told of a booking, with its calendar file, and who is told where they cannot be."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Calendar

from bot.errors import ChannelClosed, NotifyUnknown
from bot.models import Draft, NoticeKind, RoomQuery
from handlers.blocks import booked
from tests.clinic import Clinic
from tests.fakes import THREE, request
from tests.room_life import FOUR, at, posted, said


async def test_a_provider_is_told_of_a_booking_with_a_calendar_file(clinic: Clinic) -> None:
    await clinic.book(requester="U0CASEY", reference="A-1207")
    (file,) = [
        (message, notice) for message, notice in clinic.notifier.posted if notice.kind is NoticeKind.CALENDAR
    ]
    shown = said(clinic, NoticeKind.BOOKED)
    made, beside = booked.calendar(file[1], clinic.clock.now())
    (event,) = Calendar.from_ical(made.content).walk("VEVENT")

    assert posted(clinic, NoticeKind.BOOKED) == ["U0DANA"]
    assert file[0].thread_ts
    assert "by <@U0CASEY>" in shown
    assert "pa…@example.com · A-1207" in shown
    assert "Provider link" in shown
    assert "https://" not in beside.text
    assert "pat@example.com" not in made.content.decode()
    assert "https://" not in made.content.decode()
    assert event["SUMMARY"] == "Video session · chart A-1207"


async def test_who_books_for_themselves_is_not_told_their_own_name(clinic: Clinic) -> None:
    await clinic.book(reference="A-1207")
    told, card = said(clinic, NoticeKind.BOOKED), said(clinic, NoticeKind.CARD)
    await at(clinic, -5)
    reminded = said(clinic, NoticeKind.REMINDER)

    assert " by " not in told + card
    assert "<@U0DANA>" not in told + reminded
    assert "3:00 PM EST (New York)*\\npa…@example.com · A-1207" in told
    assert "In 5 min, at 3:00 PM EST*\\npa…@example.com · A-1207" in reminded


async def test_how_a_calendar_takes_a_newer_file_is_said_when_there_is_one(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    await clinic.changes.reschedule(booked_room.id, FOUR, "U0DANA")
    await clinic.work()
    notices = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.CALENDAR]
    first, second = (booked.calendar(each, clinic.clock.now())[1].text for each in notices)

    assert "newer file" not in first
    assert "newer file" in second


async def test_the_sequence_rises_with_every_change_and_a_cancellation_removes_the_entry(
    clinic: Clinic,
) -> None:
    booked_room = await clinic.book()
    await clinic.changes.reschedule(booked_room.id, FOUR, "U0DANA")
    await clinic.work()
    await clinic.changes.cancel(booked_room.id, "U0DANA")
    await clinic.work()
    notices = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.CALENDAR]
    files = [Calendar.from_ical(booked.calendar(each, clinic.clock.now())[0].content) for each in notices]
    events = [file.walk("VEVENT")[0] for file in files]

    assert len({event["UID"] for event in events}) == 1
    sequences = [int(str(event["SEQUENCE"])) for event in events]
    assert sequences == sorted(set(sequences))
    assert [file["METHOD"] for file in files] == ["PUBLISH", "PUBLISH", "CANCEL"]


async def test_a_file_that_slack_took_without_answering_is_found_and_not_sent_twice(clinic: Clinic) -> None:
    clinic.notifier.trouble["upload"] = [NotifyUnknown("timed out")]
    await clinic.book()
    clinic.clock.push(seconds=30)
    await clinic.work()

    assert len(posted(clinic, NoticeKind.CALENDAR)) == 1
    assert NoticeKind.CALENDAR not in [edit.kind for edit in clinic.notifier.edits]


async def test_who_wants_no_messages_gets_none(clinic: Clinic) -> None:
    none = {"is_reminded": False, "is_told_of_bookings": False}
    await clinic.preferences.change_own(none, "U0DANA")
    booked_room = await clinic.book(requester="U0CASEY")
    await clinic.changes.reschedule(booked_room.id, FOUR, "U0DANA")
    await clinic.work()
    await at(clinic, 61)

    assert posted(clinic, NoticeKind.BOOKED) == posted(clinic, NoticeKind.REMINDER) == []
    assert posted(clinic, NoticeKind.CALENDAR) == []


async def test_a_provider_who_cannot_be_told_leaves_it_to_who_booked(clinic: Clinic) -> None:
    await clinic.book(requester="U0CASEY")
    clinic.notifier.trouble["post"] = [ChannelClosed("user_disabled")]
    await at(clinic, -5)

    assert posted(clinic, NoticeKind.REMINDER) == ["U0CASEY"]


async def test_a_series_is_told_once_with_one_file_for_all_its_sessions(clinic: Clinic) -> None:
    draft = Draft(
        id="5" * 32,
        request=request(requester="U0CASEY"),
        words="every wed 3pm for 3 weeks",
        starts=tuple(THREE + timedelta(weeks=week) for week in range(3)),
        zone="America/New_York",
        created=clinic.clock.now(),
    )
    await clinic.ledger.save_draft(draft)
    first, _ = await clinic.booking.book(draft.id, "U0CASEY")
    await clinic.work()
    (notice,) = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.CALENDAR]
    file, _ = booked.calendar(notice, clinic.clock.now())

    assert posted(clinic, NoticeKind.BOOKED) == ["U0DANA"]
    assert "Booked: 3 sessions" in said(clinic, NoticeKind.BOOKED)
    assert len(Calendar.from_ical(file.content).walk("VEVENT")) == 3
    assert NoticeKind.BOOKED not in [edit.kind for edit in clinic.notifier.edits]

    rooms = await clinic.ledger.rooms(RoomQuery(series=first.series))
    await clinic.changes.cancel(rooms[1].id, "U0DANA")
    await clinic.work()
    last = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.CALENDAR][-1]
    gone = Calendar.from_ical(booked.calendar(last, clinic.clock.now())[0].content)

    assert gone["METHOD"] == "CANCEL"
    (event,) = gone.walk("VEVENT")
    assert event["UID"] == f"{rooms[1].id}@room-bot"
    assert int(str(event["SEQUENCE"])) > int(
        str(Calendar.from_ical(file.content).walk("VEVENT")[0]["SEQUENCE"])
    )
    assert "✖️ Cancelled" in said(clinic, NoticeKind.BOOKED)
