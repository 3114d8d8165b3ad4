"""A room's whole life over the whole bot: one card, one thread and one calendar entry, whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from icalendar import Calendar

from sandbox.driver import Person
from sandbox.reading import SeenMessage
from sandbox.slack.forms import elements_of
from sandbox.world import Sandbox

FIVE = timedelta(minutes=5)
BOOK = "/room tomorrow 3pm with pat@example.com ref A-1207"


async def booked(person: Person, command: str = BOOK) -> SeenMessage:
    """Book a room; its card."""
    await person.types(command)
    await person.clicks("Create room", await person.sees("Nothing is booked yet", where="ephemeral"))
    await person.sees("Created:", where="ephemeral")
    return await person.sees("Scheduled")


def posted(sandbox: Sandbox, channel: str) -> list[str | None]:
    """Under which message (None: under none) each message stands that a channel reads."""
    place = next(each.id for each in sandbox.slack.workspace.channels.values() if each.name == channel)
    said = [each for each in sandbox.slack.workspace.messages if each.channel == place and not each.only_for]
    return [each.thread_ts if each.thread_ts != each.ts else None for each in said]


def own_dms(person: Person) -> list[SeenMessage]:
    """What the app wrote to somebody, files aside."""
    return [each for each in person.dms() if not each.files and not each.ephemeral]


def headed(messages: list[SeenMessage], heads: Sequence[str]) -> list[SeenMessage] | None:
    """The messages, if they are as many as these heads, and each has its own."""
    read = [each.text.splitlines()[0] for each in messages]
    is_so = len(read) == len(heads) and all(map(str.__contains__, read, heads))
    return messages if is_so else None


async def says(sandbox: Sandbox, person: Person, card: SeenMessage, text: str) -> SeenMessage:
    """Wait until that text stands on the card."""

    def look() -> SeenMessage | None:
        return next((each for each in person.messages() if each.ts == card.ts and each.contains(text)), None)

    shown = await sandbox.slack.changes.until(look, seconds=10)
    assert shown, text
    return shown


async def test_from_booking_to_correction_a_channel_reads_one_card_and_its_thread(
    sandbox: Sandbox, dana: Person
) -> None:
    sandbox.betterpt.show_live()
    card = await booked(dana)
    (made,) = sandbox.betterpt.rooms.values()
    assert card.buttons == ("Reschedule", "Cancel")
    await dana.types("/room reschedule tomorrow 3pm to tomorrow 4pm")
    await dana.clicks("Move it", await dana.sees("Move this session?"))
    moved = await says(sandbox, dana, card, "Moved from")
    await dana.sees("Moved: ", where="ephemeral")
    assert "~" in moved.source.partition("Moved from")[2].partition("3:00 PM")[0], "struck through"

    buttons = []
    for minutes, state in ((-5, "Starts in 5 min"), (0, "🟢 Open"), (60, "attendance not yet known")):
        sandbox.clock.set(made.start + timedelta(minutes=minutes))
        buttons.append((await says(sandbox, dana, card, state)).buttons)
        if not minutes:
            sandbox.betterpt.join(made.uid, "provider")
            sandbox.clock.set(made.start + FIVE)
            await dana.sees("does not show the patient yet", where="dm")
            sandbox.clock.set(made.start + 3 * FIVE)
    assert buttons == [("Join", "Reschedule", "Cancel"), ("Join",), ()]

    sandbox.betterpt.attend(made.uid, provider_minutes=40, patient_minutes=None)
    sandbox.clock.set(made.start + timedelta(minutes=131))
    told = await dana.sees("Your session is over", where="dm")
    over = await says(sandbox, dana, card, "The session is over: the patient did not come")
    assert over.buttons == ()
    await dana.clicks("Correct the outcome", told)
    await dana.fills({"What happened": "Held: both came", "How do you know?": "We spoke by phone."})
    await dana.submits()
    await says(sandbox, dana, card, "The session is over: both came")
    sandbox.clock.push(timedelta(days=2))

    assert posted(sandbox, "team-telehealth") == [None, card.ts, card.ts, card.ts], (
        "the card, the links, that it was moved, and how it went"
    )
    heads = ("Booked: ", "is over", "Your session")
    own = await sandbox.slack.changes.until(lambda: headed(own_dms(dana), heads), seconds=20)
    assert own, f"{own_dms(dana)}: edits are a second apart, and these are the last"
    reminder = own[1].ts
    said = [call for call in sandbox.slack.calls_of("chat.update") if call.arguments["ts"] == reminder]
    waiting = ["does not show the patient yet" in str(call.arguments["blocks"]) for call in said]
    assert waiting == [False, True, False], "it began, one side was missing (once), it ended"


async def test_the_calendar_has_one_entry_that_follows(dana: Person) -> None:
    await booked(dana)
    await dana.sees("For your calendar", where="dm")
    await dana.types("/room reschedule my 3pm tomorrow to tomorrow 4pm")
    await dana.clicks("Move it", await dana.sees("Move this session?"))
    await dana.sees("4:00 PM", where="dm")
    await dana.types("/room cancel my 4pm tomorrow")
    await dana.clicks("Cancel the room", await dana.sees("Cancel this session?"))
    await dana.sees("To take out of your calendar", where="dm")

    files = [Calendar.from_ical(file.content) for message in dana.dms() for file in message.files]
    entries = [next(iter(file.walk("VEVENT"))) for file in files]
    assert len({str(entry["UID"]) for entry in entries}) == 1
    numbers = [int(str(entry["SEQUENCE"])) for entry in entries]
    assert numbers == sorted(set(numbers)), "each higher than the one before"
    assert [str(file["METHOD"]) for file in files] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [entry["DTSTART"].to_ical()[9:11] for entry in entries] == [b"15", b"16", b"16"]


async def test_in_a_thread_everything_stays_under_its_top(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await casey.types("Who can see pat@example.com?")
    asked = await casey.sees("Who can see")
    await dana.types("@room tomorrow at 3pm", thread_ts=asked.ts)
    await dana.clicks("Create room", await dana.sees("Nothing is booked yet", where="ephemeral"))
    links = await dana.sees("Patient link", where="thread")
    assert links.thread_ts == asked.ts
    await dana.types("@room reschedule to tomorrow 4pm", thread_ts=asked.ts)
    await dana.clicks("Move it", await dana.sees("Move this session?"))
    moved = await dana.sees("Moved by", where="thread")
    assert moved.thread_ts == asked.ts
    (made,) = sandbox.betterpt.rooms.values()
    sandbox.betterpt.attend(made.uid, provider_minutes=50, patient_minutes=50)
    sandbox.clock.set(made.start + timedelta(minutes=121))
    await dana.sees("The session is over: both came.", where="thread")
    await dana.sees("Your session is over", where="dm")
    under = await sandbox.slack.changes.until(
        lambda: found if len(found := posted(sandbox, "team-telehealth")) > 6 else None, seconds=10
    )

    assert under == [None, *[asked.ts] * 6], "two mentions, card, links, that it was moved, how it went"


@pytest.mark.parametrize(
    "name",
    [
        "my 3pm tomorrow",
        "tomorrow's 3pm with pat@",
        "tomorrow @dana",
        "{uid}",
        "{beginning}",
        "ref A-1207",
        "next with pat",
        "la de mañana a las 3",
    ],
)
async def test_a_room_is_named_alike_wherever_one_is_named(hardened: Sandbox, name: str) -> None:
    dana = hardened.person("dana")
    if not hardened.betterpt.rooms:
        await booked(dana)
    (made,) = hardened.betterpt.rooms.values()
    name = name.format(uid=made.uid, beginning=made.uid[:6])
    answers = {
        f"/room status {name}": "As BetterPT has it now",
        f"/room cancel {name}": "Cancel this session?",
        f"/room reschedule {name} to friday 2pm": "Move this session?",
        f"/room late {name}": "when does it start?",
        f"/room give {name} to @lee": "Hand this session over?",
        f"/room why {name}": "What happened to this room",
        f"@room status {name}": "As BetterPT has it now",
    }
    for typed, answer in answers.items():
        await dana.types(typed)
        dana.dismisses(await dana.sees(answer, where="ephemeral"))
    assert hardened.betterpt.count("reschedulePartnerVideoRoom") == 0


async def test_a_series_marks_the_change_of_clocks_a_holiday_and_a_conflict(dana: Person) -> None:
    await dana.types("/room every thursday 3pm for 52 weeks")
    plain = await dana.sees("52 sessions")
    assert plain.source.count("clocks change") == 2, "in spring and in autumn"
    thanksgiving = next(line for line in plain.text.splitlines() if "Thanksgiving" in line)
    assert "Nov 2" in thanksgiving
    dana.dismisses(plain)
    third = [line for line in plain.text.splitlines() if line.startswith("•")][2]
    day = third.split(",")[1].strip()
    await booked(dana, f"/room {day} 3:30pm with quinn@example.com")
    await dana.types("/room every thursday 3pm for 52 weeks with pat@example.com")
    shown = await dana.sees("overlaps a session at 3:30 PM")
    assert shown.text.count("overlaps a session") == 1
    assert "Book 52 rooms anyway" in shown.buttons


async def test_the_forms_clock_is_the_providers_and_never_the_devices(
    sandbox: Sandbox, casey: Person
) -> None:
    await casey.types("/room")
    await casey.fills({"Provider": "Lee Park PT", "When": "tomorrow 3pm"})
    await casey.sees_in_modal("3:00 PM P")
    view = await casey.modal()
    clocks = [element for _, element in elements_of(view.blocks) if element["type"] == "timepicker"]
    assert [clock["timezone"] for clock in clocks] == ["America/Los_Angeles"]
    for verb in ("settings", "home"):
        await casey.closes()
        await (casey.types("/room settings") if verb == "settings" else casey.opens_home())
    assert "datetimepicker" not in str([call.arguments for call in sandbox.slack.calls])


async def test_progress_is_told_on_the_card_while_a_series_is_created(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room every tue 3pm for 6 weeks with pat@example.com")
    await dana.clicks("Create 6 rooms")
    await dana.sees("All 6 rooms are booked", where="team-telehealth")
    told = [str(call.arguments["blocks"]) for call in sandbox.slack.calls_of("chat.update")]
    assert [number for number in range(1, 6) if any(f"{number} of 6" in each for each in told)]


async def test_each_session_of_a_series_has_its_whole_story(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room every tue 3pm for 3 weeks with pat@example.com")
    await dana.clicks("Create 3 rooms")
    await dana.sees("For your calendar", where="dm")
    for made in list(sandbox.betterpt.rooms.values()):
        await dana.types(f"/room why {made.uid}")
        told = await dana.sees("What happened to this room")
        for line in ("asked for the room", "room created", "The card", "links", "booking", "calendar"):
            assert line in told.text
        assert told.text.count("room created") == told.text.count("The booking") == 1
        dana.dismisses(told)


async def test_a_substitute_gets_the_link_the_reminder_and_the_follow_up(
    sandbox: Sandbox, dana: Person
) -> None:
    lee = sandbox.person("lee")
    await booked(dana)
    await dana.types("/room give my 3pm tomorrow to @lee")
    preview = await dana.sees("Hand this session over?")
    assert "new links" in preview.text, "BetterPT ties the name to the room"
    await dana.clicks("Hand over", preview)
    await lee.sees("Booked: ", where="dm")
    old, new = sandbox.betterpt.rooms.values()
    sandbox.clock.set(new.start - FIVE)
    reminder = await lee.sees("In 5 min", where="dm")
    assert new.provider_link in str(reminder.message.blocks)
    sandbox.betterpt.attend(new.uid, provider_minutes=40, patient_minutes=40)
    sandbox.clock.set(new.start + timedelta(minutes=121))
    await lee.sees("Your session is over: both came", where="dm")

    assert not [each for each in dana.dms() if "Your session" in each.text or "In 5 min" in each.text]
    assert old.provider_link not in str([each.message.blocks for each in dana.messages()])
