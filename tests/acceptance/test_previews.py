"""What a preview knows besides the time, and when there is none: over the whole bot."""

from __future__ import annotations

from datetime import timedelta

from bot.times import holiday
from sandbox.driver import Person
from sandbox.world import Sandbox

CREATE = "createPartnerVideoRoom"


async def booked(person: Person, command: str) -> None:
    await person.types(command)
    await person.clicks("Create room")
    await person.sees("Created:", where="ephemeral")


async def test_a_taken_hour_is_shown_and_booked_anyway(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana, "/room tomorrow 3pm with kim@example.com ref A-1207")
    await dana.types("/room tomorrow 3:30pm with pat@example.com")
    shown = await dana.sees("has another session then, at 3:00 PM")
    assert "A-1207 · ki…@example.com" in shown.text
    await dana.clicks("Open it", shown)
    opened = await dana.sees("Scheduled", where="ephemeral")
    assert "Reschedule" in opened.buttons
    await dana.clicks("Book anyway", shown)
    await dana.sees("3:30 PM", where="dm")  # "Created:" may still be that of the first

    assert sandbox.betterpt.count(CREATE) == 2


async def test_who_is_overtaken_sees_the_preview_again(sandbox: Sandbox, dana: Person, casey: Person) -> None:
    await casey.types(f"/room tomorrow 3pm for <@{dana.id}|dana> with pat@example.com")
    before = await casey.sees("one-hour reminder")
    assert "Your time:" in before.text, "Chicago's beside New York's"
    await booked(dana, "/room tomorrow 3pm with kim@example.com")
    await casey.clicks("Create room", before)
    await casey.sees("Something changed since this preview was shown")
    assert sandbox.betterpt.count(CREATE) == 1
    await casey.clicks("Book anyway")
    await casey.sees("Created:", where="ephemeral")

    assert sandbox.betterpt.count(CREATE) == 2


async def test_a_patient_of_somebody_else_is_named_by_time_alone(sandbox: Sandbox, dana: Person) -> None:
    lee = sandbox.person("lee")
    await booked(lee, "/room tomorrow 10am with pat@example.com ref A-1207")
    await dana.types("/room tomorrow 3pm with pat@example.com")
    shown = await dana.sees("A room for this patient exists on that day")

    assert "A-1207" not in shown.text
    assert "Open it" not in shown.buttons
    assert "Book anyway" in shown.buttons


async def test_the_room_a_patient_has_that_day_is_opened_from_the_preview(
    sandbox: Sandbox, dana: Person
) -> None:
    await booked(dana, "/room tomorrow 10am with pat@example.com ref A-1207")
    await dana.types("/room tomorrow 3pm with pat@example.com")
    shown = await dana.sees("A room for this patient exists on that day")
    assert "10:00 AM" in shown.text
    await dana.clicks("Open it", shown)
    opened = await dana.sees("Scheduled", where="ephemeral")

    assert "10:00 AM" in opened.text
    assert "Reschedule" in opened.buttons
    assert sandbox.betterpt.count(CREATE) == 1


async def test_where_betterpt_writes_nothing_the_text_is_there_to_copy(
    sandbox: Sandbox, dana: Person
) -> None:
    await dana.types("/room tomorrow 3pm")
    shown = await dana.sees("BetterPT will tell the patient nothing")
    await dana.clicks("Text for the patient", shown)
    await dana.sees("We will send you the link to join", where="ephemeral")
    await dana.clicks("Create room", shown)
    links = await dana.sees("Patient link", where="thread")
    await dana.clicks("Text for the patient", links)
    text = await dana.sees("To join, open this link:", where="ephemeral")
    (made,) = sandbox.betterpt.rooms.values()

    assert made.uid in text.text
    lee = sandbox.person("lee")
    await lee.clicks("Text for the patient", links)
    await lee.sees("only for who booked this session", where="ephemeral")
    assert "To join" not in str([each.text for each in lee.messages("ephemeral")])


async def test_a_clinic_that_wants_it_so_books_what_is_clear_at_once(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await casey.types("/room settings")
    await casey.modal("Settings")
    await casey.fills({"Preview before a room is created": "Only when something is unclear"})
    await casey.submits()
    await casey.sees("settings are saved")
    today = sandbox.clock.now().date()
    days = (today + timedelta(days=ahead) for ahead in range(1, 15))
    day = next(f"{each:%b} {each.day}" for each in days if each.weekday() < 5 and not holiday(each))
    await dana.types(f"/room {day} 3pm with pat@example.com")
    await dana.sees("Created:", where="ephemeral")
    assert sandbox.betterpt.count(CREATE) == 1
    for words in (f"{day} 3:30pm with kim@example.com", f"{day} 11pm with kim@example.com", day):
        await dana.types(f"/room {words}")
    await dana.types("/room every tue 3pm for 6 weeks")
    await dana.sees("6 sessions")

    assert sandbox.betterpt.count(CREATE) == 1


async def test_what_nobody_confirmed_for_a_day_is_booked_no_more(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room friday 3pm with pat@example.com")
    shown = await dana.sees("Nothing is booked yet")
    sandbox.clock.push(timedelta(days=1, minutes=1))
    await dana.clicks("Create room", shown)
    await dana.sees("I keep previews for a day")

    assert sandbox.betterpt.count(CREATE) == 0
