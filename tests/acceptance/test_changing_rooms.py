"""Naming a room, running late, handing over, moving a series, asking what happened: over the whole bot."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.betterpt import Fault
from sandbox.driver import Person
from sandbox.world import Sandbox

BOOK = "/room tomorrow 3pm with pat@example.com"


@pytest.fixture
def tuesday(sandbox: Sandbox) -> datetime:
    """It is noon in New York on a Tuesday."""
    now = sandbox.clock.now().astimezone(ZoneInfo("America/New_York"))
    days = (1 - now.weekday()) % 7 or 7
    noon = (now + timedelta(days=days)).replace(hour=12, minute=0, second=0, microsecond=0)
    sandbox.clock.set(noon)
    return noon


def day(noon: datetime, after: int) -> str:
    """A date so many days later, as people write it."""
    return (noon + timedelta(days=after)).strftime("%b %-d")


async def booked(person: Person, command: str = BOOK) -> None:
    await person.types(command)
    await person.clicks("Create room")
    await person.sees("Patient link", where="thread")
    await person.sees("Created:", where="ephemeral")


async def test_several_rooms_lead_to_a_menu_and_the_command_goes_on(
    sandbox: Sandbox, casey: Person, dana: Person, tuesday: datetime
) -> None:
    await booked(dana)
    await booked(sandbox.person("lee"), "/room tomorrow noon with quinn@example.com")
    await casey.types("/room reschedule tomorrow to friday 2pm")
    asked = await casey.sees("2 rooms fit that")
    date = (tuesday + timedelta(days=1)).strftime("%a, %b %-d")
    zone = "PDT" if tuesday.dst() else "PST"
    await casey.picks("Pick a room …", f"{date}, 12:00 PM {zone} · Lee Park PT · qu…@example.com", asked)
    preview = await casey.sees("Move this session?")
    assert f"2:00 PM {zone}" in preview.text
    await casey.types("/room status tomorrow's 3pm with pat@")
    told = await casey.sees("As BetterPT has it now.")
    assert told.buttons == ("Reschedule", "Hand over", "Cancel", "What happened")


@pytest.mark.usefixtures("tuesday")
async def test_a_bare_hour_behind_to_is_one_on_the_rooms_own_day(dana: Person) -> None:
    await booked(dana)
    await dana.types("/room reschedule tomorrow 3pm to 4")
    preview = await dana.sees("Move this session?")
    assert "Wednesday" in preview.text
    assert "4:00 PM E" in preview.text


async def test_a_session_that_is_over_is_looked_up_by_its_day(
    sandbox: Sandbox, dana: Person, tuesday: datetime
) -> None:
    await booked(dana)
    sandbox.clock.set(tuesday + timedelta(days=3))
    await dana.types(f"/room status {day(tuesday, 1)} 3pm")
    await dana.sees("As BetterPT has it now.")
    await dana.types("/room why wed 3pm")
    await dana.sees("What happened to this room")
    await dana.types(f"/room list {day(tuesday, 1)}")
    listed = await dana.sees("Rooms Wednesday")
    assert "3:00 PM E" in listed.text


async def test_a_room_that_betterpt_moved_by_itself_is_told_of_once_somebody_looks(
    sandbox: Sandbox, casey: Person, dana: Person
) -> None:
    await booked(dana)
    (made,) = sandbox.betterpt.rooms.values()
    made.start += timedelta(hours=2)
    await casey.types("/room status tomorrow 2pm")
    told = await casey.sees("moved there, not by me")
    assert "5:00 PM E" in told.text
    await dana.sees("Moved from", where="C0TELEHEALTH")
    await dana.sees("Moved by BetterPT", where="thread")
    await casey.types("/room status tomorrow 4pm")
    await casey.sees("As BetterPT has it now.")


async def test_what_was_not_read_is_told(dana: Person) -> None:
    await booked(dana)
    await dana.types("/room status my 4pm tomorrow blue")
    told = await dana.sees("I find no room for that")
    assert "4:00 PM E" in told.text
    assert "Not read: “blue”" in told.text
    await dana.types("/room cancel tomorrow with pat@ blue")
    preview = await dana.sees("Cancel this session?")
    assert "Not read: “blue”" in preview.text


@pytest.mark.usefixtures("tuesday")
async def test_late_is_one_click_and_one_more(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana, "/room today 1pm with pat@example.com")
    (made,) = sandbox.betterpt.rooms.values()
    start = made.start
    await dana.types("/room late")
    panel = await dana.sees("when does it start?")
    assert "BetterPT tells the patient the new time" in panel.text
    label = next(each for each in panel.buttons if each.startswith("+15"))
    assert "1:15 PM E" in label
    await dana.clicks(label, panel)
    await dana.sees("Moved by", where="thread")
    assert made.start == start + timedelta(minutes=15)
    sandbox.clock.set(made.start + timedelta(minutes=1))
    await dana.types("/room late 10")
    await dana.sees("has started, and BetterPT moves no room")


async def test_handing_over_creates_the_new_room_before_the_old_one_ends(
    sandbox: Sandbox, dana: Person
) -> None:
    lee = sandbox.person("lee")
    await booked(dana, f"{BOOK} ref A-1207")
    await dana.types("/room give ref A-1207 to @lee")
    preview = await dana.sees("Hand this session over?")
    assert "12:00 PM P" in preview.text
    assert "new links" in preview.text
    await dana.clicks("Hand over", preview)
    await dana.sees("Handed over to", where="ephemeral")
    await dana.sees("Handed over to", where="thread")
    old, new = sandbox.betterpt.rooms.values()
    assert (new.display_name, new.start, new.reference) == ("Lee Park PT", old.start, "A-1207")
    assert old.is_cancelled
    await lee.sees("3:00 PM", where="dm")


async def test_a_refused_hand_over_leaves_the_old_room(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana)
    await dana.types("/room give tomorrow 3pm to @lee")
    sandbox.betterpt.faults.add(Fault(kind="errors", operation="createPartnerVideoRoom"))
    await dana.clicks("Hand over")
    await dana.sees("was not created", where="dm")
    (old,) = sandbox.betterpt.rooms.values()
    assert sandbox.betterpt.count("cancelPartnerVideoRoom") == 0
    assert old.display_name == "Dana Reyes PT"


async def test_this_and_the_following_of_a_series_are_moved_with_one_click(
    sandbox: Sandbox, dana: Person, tuesday: datetime
) -> None:
    await dana.types("/room every wednesday 3pm for 4 weeks with pat@example.com")
    await dana.clicks("Create 4 rooms")
    await dana.sees("Created: 4 rooms", where="ephemeral")
    await dana.types(f"/room reschedule {day(tuesday, 8)} 3pm to {day(tuesday, 9)} 4pm")
    preview = await dana.sees("This and the following would be 3 sessions")
    await dana.clicks("This and the following (3)", preview)
    await dana.sees("3 of 3 sessions moved", where="thread")
    starts = sorted(room.start for room in sandbox.betterpt.rooms.values())
    assert [(start.date() - tuesday.date()).days for start in starts] == [1, 9, 16, 23]
    done = await dana.sees("3 of 3 sessions", where="ephemeral")
    assert "Moved" in done.text


async def test_why_tells_it_all_in_order(sandbox: Sandbox, dana: Person, tuesday: datetime) -> None:
    await booked(dana)
    await dana.types("/room reschedule tomorrow 3pm to friday 2pm")
    await dana.clicks("Move it")
    await dana.sees("Moved by", where="thread")
    await dana.types("/room why friday 2pm")
    told = await dana.sees("What happened to this room")
    date = (tuesday + timedelta(days=1)).strftime("%A, %B %-d")
    assert f"asked for the room: “tomorrow 3pm”, read as {date}, 3:00 PM E" in told.text
    assert "asked to move it: “friday 2pm”" in told.text
    assert "BetterPT: room created (" in told.text
    assert "BetterPT: moved to Friday" in told.text
    assert "pat@example.com" not in told.text
    await sandbox.person("sam").types("/room why friday 2pm")
    await sandbox.person("sam").sees("I find no room for that")


async def test_the_menu_of_a_room_leads_to_a_substitute_by_two_picks(sandbox: Sandbox, casey: Person) -> None:
    await booked(casey, f"{BOOK} for @dana")
    await casey.types("/room status next with pat@")
    await casey.clicks("Hand over")
    await casey.picks("Who takes over? Pick a provider …", "Dana Reyes PT")
    await casey.sees("has this session already")
    await casey.types("/room give next with pat@")
    await casey.picks("Who takes over? Pick a provider …", "Lee Park PT")
    preview = await casey.sees("Hand this session over?")
    assert "cancellation by e-mail: at once" in preview.text
    await casey.clicks("Keep it", preview)
    await casey.sees_no_more("Hand this session over?")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1


@pytest.mark.usefixtures("tuesday")
async def test_the_reminder_has_a_way_to_be_late(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana, "/room today 1pm")
    (made,) = sandbox.betterpt.rooms.values()
    start = made.start
    sandbox.clock.set(start - timedelta(minutes=4))
    await dana.clicks("Running late", timeout=30)
    panel = await dana.sees("nobody tells the patient")
    await dana.clicks(panel.buttons[0], panel)
    await dana.sees("Moved by", where="thread")
    assert made.start == start + timedelta(minutes=10)


async def test_the_story_of_a_room_goes_on_when_it_is_handed_over(dana: Person) -> None:
    await booked(dana)
    await dana.types("/room give tomorrow 3pm to @lee")
    await dana.clicks("Hand over", await dana.sees("Hand this session over?"))
    await dana.sees("Handed over to", where="thread")
    await dana.types("/room why tomorrow 3pm")
    told = await dana.sees("What happened to this room")
    assert told.text.index("asked for the room") < told.text.index("handed it over to")
    assert told.text.count("handed it over to") == 1
    assert "BetterPT: cancelled (" in told.text


async def test_the_last_to_stands_before_the_new_time(dana: Person) -> None:
    await booked(dana)
    for words in ("tomorrow 3 to 4pm to monday 2pm", "mi cita de mañana a las 3 a lunes 2pm"):
        await dana.types(f"/room reschedule {words}")
        preview = await dana.sees("Move this session?")
        assert "Monday" in preview.text
        assert "2:00 PM E" in preview.text
        await dana.clicks("Keep it", preview)
        await dana.sees_no_more("Move this session?")
    await dana.types("/room reschedule tomorrow 3pm to 4 to 5pm")
    preview = await dana.sees("Move this session?")
    assert "4:00 PM E" in preview.text
    await dana.clicks("Keep it", preview)
    await dana.types("/room reschedule my 3pm tomorrow")
    await dana.modal("Reschedule")


async def test_a_move_into_another_session_says_so_and_goes_on_if_wanted(
    sandbox: Sandbox, dana: Person
) -> None:
    await booked(dana)
    await booked(dana, "/room tomorrow 5pm with quinn@example.com")
    await dana.types("/room reschedule tomorrow 3pm to tomorrow 4:30pm")
    preview = await dana.sees("has another session then, at 5:00 PM")
    await dana.clicks("Move it anyway", preview)
    await dana.sees("Moved by", where="thread")
    assert sandbox.betterpt.count("reschedulePartnerVideoRoom") == 1


async def test_nobody_asks_why_about_another_persons_room_by_its_button(
    sandbox: Sandbox, dana: Person
) -> None:
    await booked(dana)
    (made,) = sandbox.betterpt.rooms.values()
    sam = sandbox.person("sam")
    for verb in ("why", "status", "late", "cancel"):
        await sam.types(f"/room {verb} {made.uid}")
        await sam.sees("I find no room for that")
        sam.dismisses(sam.messages("ephemeral")[-1])


async def test_what_came_in_the_way_after_a_preview_is_shown_before_anything_is_done(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await booked(dana)
    await dana.types("/room reschedule tomorrow 3pm to tomorrow 6pm")
    preview = await dana.sees("Move this session?")
    await booked(casey, "/room tomorrow 6pm for @dana with quinn@example.com")
    await dana.clicks("Move it", preview)
    await dana.sees("Something changed since this preview was shown")
    assert sandbox.betterpt.count("reschedulePartnerVideoRoom") == 0
    await dana.clicks("Move it anyway", await dana.sees("has another session then, at 6:00 PM"))
    await dana.sees("Moved by", where="thread")


async def test_a_substitute_who_was_booked_after_the_preview_is_shown_as_taken(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await booked(dana)
    await dana.types("/room give tomorrow 3pm to @lee")
    preview = await dana.sees("Hand this session over?")
    await booked(casey, "/room tomorrow 3pm ET for @lee with quinn@example.com")
    await dana.clicks("Hand over", preview)
    await dana.sees("Something changed since this preview was shown")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 2
    await dana.clicks("Hand over", await dana.sees("Lee Park PT has another session then"))
    await dana.sees("Handed over to")


@pytest.mark.usefixtures("tuesday")
async def test_a_delay_into_a_session_that_was_booked_meanwhile_is_shown_again(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await booked(dana, "/room today 1pm with pat@example.com")
    await dana.types("/room late")
    panel = await dana.sees("when does it start?")
    await booked(casey, "/room today 2pm ET for @dana with quinn@example.com")
    await dana.clicks(panel.buttons[0], panel)
    await dana.sees("Something changed since this preview was shown")
    assert sandbox.betterpt.count("reschedulePartnerVideoRoom") == 0
    again = await dana.sees("another session then, at 2:00 PM")
    await dana.clicks(next(each for each in again.buttons if each.startswith("+10")), again)
    await dana.sees("Moved by", where="thread")


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        ("cancel", "Cancel this session?"),
        ("status", "As BetterPT has it now."),
        ("why", "What happened to this room"),
        ("give to @lee", "Hand this session over?"),
        ("reschedule to friday 2pm", "Move this session?"),
    ],
)
async def test_where_no_room_is_named_one_is_picked_and_the_command_goes_on(
    dana: Person, tuesday: datetime, asked: str, then: str
) -> None:
    await booked(dana)
    await dana.types(f"/room {asked}")
    told = await dana.sees("Which room?", where="ephemeral")
    date = (tuesday + timedelta(days=1)).strftime("%a, %b %-d")
    await dana.picks("Pick a room …", f"{date}, 3:00 PM {tuesday:%Z} · Dana Reyes PT · pa…@example.com", told)

    await dana.sees(then, where="ephemeral")


async def test_where_no_room_is_named_and_none_comes_it_is_said_how_to_name_one(dana: Person) -> None:
    await dana.types("/room cancel")
    await dana.sees("Which room? Write its time", where="ephemeral")


@pytest.mark.parametrize(
    "asked",
    ["late my 3pm", "cancel 3pm", "give my 3pm to @lee", "reschedule my 3pm to 5pm", "late my 3pm 10"],
)
async def test_what_may_be_meant_of_the_session_that_is_running_is_asked(
    sandbox: Sandbox, dana: Person, tuesday: datetime, asked: str
) -> None:
    """One click more would move tomorrow's session, and tell its patient."""
    await booked(dana, "/room today 3pm with pat@example.com")
    sandbox.clock.set(tuesday + timedelta(hours=3, minutes=20))
    await booked(dana, "/room tomorrow 3pm with quinn@example.com")
    await dana.sees("qu…@example.com", where="dm")
    await dana.types(f"/room {asked}")
    told = await dana.sees("2 rooms fit that")
    running = f"{tuesday:%a, %b %-d}, 3:00 PM {tuesday:%Z} · Dana Reyes PT · pa…@example.com · 🟢 Open"
    await dana.picks("Pick a room …", running, told)

    await dana.sees("This session has started", where="ephemeral")
