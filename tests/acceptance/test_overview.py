"""The Home tab, the daily agenda and the settings, over the whole bot."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.driver import Person
from sandbox.slack import Fault
from sandbox.world import Sandbox

BOOK = "/room tomorrow 3pm with pat@example.com"
NEW_YORK = ZoneInfo("America/New_York")


async def booked(person: Person, command: str = BOOK, at: str = "3:00 PM") -> None:
    await person.types(command)
    await person.clicks("Create room")
    await person.sees(f"{at} EST (New York)\nVideo session with")  # the card comes once the room exists


def tomorrow_at(sandbox: Sandbox, hour: int, minute: int = 0) -> datetime:
    day = sandbox.clock.now().astimezone(NEW_YORK) + timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


async def test_the_home_tab_shows_the_day_and_what_needs_somebody(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await booked(dana, BOOK + " ref A-1207")
    await booked(dana, "/room tomorrow 5pm", at="5:00 PM")
    await dana.sees("5:00 PM", where="dm")  # "Created:" may still be that of the first
    await dana.opens_home()
    home = await dana.sees_home("3:00 PM")

    assert "chart A-1207" in home.text
    assert "pat@example.com" not in home.text
    assert home.text.index("tells the patient nothing") < home.text.index("pa…@example.com")
    assert "video.example.com" not in home.text

    lee = sandbox.person("lee")
    await lee.opens_home()
    await lee.sees_home("No sessions here")
    await casey.opens_home()
    await casey.sees_home("Dana Reyes PT · 2 sessions")


async def test_filters_and_a_fresh_look(sandbox: Sandbox, dana: Person) -> None:
    await dana.opens_home()
    await dana.sees_home("No sessions here")
    await booked(dana)
    await dana.opens_home()
    await dana.sees_home("3:00 PM")
    await dana.picks("Days", "Today")
    await dana.sees_home("No sessions here")
    await dana.opens_home()
    await dana.sees_home("No sessions here")
    await dana.picks("Days", "Next 7 days")
    await dana.sees_home("3:00 PM")
    sandbox.clock.push(timedelta(minutes=7))
    before = dana.home.text
    await dana.clicks("Refresh")
    await dana.sees_home("As of")
    await sandbox.slack.changes.until(lambda: dana.home.text != before or None, seconds=5)
    assert dana.home.text != before


async def test_a_room_is_booked_and_moved_without_leaving_the_home_tab(
    sandbox: Sandbox, dana: Person
) -> None:
    await dana.opens_home()
    await dana.sees_home("As of")
    await dana.clicks("New room")
    await dana.modal("Book a video room")
    await dana.fills({"When": "tomorrow 3pm", "Patient e-mail": "pat@example.com"})
    await dana.submits()
    preview = await dana.modal("Room")
    assert "BetterPT will tell the patient" in str(preview.blocks)
    await dana.clicks("Create room")
    await dana.sees_home("3:00 PM")
    await dana.closes()
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1

    await dana.clicks("Options …")
    await dana.modal("Room")
    await dana.clicks("Reschedule")
    await dana.modal("Reschedule")
    await dana.fills({"New time": "tomorrow 5pm"})
    await dana.submits()
    await dana.modal("Room")
    await dana.clicks("Move it")
    await dana.sees_home("5:00 PM")


async def test_the_options_of_a_room_stand_over_the_home_tab_and_it_follows(
    sandbox: Sandbox, dana: Person
) -> None:
    await booked(dana)
    await dana.opens_home()
    await dana.sees_home("3:00 PM")
    await dana.clicks("Options …")
    view = await dana.modal("Room")
    assert "3:00 PM" in str(view.blocks)
    await dana.clicks("Cancel")
    await dana.clicks("Cancel the room")
    await dana.sees_home("Cancelled")
    assert sandbox.betterpt.count("cancelPartnerVideoRoom") == 1


async def test_a_finished_session_is_corrected_and_copied_from_its_options(
    sandbox: Sandbox, dana: Person
) -> None:
    """Of one that was told in a digest there is no message with these buttons."""
    await booked(dana)
    (made,) = sandbox.betterpt.rooms.values()
    sandbox.clock.set(made.start)
    sandbox.betterpt.join(made.uid, "provider")
    sandbox.clock.set(made.start + timedelta(minutes=131))
    await dana.sees("the patient did not come", where="dm")
    await dana.opens_home()
    await dana.sees_home("Over")
    await dana.clicks("Options …")
    await dana.modal("Room")
    await dana.clicks("Correct the outcome")
    await dana.modal("Correct the outcome")
    await dana.fills({"What happened": "Held: both came", "How do you know?": "We spoke by phone."})
    await dana.submits()
    await dana.sees_in_modal("Noted.")
    await dana.closes()
    await dana.clicks("Options …")
    await dana.sees_in_modal("Corrected by")
    await dana.clicks("Copy for the chart")

    assert "We spoke by phone." in str((await dana.sees_in_modal("For the chart")).blocks)


async def test_what_is_to_be_rebooked_is_rebooked_from_its_options(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana)
    await dana.types("/room cancel tomorrow 3pm")
    await dana.clicks("Cancel the room")
    await dana.sees("Cancelled by", where="thread")
    await dana.opens_home()
    await dana.sees_home("To rebook")
    await dana.clicks("Options …")
    assert "Cancelled" in str((await dana.modal("Room")).blocks)
    await dana.clicks("Rebook")
    form = await dana.modal("Book a video room")
    assert "pat@example.com" in str(form.blocks)
    await dana.submits()
    assert "Wednesday, December 9, 3:00 PM" in str((await dana.modal("Room")).blocks)
    await dana.clicks("Create room")
    await dana.sees("December 9", where="team-telehealth")
    await dana.closes()
    await dana.clicks("Refresh")
    await dana.sees_home("Nothing needs attention")

    assert sandbox.betterpt.count("createPartnerVideoRoom") == 2


async def test_guests_and_strangers_read_a_polite_sentence(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana)
    sam = sandbox.person("sam")
    await sam.opens_home()
    home = await sam.sees_home("people of the clinic")

    assert "3:00 PM" not in home.text
    await sam.types("/room settings")
    await sam.sees("guests have none")


async def test_what_a_coordinator_chooses_holds_for_the_next_booking(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await casey.types("/room settings")
    await casey.modal("Settings")
    await casey.fills({"Clinic names": "Hill Street PT\nBayside", "Closes at": "06:00"})
    await casey.submits()
    assert "after the opening" in casey.errors["Closes at"]
    await casey.fills({"Closes at": "18:00"})
    await casey.submits()
    await casey.sees_no_modal()
    await casey.sees("settings are saved")
    await booked(dana)
    (made,) = sandbox.betterpt.rooms.values()
    assert made.clinic == "Hill Street PT"

    await casey.opens_home()
    await casey.sees_home("As of")
    await casey.clicks("Settings")
    view = await casey.modal("Settings")
    assert "Changed by <@U0CASEY> on" in str(view.blocks)


async def test_only_coordinators_see_the_clinics_settings(dana: Person) -> None:
    await dana.types("/room settings")
    view = await dana.modal("Settings")

    assert "For you" in str(view.blocks)
    assert "For the clinic" not in str(view.blocks)


async def test_the_zone_somebody_chose_goes_over_their_profiles(dana: Person) -> None:
    await dana.types("/room settings")
    await dana.modal("Settings")
    await dana.fills({"Your time zone": "Chicago time"})
    await dana.submits()
    await dana.sees("settings are saved")
    await dana.types(BOOK)
    preview = await dana.sees("BetterPT will tell the patient")

    assert "3:00 PM CST" in preview.text or "3:00 PM CDT" in preview.text


async def test_the_agenda_comes_by_dm_at_the_hour_that_was_chosen(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await booked(dana, BOOK + " ref A-1207")
    await dana.types("/room settings")
    await dana.modal("Settings")
    await dana.fills({"Daily agenda": ["Tell me each day what it holds; nothing on days without sessions"]})
    await dana.submits()
    await dana.sees("settings are saved")
    await casey.types("/room settings")
    await casey.modal("Settings")
    await casey.fills(
        {
            "Agenda in the channel": [
                "Post each day what it holds: time, provider and state, nothing of a patient"
            ],
            "Agenda posted at": "08:00",
        }
    )
    await casey.submits()
    await casey.sees("settings are saved")

    half_past_seven = tomorrow_at(sandbox, 7, 30)
    sandbox.clock.set(half_past_seven)
    agenda = await dana.sees("Your day", where="dm")
    assert "chart A-1207" in agenda.text
    assert "pa…@example.com" in agenda.text
    sandbox.clock.set(half_past_seven + timedelta(minutes=30))
    posted = await casey.sees("1 session", where="team-telehealth")
    assert "example.com" not in posted.text
    assert "A-1207" not in posted.text
    assert not [each for each in casey.dms() if each.contains("Your day")]


async def test_two_quick_picks_both_hold(sandbox: Sandbox, dana: Person) -> None:
    await dana.opens_home()
    await dana.sees_home("No sessions here")
    sandbox.slack.faults.add(
        Fault(method="views.publish", delay=0.4)
    )  # the second comes before the first is seen
    await dana.picks("Days", "Today")
    await dana.picks("States", "Over")

    def both_hold() -> bool | None:
        kept = str(dana.home.view.content["private_metadata"]) if dana.home.view else ""
        return True if '"day": "today"' in kept and '"state": "over"' in kept else None

    assert await sandbox.slack.changes.until(both_hold, seconds=10), dana.home.view
